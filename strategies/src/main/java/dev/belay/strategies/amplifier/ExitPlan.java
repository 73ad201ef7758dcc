package dev.belay.strategies.amplifier;

import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How a position ends if nothing else ends it. Distances are in percent.
 *
 * @param stopPct below the entry
 * @param takeProfitPct above the entry
 * @param trailPct below the best price, in steps of 0.1, as venues have it
 */
public record ExitPlan(
    BigDecimal stopPct, BigDecimal takeProfitPct, BigDecimal trailPct, Duration maximumHold) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int STEP = 1;

  /** Of a profile in a regime; a trailing stop between two steps is the tighter one. */
  static ExitPlan of(Profile profile, Regime regime, RegimeSettings settings) {
    BigDecimal factor = regime.stopFactor(settings);
    BigDecimal trail = profile.trailPct().multiply(factor).setScale(STEP, RoundingMode.DOWN);
    return new ExitPlan(
        profile.stopPct().multiply(factor),
        profile.takeProfitPct(),
        trail.max(new BigDecimal("0.1")),
        profile.maximumHold());
  }

  /** Where the stop is for an entry at the price, before rounding to the venue's tick. */
  public Price stop(Price entry) {
    return below(entry, stopPct);
  }

  /** Where the gain is taken. */
  public Price target(Price entry) {
    return Price.of(entry.value().multiply(HUNDRED.add(takeProfitPct)).divide(HUNDRED));
  }

  /**
   * The stop of an open position: never below where it was.
   *
   * @param best the highest price since the entry
   * @param before where the stop was until now
   */
  public Price ratchet(Price best, Price before) {
    Price trailed = below(best, trailPct);
    return trailed.value().compareTo(before.value()) > 0 ? trailed : before;
  }

  private static Price below(Price price, BigDecimal pct) {
    return Price.of(price.value().multiply(HUNDRED.subtract(pct)).divide(HUNDRED));
  }
}
