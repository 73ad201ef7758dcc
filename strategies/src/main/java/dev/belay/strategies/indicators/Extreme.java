package dev.belay.strategies.indicators;

import java.util.Arrays;

/**
 * The highest or lowest of the last n values, or of all while there are fewer. Two comparisons a
 * value on average, by blocks as {@link RollingMean}.
 */
public final class Extreme {
  private final double sign;

  /** Values of this block up to {@code next}, from there the highest of the last to its end. */
  private final double[] slots;

  private int next;
  private int count;
  private double begun = Double.NEGATIVE_INFINITY;
  private double highest = Double.NaN;

  private Extreme(int period, double sign) {
    this.sign = sign;
    slots = new double[Windows.checked(period)];
    Arrays.fill(slots, Double.NEGATIVE_INFINITY);
  }

  /**
   * @param period n; at least 1
   */
  public static Extreme highest(int period) {
    return new Extreme(period, 1);
  }

  /**
   * @param period n; at least 1
   */
  public static Extreme lowest(int period) {
    return new Extreme(period, -1);
  }

  /** The highest, or lowest, with the next value. */
  public double add(double x) {
    double signed = sign * x;
    begun = Math.max(begun, signed);
    slots[next++] = signed;
    if (count < slots.length) {
      count++;
    }
    if (next < slots.length) {
      highest = Math.max(begun, slots[next]);
    } else {
      for (int i = slots.length - 2; i >= 0; i--) {
        slots[i] = Math.max(slots[i], slots[i + 1]);
      }
      highest = slots[0];
      begun = Double.NEGATIVE_INFINITY;
      next = 0;
    }
    return value();
  }

  /** NaN before the first value. */
  public double value() {
    return sign * highest;
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return count == slots.length;
  }
}
