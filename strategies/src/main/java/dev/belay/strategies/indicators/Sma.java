package dev.belay.strategies.indicators;

/**
 * Mean of the last n fixed-point values, or of all while there are fewer. The sum is one of whole
 * numbers and so exact however long it runs.
 */
public final class Sma {
  private final long[] window;
  private int next;
  private int count;
  private long sum;

  /**
   * @param period n; at least 1
   */
  public Sma(int period) {
    window = new long[Windows.checked(period)];
  }

  /**
   * The mean with the next value.
   *
   * @throws ArithmeticException if n values together exceed a long
   */
  public double add(long x) {
    // Zero until the window is full.
    sum = Math.addExact(sum - window[next], x);
    window[next] = x;
    next = next + 1 == window.length ? 0 : next + 1;
    if (count < window.length) {
      count++;
    }
    return value();
  }

  /** NaN before the first value. */
  public double value() {
    return count == 0 ? Double.NaN : (double) sum / count;
  }

  /** The exact sum of the last n values, for comparisons without rounding. */
  public long sum() {
    return sum;
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return count == window.length;
  }
}
