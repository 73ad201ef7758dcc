package dev.belay.strategies.indicators;

/**
 * Average true range in units of price (J. W. Wilder 1978), smoothed by 1 / n from the first true
 * range on, as in ta4j; Wilder starts it at the plain mean of the first n. A true range takes the
 * close before, so the second candle has the first.
 */
public final class Atr {
  private final int period;
  private final Ema range;
  private int count;
  private double lastClose;

  /**
   * @param period n; at least 1
   */
  public Atr(int period) {
    this.period = Windows.checked(period);
    range = Ema.wilder(period);
  }

  /** The average with the next candle. */
  public double add(double high, double low, double close) {
    if (count > 0) {
      range.add(
          Math.max(high - low, Math.max(Math.abs(high - lastClose), Math.abs(lastClose - low))));
    }
    lastClose = close;
    if (count <= period) {
      count++;
    }
    return range.value();
  }

  /** NaN before the second candle. */
  public double value() {
    return range.value();
  }

  /** Whether it has seen n true ranges. */
  public boolean isReady() {
    return count > period;
  }
}
