package dev.belay.strategies.amplifier;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How coins are measured and scored; {@link Scanner} has the formulas.
 *
 * @param lookbackHours candles of an hour over which beta and correlation are taken
 * @param allowedMissingHours how many of those may be absent
 * @param staleMinutes how old the last price may be
 * @param volumeFloor least volume of the last 24 h in USDT
 * @param minimumBeta amplifying is above that
 * @param minimumCorrelation amplifying is above that
 * @param amplificationHours over which a coin's move is divided by that of BTC
 * @param amplificationMinimumMovePct least move of BTC in percent, up or down, for that to be told
 * @param surgeHours last hours whose volume is compared with those before
 * @param rsiPeriod hours of the relative strength index
 * @param weights of the five parts; together 100
 * @param scale where each part is 0 and where it is full
 * @param exclusions what is no coin to trade
 * @param minimumUniverse fewest symbols of a desk on paper, testnet or live
 */
public record ScannerSettings(
    int lookbackHours,
    int allowedMissingHours,
    int staleMinutes,
    double volumeFloor,
    double minimumBeta,
    double minimumCorrelation,
    int amplificationHours,
    double amplificationMinimumMovePct,
    int surgeHours,
    int rsiPeriod,
    Parts weights,
    Scale scale,
    Exclusions exclusions,
    int minimumUniverse) {

  /** What the five parts weigh. */
  public record Parts(
      double beta, double volume, double amplification, double correlation, double rsi) {}

  /**
   * Where parts of the score begin and where they are full.
   *
   * @param rsiLow the index is best from here
   * @param rsiHigh to here
   * @param rsiReach so far outside of that it counts nothing
   */
  public record Scale(
      double betaNone,
      double betaFull,
      double surgeNone,
      double surgeFull,
      double amplificationNone,
      double amplificationFull,
      double correlationNone,
      double correlationFull,
      double rsiLow,
      double rsiHigh,
      double rsiReach) {}

  /**
   * Bases that are not traded.
   *
   * @param quote every symbol ends with it
   * @param signal the base that is the signal itself
   * @param leveragedEndings of a base whose beginning is a base by itself, such as UP of BTCUP
   */
  public record Exclusions(
      String quote,
      String signal,
      Set<String> stablecoins,
      Set<String> fiat,
      Set<String> wrapped,
      Set<String> leveragedEndings) {
    public Exclusions {
      stablecoins = sorted(stablecoins);
      fiat = sorted(fiat);
      wrapped = sorted(wrapped);
      leveragedEndings = sorted(leveragedEndings);
    }

    /** In an order that is always the same. */
    private static Set<String> sorted(Set<String> of) {
      return Collections.unmodifiableSet(new TreeSet<>(of));
    }

    /** As shipped. */
    public static Exclusions standard() {
      return new Exclusions(
          "USDT",
          "BTC",
          Set.of(
              "USDC", "BUSD", "TUSD", "USDP", "PAX", "DAI", "FDUSD", "USDS", "USDSB", "SUSD", "UST",
              "USTC", "GUSD", "USDE", "PYUSD", "USD1", "FRAX", "LUSD", "EURI", "AEUR", "XUSD",
              "BFUSD", "RLUSD"),
          Set.of(
              "EUR", "GBP", "AUD", "TRY", "BRL", "RUB", "UAH", "NGN", "BIDR", "IDRT", "BVND", "ZAR",
              "PLN", "RON", "ARS", "JPY", "MXN", "CZK", "COP"),
          Set.of(
              "WBTC", "BTCB", "RENBTC", "WETH", "BETH", "WBETH", "STETH", "WSTETH", "RETH", "CBETH",
              "BNSOL", "WBNB", "PAXG", "XAUT"),
          Set.of("UP", "DOWN", "BULL", "BEAR", "2L", "2S", "3L", "3S", "5L", "5S"));
    }
  }

  /** As shipped. */
  public static ScannerSettings standard() {
    return new ScannerSettings(
        48,
        4,
        10,
        5_000_000,
        2,
        0.4,
        24,
        1,
        1,
        14,
        new Parts(30, 25, 25, 10, 10),
        new Scale(1, 5, 1, 3, 1, 5, 0, 1, 50, 70, 20),
        Exclusions.standard(),
        20);
  }

  /** The same with another beta from which on a coin counts as amplifying. */
  public ScannerSettings withMinimumBeta(double beta) {
    return new ScannerSettings(
        lookbackHours,
        allowedMissingHours,
        staleMinutes,
        volumeFloor,
        beta,
        minimumCorrelation,
        amplificationHours,
        amplificationMinimumMovePct,
        surgeHours,
        rsiPeriod,
        weights,
        scale,
        exclusions,
        minimumUniverse);
  }

  void check(Problems problems) {
    problems.unless(
        Weights.sumToWhole(
            weights.beta(),
            weights.volume(),
            weights.amplification(),
            weights.correlation(),
            weights.rsi()),
        "Expected scanner weights of at least 0 that sum to 100, was %s",
        weights);
    problems.unless(
        scale.betaNone() < scale.betaFull()
            && scale.surgeNone() < scale.surgeFull()
            && scale.amplificationNone() < scale.amplificationFull()
            && scale.correlationNone() < scale.correlationFull()
            && scale.rsiLow() <= scale.rsiHigh()
            && scale.rsiReach() > 0,
        "Expected each part of the scanner's score to be full above where it is 0, was %s",
        scale);
    problems.unless(
        surgeHours >= 1
            && rsiPeriod >= 1
            && amplificationHours >= 1
            && amplificationMinimumMovePct > 0
            && allowedMissingHours >= 0
            && lookbackHours - allowedMissingHours
                > Math.max(Math.max(surgeHours, rsiPeriod), amplificationHours),
        "Expected scanner.lookbackHours less allowedMissingHours above its other periods, and those of at least 1, was %s",
        this);
    problems.unless(
        staleMinutes >= 1 && volumeFloor >= 0,
        "Expected scanner.staleMinutes of at least 1 and a volume floor of at least 0, was %d and %s",
        staleMinutes,
        volumeFloor);
    problems.unless(
        minimumCorrelation >= 0 && minimumCorrelation < 1 && minimumBeta > 0,
        "Expected scanner.minimumBeta above 0 and minimumCorrelation from 0 to below 1, was %s and %s",
        minimumBeta,
        minimumCorrelation);
    problems.unless(
        minimumUniverse >= AmplifierSettings.LEAST_UNIVERSE,
        "Expected scanner.minimumUniverse of at least %d, was %d",
        AmplifierSettings.LEAST_UNIVERSE,
        minimumUniverse);
  }
}
