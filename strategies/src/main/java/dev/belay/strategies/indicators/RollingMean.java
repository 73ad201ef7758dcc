package dev.belay.strategies.indicators;

/**
 * Sum and mean of the last n values, or of all while there are fewer.
 *
 * <p>Nothing is ever subtracted, so nothing drifts and a value that leaves leaves nothing behind:
 * values come in blocks of n, and the window is the end of the last block, whose sums from every
 * value to its end were made when it was full, and the beginning of this one (M. van Herk 1992).
 * Each value is added twice at most.
 */
public final class RollingMean {
  /** Values of this block up to {@code next}, from there sums of the last block to its end. */
  private final double[] slots;

  private int next;
  private int count;
  private double begun;
  private double sum;

  /**
   * @param period n; at least 1
   */
  public RollingMean(int period) {
    slots = new double[Windows.checked(period)];
  }

  /** The mean with the next value. */
  public double add(double x) {
    begun += x;
    slots[next++] = x;
    if (count < slots.length) {
      count++;
    }
    if (next < slots.length) {
      sum = begun + slots[next];
    } else {
      for (int i = slots.length - 2; i >= 0; i--) {
        slots[i] += slots[i + 1];
      }
      sum = slots[0];
      begun = 0;
      next = 0;
    }
    return value();
  }

  /** Of the last n values; 0 before the first. */
  public double sum() {
    return sum;
  }

  /** NaN before the first value. */
  public double value() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return count == slots.length;
  }
}
