package dev.belay.activities.research;

import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.statistics.Returns;
import java.util.Arrays;

/** A curve from day to day (UTC), or from bar to bar where bars are as long. */
public final class Daily {
  private static final long DAY = 86_400_000;
  private static final double UNIT = 1e-8;

  private Daily() {}

  /**
   * Sharpe ratios, each of the days up to a time.
   *
   * @param times epoch milliseconds
   * @param values annualised; NaN where the days do not differ
   */
  public record Sharpes(long[] times, double[] values) {}

  /** Returns from the end of one day to the end of the next, the first from the cash. */
  static double[] returns(EquityCurve curve) {
    int[] ends = ends(curve);
    double[] values = new double[ends.length];
    for (int i = 0; i < ends.length; i++) {
      values[i] = curve.equity()[ends[i]] * UNIT;
    }
    return Returns.of(values, curve.cash() * UNIT);
  }

  /** The last mark of each day. */
  private static int[] ends(EquityCurve curve) {
    long[] times = curve.times();
    int[] ends = new int[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      // A close at midnight is the end of the day before.
      boolean last =
          i == times.length - 1
              || Math.floorDiv(times[i] - 1, DAY) != Math.floorDiv(times[i + 1] - 1, DAY);
      if (last) {
        ends[count++] = i;
      }
    }
    return Arrays.copyOf(ends, count);
  }

  /** Of so many days up to each. */
  public static Sharpes rollingSharpe(EquityCurve curve, int days) {
    int[] ends = ends(curve);
    double[] returns = returns(curve);
    int count = Math.max(0, returns.length - days + 1);
    long[] times = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = curve.times()[ends[i + days - 1]];
      double sum = 0;
      for (int j = i; j < i + days; j++) {
        sum += returns[j];
      }
      double mean = sum / days;
      double squares = 0;
      for (int j = i; j < i + days; j++) {
        squares += (returns[j] - mean) * (returns[j] - mean);
      }
      double deviation = Math.sqrt(squares / (days - 1));
      values[i] = deviation < 1e-12 ? Double.NaN : mean / deviation * Math.sqrt(365);
    }
    return new Sharpes(times, values);
  }
}
