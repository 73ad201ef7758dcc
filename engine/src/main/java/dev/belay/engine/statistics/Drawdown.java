package dev.belay.engine.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The greatest fall from a peak, over an index of returns net of transfers, so that a withdrawal is
 * no loss. Grows mark by mark, and needs no history kept.
 *
 * @param index the value of one unit put in at the first mark
 * @param worst the greatest fall so far, a fraction from 0 to 1
 */
public record Drawdown(
    double index, double peak, double worst, @Nullable EquityMark last, int samples) {
  public static final Drawdown NONE = new Drawdown(1, 1, 0, null, 0);

  /** With the next mark; its time must be later than the last one's. */
  public Drawdown with(EquityMark mark) {
    double next = last == null || !last.isBase() ? index : index * (1 + mark.returnSince(last));
    double top = Math.max(peak, next);
    return new Drawdown(next, top, Math.max(worst, 1 - next / top), mark, samples + 1);
  }

  /** In percent, at least 0. */
  public Estimate maxPct() {
    return samples == 0
        ? Estimate.unknown("no equity mark yet", 0)
        : Estimate.of(worst * 100, samples);
  }
}
