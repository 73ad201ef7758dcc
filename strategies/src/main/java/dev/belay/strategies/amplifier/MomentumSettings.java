package dev.belay.strategies.amplifier;

/**
 * How the momentum of BTC is measured; {@link MomentumRule} has the formulas.
 *
 * @param lookbackHours candles of an hour that are looked at
 * @param allowedMissingHours how many of those may be absent
 * @param weights of the five parts; together 100
 * @param changeHours over which the price change is taken
 * @param changeNonePct change in percent at which that part is 0
 * @param changeFullPct change in percent at which it is full
 * @param rsiPeriod hours of the relative strength index
 * @param rsiNone index at which that part is 0
 * @param rsiFull index at which it is full
 * @param volumeHours last hours whose volume is compared with all
 * @param volumeNone ratio at which that part is 0
 * @param volumeFull ratio at which it is full
 * @param trendFast hours of the fast average
 * @param trendSlow hours of the slow average
 * @param trendRiseHours over which the slow average must have risen
 * @param macdFast hours
 * @param macdSlow hours
 * @param macdSignal hours
 * @param macdFullPct histogram in percent of the price at which that part is full; its negative is
 *     0
 * @param bands what a value is called
 */
public record MomentumSettings(
    int lookbackHours,
    int allowedMissingHours,
    Parts weights,
    int changeHours,
    double changeNonePct,
    double changeFullPct,
    int rsiPeriod,
    double rsiNone,
    double rsiFull,
    int volumeHours,
    double volumeNone,
    double volumeFull,
    int trendFast,
    int trendSlow,
    int trendRiseHours,
    int macdFast,
    int macdSlow,
    int macdSignal,
    double macdFullPct,
    Bands bands) {

  /** What the five parts weigh. */
  public record Parts(double change, double rsi, double volume, double trend, double macd) {}

  /** From which value on it is called so; below {@code cool} it is dead. */
  public record Bands(double fire, double hot, double warm, double cool) {}

  /** As shipped. */
  public static MomentumSettings standard() {
    return new MomentumSettings(
        96,
        6,
        new Parts(25, 20, 20, 20, 15),
        24,
        -3,
        5,
        14,
        30,
        70,
        4,
        0.5,
        2,
        12,
        48,
        12,
        12,
        26,
        9,
        0.2,
        new Bands(80, 65, 45, 25));
  }

  void check(Problems problems) {
    problems.unless(
        Weights.sumToWhole(
            weights.change(), weights.rsi(), weights.volume(), weights.trend(), weights.macd()),
        "Expected momentum weights of at least 0 that sum to 100, was %s",
        weights);
    problems.unless(
        changeNonePct < changeFullPct
            && rsiNone < rsiFull
            && volumeNone < volumeFull
            && macdFullPct > 0,
        "Expected each part of the momentum to be full above where it is 0, was change %s to %s, rsi %s to %s, volume %s to %s, macd %s",
        changeNonePct,
        changeFullPct,
        rsiNone,
        rsiFull,
        volumeNone,
        volumeFull,
        macdFullPct);
    problems.unless(
        rsiPeriod >= 1
            && macdSignal >= 1
            && 1 <= macdFast
            && macdFast < macdSlow
            && 1 <= trendFast
            && trendFast < trendSlow
            && trendRiseHours >= 1
            && changeHours >= 1
            && volumeHours >= 1,
        "Expected periods of at least 1 and fast ones below slow ones in the momentum, was %s",
        this);
    int longest =
        Math.max(
            Math.max(trendSlow + trendRiseHours, macdSlow + macdSignal),
            Math.max(changeHours, Math.max(rsiPeriod, volumeHours) + 1));
    problems.unless(
        allowedMissingHours >= 0 && lookbackHours - allowedMissingHours >= longest,
        "Expected momentum.lookbackHours less allowedMissingHours to hold its longest period of %d hours, was %d less %d",
        longest,
        lookbackHours,
        allowedMissingHours);
    problems.unless(
        bands.fire() > bands.hot()
            && bands.hot() > bands.warm()
            && bands.warm() > bands.cool()
            && bands.cool() > 0
            && bands.fire() <= 100,
        "Expected momentum bands that fall from fire to cool within 0 to 100, was %s",
        bands);
  }
}
