package dev.belay.strategies.amplifier;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What holds for every profile. It can be tightened, not loosened and not switched off.
 *
 * @param dailyLossPct loss since the UTC day's first mark that closes everything
 * @param drawdownPct loss from the highest equity that closes everything
 * @param coolOff how long nothing is entered after either
 * @param cashReservePct share of equity that stays cash
 * @param positionPct largest position of a profile, in percent of equity
 * @param positions most of a profile
 * @param notionalPct most of a profile, in percent of equity
 * @param stopPct widest stop of a profile
 * @param maximumHold longest of a profile
 */
public record Limits(
    BigDecimal dailyLossPct,
    BigDecimal drawdownPct,
    Duration coolOff,
    BigDecimal cashReservePct,
    BigDecimal positionPct,
    int positions,
    BigDecimal notionalPct,
    BigDecimal stopPct,
    Duration maximumHold) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public static final Limits STANDARD =
      new Limits(
          new BigDecimal("5"),
          new BigDecimal("15"),
          Duration.ofHours(24),
          new BigDecimal("20"),
          new BigDecimal("15"),
          8,
          new BigDecimal("40"),
          new BigDecimal("7"),
          Duration.ofHours(168));

  void check(Problems problems) {
    problems.unless(
        isTighter(dailyLossPct, STANDARD.dailyLossPct),
        "Expected limits.dailyLossPct above 0, at most %s, was %s",
        STANDARD.dailyLossPct,
        dailyLossPct);
    problems.unless(
        isTighter(drawdownPct, STANDARD.drawdownPct),
        "Expected limits.drawdownPct above 0, at most %s, was %s",
        STANDARD.drawdownPct,
        drawdownPct);
    problems.unless(
        coolOff.compareTo(STANDARD.coolOff) >= 0,
        "Expected limits.coolOff of at least %s h, was %s h",
        STANDARD.coolOff.toHours(),
        coolOff.toHours());
    problems.unless(
        cashReservePct.compareTo(STANDARD.cashReservePct) >= 0
            && cashReservePct.compareTo(HUNDRED) < 0,
        "Expected limits.cashReservePct of at least %s, below 100, was %s",
        STANDARD.cashReservePct,
        cashReservePct);
    problems.unless(
        isTighter(positionPct, STANDARD.positionPct)
            && isTighter(notionalPct, STANDARD.notionalPct)
            && isTighter(stopPct, STANDARD.stopPct)
            && positions >= 1
            && positions <= STANDARD.positions
            && maximumHold.isPositive()
            && maximumHold.compareTo(STANDARD.maximumHold) <= 0,
        "Expected limits for profiles above 0 and no looser than %s, was %s",
        STANDARD,
        this);
  }

  private static boolean isTighter(BigDecimal value, BigDecimal most) {
    return value.signum() > 0 && value.compareTo(most) <= 0;
  }
}
