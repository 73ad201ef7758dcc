package dev.belay.strategies.amplifier;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the desk's limits remember; to be stored, so that a restart changes nothing. Equity is net
 * of transfers.
 *
 * @param peak highest equity since the start or the last cool-off; null before the first mark
 * @param day UTC market day of {@code dayStart}
 * @param dayStart equity at the day's first mark
 * @param coolingUntil market time until which nothing is entered and everything is closed; null for
 *     none
 * @param cause why it cools off
 */
public record DeskRisk(
    @Nullable Usdt peak,
    @Nullable LocalDate day,
    @Nullable Usdt dayStart,
    @Nullable Instant coolingUntil,
    @Nullable Why cause) {
  public static final DeskRisk NEW = new DeskRisk(null, null, null, null, null);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * After the equity was marked. A limit that is reached begins a cool-off; while it lasts nothing
   * is measured, and after it the peak and the day's start are measured anew.
   */
  public DeskRisk marked(Usdt equity, Instant asOf, Limits limits) {
    if (isCooling(asOf)) {
      return this;
    }
    boolean anew = coolingUntil != null;
    LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    Usdt first = anew || dayStart == null || !today.equals(day) ? equity : dayStart;
    Usdt highest = anew || peak == null || equity.compareTo(peak) > 0 ? equity : peak;
    Why why = why(first, highest, equity, limits);
    return new DeskRisk(
        highest, today, first, why == null ? null : asOf.plus(limits.coolOff()), why);
  }

  private static @Nullable Why why(Usdt first, Usdt highest, Usdt equity, Limits limits) {
    if (isLost(first, equity, limits.dailyLossPct())) {
      return new Why(
          Reason.DAILY_LOSS, lostPct(first, equity), limits.dailyLossPct().doubleValue());
    }
    return isLost(highest, equity, limits.drawdownPct())
        ? new Why(Reason.DRAWDOWN, lostPct(highest, equity), limits.drawdownPct().doubleValue())
        : null;
  }

  /** Whether nothing may be entered at the market time. */
  public boolean isCooling(Instant asOf) {
    return coolingUntil != null && asOf.isBefore(coolingUntil);
  }

  private static boolean isLost(Usdt from, Usdt equity, BigDecimal pct) {
    BigDecimal loss = from.minus(equity).value();
    return loss.signum() > 0 && loss.multiply(HUNDRED).compareTo(from.value().multiply(pct)) >= 0;
  }

  private static double lostPct(Usdt from, Usdt equity) {
    return from.isPositive()
        ? from.minus(equity)
            .value()
            .multiply(HUNDRED)
            .divide(from.value(), 4, RoundingMode.HALF_EVEN)
            .doubleValue()
        : Double.NaN;
  }
}
