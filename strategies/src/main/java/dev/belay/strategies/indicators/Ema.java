package dev.belay.strategies.indicators;

/**
 * Exponential moving average: starts at the first value, then moves by α = 2 / (n + 1) of the
 * distance to each next one. It has a value from the first on; the weight of the start falls below
 * 14 % after n values, below 2 % after 2n.
 */
public final class Ema {
  private final int period;
  private final double alpha;
  private int count;
  private double value = Double.NaN;

  /**
   * @param period n; at least 1
   */
  public Ema(int period) {
    this(period, 2.0 / (Windows.checked(period) + 1));
  }

  private Ema(int period, double alpha) {
    this.period = period;
    this.alpha = alpha;
  }

  /** With α = 1 / n, as J. W. Wilder smooths (New Concepts in Technical Trading Systems, 1978). */
  static Ema wilder(int period) {
    return new Ema(period, 1.0 / Windows.checked(period));
  }

  /** The average with the next value. */
  public double add(double x) {
    if (count == 0) {
      value = x;
    } else {
      value += (x - value) * alpha;
    }
    if (count < period) {
      count++;
    }
    return value;
  }

  /** NaN before the first value. */
  public double value() {
    return value;
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return count >= period;
  }
}
