package dev.belay.strategies.amplifier;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * How a desk trades. It never changes: what a mandate or a regime makes smaller or larger is
 * computed from it anew each cycle, and nothing is written back.
 *
 * @param name as in configuration and on the command line
 * @param sizePct a position, in percent of equity
 * @param positions most at a time
 * @param notionalPct all positions together, in percent of equity; the last one is shrunk to fit
 * @param takeProfitPct above the entry
 * @param stopPct below the entry
 * @param trailPct below the best price since the entry
 * @param maximumHold after which a position is closed
 * @param minimumMomentum of BTC for an entry
 * @param betaLow least beta of a coin that is entered
 * @param betaHigh greatest
 */
public record Profile(
    String name,
    BigDecimal sizePct,
    int positions,
    BigDecimal notionalPct,
    BigDecimal takeProfitPct,
    BigDecimal stopPct,
    BigDecimal trailPct,
    Duration maximumHold,
    double minimumMomentum,
    double betaLow,
    double betaHigh) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public static final Profile CONSERVATIVE =
      new Profile(
          "conservative",
          pct("5"),
          3,
          pct("10"),
          pct("8"),
          pct("2.5"),
          pct("3"),
          hours(48),
          65,
          2,
          4);
  public static final Profile MODERATE =
      new Profile(
          "moderate", pct("10"), 5, pct("25"), pct("15"), pct("4"), pct("5"), hours(96), 55, 3, 8);
  public static final Profile AGGRESSIVE =
      new Profile(
          "aggressive",
          pct("15"),
          8,
          pct("40"),
          pct("30"),
          pct("7"),
          pct("8"),
          hours(168),
          45,
          5,
          20);

  /** Those that come with Belay. */
  public static List<Profile> shipped() {
    return List.of(CONSERVATIVE, MODERATE, AGGRESSIVE);
  }

  private static BigDecimal pct(String text) {
    return new BigDecimal(text);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  /** The same with other bounds for what is entered. */
  public Profile entering(double momentum, double beta) {
    return new Profile(
        name,
        sizePct,
        positions,
        notionalPct,
        takeProfitPct,
        stopPct,
        trailPct,
        maximumHold,
        momentum,
        beta,
        betaHigh);
  }

  void check(Problems problems, double exitMomentum, Limits limits) {
    problems.unless(
        sizePct.signum() > 0
            && positions >= 1
            && notionalPct.compareTo(sizePct) >= 0
            && takeProfitPct.signum() > 0
            && isFraction(stopPct)
            && isFraction(trailPct)
            && maximumHold.isPositive(),
        "Expected profile %s to have sizes, distances and a hold above 0 and room for one position, was %s",
        name,
        this);
    problems.unless(
        0 < betaLow && betaLow < betaHigh,
        "Expected profile %s to have a beta range that rises, was %s to %s",
        name,
        betaLow,
        betaHigh);
    problems.unless(
        exitMomentum < minimumMomentum && minimumMomentum <= 100,
        "Expected the exit threshold below the minimum momentum of profile %s, which is %s, was %s; what is entered would be closed at once",
        name,
        minimumMomentum,
        exitMomentum);
    problems.unless(
        sizePct.compareTo(limits.positionPct()) <= 0,
        "Expected profile %s within the limits' %s %% a position, was %s %%",
        name,
        limits.positionPct(),
        sizePct);
    problems.unless(
        positions <= limits.positions(),
        "Expected profile %s within the limits' %d positions, was %d",
        name,
        limits.positions(),
        positions);
    problems.unless(
        notionalPct.compareTo(limits.notionalPct()) <= 0,
        "Expected profile %s within the limits' %s %% of total notional, was %s %%",
        name,
        limits.notionalPct(),
        notionalPct);
    problems.unless(
        notionalPct.compareTo(HUNDRED.subtract(limits.cashReservePct())) <= 0,
        "Expected profile %s to leave the limits' %s %% of cash, but it may hold %s %%",
        name,
        limits.cashReservePct(),
        notionalPct);
    problems.unless(
        stopPct.compareTo(limits.stopPct()) <= 0,
        "Expected profile %s within the limits' stop at %s %%, was %s %%",
        name,
        limits.stopPct(),
        stopPct);
    problems.unless(
        maximumHold.compareTo(limits.maximumHold()) <= 0,
        "Expected profile %s within the limits' hold of %s h, was %s h",
        name,
        limits.maximumHold().toHours(),
        maximumHold.toHours());
  }

  private static boolean isFraction(BigDecimal pct) {
    return pct.signum() > 0 && pct.compareTo(HUNDRED) < 0;
  }
}
