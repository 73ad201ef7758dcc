package dev.belay.engine.backtest;

import java.util.Arrays;

/**
 * Equity at the close of every candle, in fixed point.
 *
 * @param cash before the first one
 * @param times of the closes in epoch milliseconds, ascending
 */
public record EquityCurve(long cash, long[] times, long[] equity) {
  private static final double UNIT = 1e-8;

  public EquityCurve {
    if (times.length != equity.length) {
      throw new IllegalArgumentException(
          "Expected equity at each of %d times, was %d".formatted(times.length, equity.length));
    }
  }

  public int size() {
    return times.length;
  }

  /** In USDT. */
  public double[] values() {
    double[] values = new double[equity.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = equity[i] * UNIT;
    }
    return values;
  }

  /**
   * The two together: where one has no mark its last one holds, before its first its cash. Sums of
   * whole numbers, so the order in which curves are added does not matter.
   */
  EquityCurve plus(EquityCurve other) {
    if (Arrays.equals(times, other.times)) {
      long[] sum = new long[equity.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = equity[i] + other.equity[i];
      }
      return new EquityCurve(cash + other.cash, times, sum);
    }
    long[] when = new long[times.length + other.times.length];
    long[] sum = new long[when.length];
    int size = 0;
    int i = 0;
    int j = 0;
    long mine = cash;
    long theirs = other.cash;
    while (i < times.length || j < other.times.length) {
      long time =
          Math.min(
              i < times.length ? times[i] : Long.MAX_VALUE,
              j < other.times.length ? other.times[j] : Long.MAX_VALUE);
      if (i < times.length && times[i] == time) {
        mine = equity[i++];
      }
      if (j < other.times.length && other.times[j] == time) {
        theirs = other.equity[j++];
      }
      when[size] = time;
      sum[size++] = mine + theirs;
    }
    return new EquityCurve(cash + other.cash, Arrays.copyOf(when, size), Arrays.copyOf(sum, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EquityCurve that
        && cash == that.cash
        && Arrays.equals(times, that.times)
        && Arrays.equals(equity, that.equity);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(times) + Arrays.hashCode(equity);
  }

  @Override
  public String toString() {
    return times.length + " marks";
  }
}
