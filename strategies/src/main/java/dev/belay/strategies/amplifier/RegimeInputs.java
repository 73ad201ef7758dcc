package dev.belay.strategies.amplifier;

import org.jspecify.annotations.Nullable;

/**
 * What a regime is told from at the close of a bar of four hours; null is what is not known.
 *
 * @param barClose market time in epoch milliseconds
 * @param aboveSlowPct close above the slow average, in percent; negative below
 * @param fastAboveSlowPct fast average above the slow one, in percent
 * @param drawdownPct close below the highest close, in percent; at least 0
 * @param breadth share of coins above their mean, 0 to 1
 * @param fundingPct the last funding rate of BTC in percent per 8 h
 * @param fearGreed 0 to 100
 */
public record RegimeInputs(
    long barClose,
    @Nullable Double aboveSlowPct,
    @Nullable Double fastAboveSlowPct,
    @Nullable Double drawdownPct,
    @Nullable Double breadth,
    @Nullable Double fundingPct,
    @Nullable Double fearGreed) {

  /**
   * With plain means of closes; what needs more bars than there are is not known.
   *
   * @param bars closed ones of BTC of four hours, oldest first; at least one
   */
  public static RegimeInputs of(
      Bars bars,
      @Nullable Double breadth,
      @Nullable Double fundingPct,
      @Nullable Double fearGreed,
      RegimeSettings settings) {
    double close = bars.close(bars.size() - 1);
    double slow = mean(bars, settings.slowBars());
    double fast = mean(bars, settings.fastBars());
    return new RegimeInputs(
        bars.end(),
        known(100 * (close / slow - 1)),
        known(100 * (fast / slow - 1)),
        known(100 * (1 - close / highest(bars, settings.drawdownBars()))),
        breadth,
        fundingPct,
        fearGreed);
  }

  private static double mean(Bars bars, int count) {
    if (bars.size() < count) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = bars.size() - count; i < bars.size(); i++) {
      sum += bars.close(i);
    }
    return sum / count;
  }

  private static double highest(Bars bars, int count) {
    if (bars.size() < count) {
      return Double.NaN;
    }
    double highest = 0;
    for (int i = bars.size() - count; i < bars.size(); i++) {
      highest = Math.max(highest, bars.close(i));
    }
    return highest;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
