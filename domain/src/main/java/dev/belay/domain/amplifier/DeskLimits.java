package dev.belay.domain.amplifier;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What the desk may lose and commit, whatever its profile. Each can be tightened, none switched
 * off.
 *
 * @param dailyLossPct of the day's first equity, above 0, at most 5
 * @param drawdownPct of the greatest equity, above 0, at most 15
 * @param coolOff market time without entries once either is reached, at least 24 h
 * @param cashReservePct of the equity that stays cash, 20 to 100
 * @param maxPositions at a time, 1 to 8
 * @param maxPositionPct of the equity in one position before the mandate's factor, at most 15
 * @param maxNotionalPct of the equity in all positions, at most 40
 */
public record DeskLimits(
    BigDecimal dailyLossPct,
    BigDecimal drawdownPct,
    Duration coolOff,
    BigDecimal cashReservePct,
    int maxPositions,
    BigDecimal maxPositionPct,
    BigDecimal maxNotionalPct) {
  // Before the default, which is checked with them.
  private static final Duration LEAST_COOL_OFF = Duration.ofHours(24);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public static final DeskLimits DEFAULT =
      new DeskLimits(
          BigDecimal.valueOf(5),
          BigDecimal.valueOf(15),
          Duration.ofHours(24),
          BigDecimal.valueOf(20),
          8,
          BigDecimal.valueOf(15),
          BigDecimal.valueOf(40));

  public DeskLimits {
    within("daily_loss_pct", dailyLossPct, "5");
    within("drawdown_pct", drawdownPct, "15");
    within("max_position_pct", maxPositionPct, "15");
    within("max_notional_pct", maxNotionalPct, "40");
    if (coolOff.compareTo(LEAST_COOL_OFF) < 0) {
      throw new IllegalArgumentException(
          "Expected a cool-off of at least %s, was %s".formatted(LEAST_COOL_OFF, coolOff));
    }
    if (cashReservePct.compareTo(BigDecimal.valueOf(20)) < 0
        || cashReservePct.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException(
          "Expected a cash reserve of 20 to 100 %, was " + cashReservePct.toPlainString());
    }
    if (maxPositions < 1 || maxPositions > 8) {
      throw new IllegalArgumentException("Expected 1 to 8 positions, was " + maxPositions);
    }
  }

  /**
   * Why an entry would leave too little cash; empty where it does not.
   *
   * @param freeCash neither bound as margin nor reserved
   * @param size of the entry, all of which is margin: the desk does not borrow
   */
  public Optional<String> reserve(Usdt equity, Usdt freeCash, Usdt size) {
    Usdt least = equity.times(cashReservePct.movePointLeft(2));
    Usdt left = freeCash.minus(size);
    return left.compareTo(least) < 0
        ? Optional.of(
            "Expected %s USDT (%s %% of the equity) to stay cash, %s would be left"
                .formatted(least, cashReservePct.toPlainString(), left))
        : Optional.empty();
  }

  private static void within(String name, BigDecimal value, String most) {
    if (value.signum() <= 0 || value.compareTo(new BigDecimal(most)) > 0) {
      throw new IllegalArgumentException(
          "Expected %s above 0 and at most %s: it can be tightened, not switched off; was %s"
              .formatted(name, most, value.toPlainString()));
    }
  }
}
