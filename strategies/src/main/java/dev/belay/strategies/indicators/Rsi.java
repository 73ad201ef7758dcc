package dev.belay.strategies.indicators;

/**
 * Relative strength index, 0 to 100 (J. W. Wilder 1978): 100 − 100 / (1 + mean gain / mean loss),
 * both smoothed by 1 / n from the first change on, as in ta4j; Wilder starts them at the plain mean
 * of the first n. 100 where nothing fell, 0 where nothing moved.
 */
public final class Rsi {
  private final int period;
  private final Ema gains;
  private final Ema losses;
  private int count;
  private double last;

  /**
   * @param period n; at least 1
   */
  public Rsi(int period) {
    this.period = Windows.checked(period);
    gains = Ema.wilder(period);
    losses = Ema.wilder(period);
  }

  /** The index with the next value. */
  public double add(double x) {
    if (count > 0) {
      double change = x - last;
      gains.add(Math.max(change, 0));
      losses.add(Math.max(-change, 0));
    }
    last = x;
    if (count <= period) {
      count++;
    }
    return value();
  }

  /** NaN before the second value. */
  public double value() {
    double gain = gains.value();
    double loss = losses.value();
    if (loss == 0) {
      return gain == 0 ? 0 : 100;
    }
    return 100 - 100 / (1 + gain / loss);
  }

  /** Whether it has seen n changes. */
  public boolean isReady() {
    return count > period;
  }
}
