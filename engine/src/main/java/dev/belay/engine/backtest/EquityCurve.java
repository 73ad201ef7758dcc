package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equity at the close of every candle, in fixed point. */
public final class EquityCurve {
  private static final double UNIT = 1e-8;

  private long cash;
  private final long[] equity;

  /** Whose closes those are, from which one on; null where the times are there. */
  private final @Nullable Candles candles;

  private final int first;
  private long @Nullable [] times;

  /**
   * @param cash before the first one
   * @param times of the closes in epoch milliseconds, ascending
   */
  public EquityCurve(long cash, long[] times, long[] equity) {
    if (times.length != equity.length) {
      throw new IllegalArgumentException(
          "Expected equity at each of %d times, was %d".formatted(times.length, equity.length));
    }
    this.cash = cash;
    this.times = times;
    this.equity = equity;
    this.candles = null;
    this.first = 0;
  }

  /** At the closes of candles, whose times are only looked up when somebody asks. */
  EquityCurve(long cash, Candles candles, int first, long[] equity) {
    this.cash = cash;
    this.candles = candles;
    this.first = first;
    this.equity = equity;
  }

  public long cash() {
    return cash;
  }

  /** In epoch milliseconds, ascending. */
  public long[] times() {
    long[] known = times;
    Candles of = candles;
    if (known != null || of == null) {
      return Objects.requireNonNull(known);
    }
    known = new long[equity.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = of.closeTime(first + i);
    }
    times = known;
    return known;
  }

  public long[] equity() {
    return equity;
  }

  public int size() {
    return equity.length;
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
    long[] own = times();
    if (hasTimesOf(other)) {
      long[] sum = new long[equity.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = equity[i] + other.equity[i];
      }
      return new EquityCurve(cash + other.cash, own, sum);
    }
    long[] others = other.times();
    long[] when = new long[own.length + others.length];
    long[] sum = new long[when.length];
    int size = 0;
    int i = 0;
    int j = 0;
    long mine = cash;
    long theirs = other.cash;
    while (i < own.length || j < others.length) {
      long time =
          Math.min(
              i < own.length ? own[i] : Long.MAX_VALUE,
              j < others.length ? others[j] : Long.MAX_VALUE);
      if (i < own.length && own[i] == time) {
        mine = equity[i++];
      }
      if (j < others.length && others[j] == time) {
        theirs = other.equity[j++];
      }
      when[size] = time;
      sum[size++] = mine + theirs;
    }
    return new EquityCurve(cash + other.cash, Arrays.copyOf(when, size), Arrays.copyOf(sum, size));
  }

  private boolean hasTimesOf(EquityCurve other) {
    if (equity.length != other.equity.length) {
      return false;
    }
    Candles of = other.candles;
    if (other.times != null || of == null || equity.length == 0) {
      return Arrays.equals(times(), other.times());
    }
    long[] own = times();
    int last = own.length - 1;
    long begin = of.closeTime(other.first);
    long step = of.interval().millis();
    // Without a gap its times needn't be looked up.
    boolean even = of.closeTime(other.first + last) - begin == last * step;
    for (int i = 0; i <= last; i++) {
      if (own[i] != (even ? begin + i * step : of.closeTime(other.first + i))) {
        return false;
      }
    }
    return true;
  }

  /** Adds one of the same times to this curve itself; false if its times differ. */
  boolean takes(EquityCurve other) {
    if (!hasTimesOf(other)) {
      return false;
    }
    cash += other.cash;
    for (int i = 0; i < equity.length; i++) {
      equity[i] += other.equity[i];
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EquityCurve that
        && cash == that.cash
        && hasTimesOf(that)
        && Arrays.equals(equity, that.equity);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(times()) + Arrays.hashCode(equity);
  }

  @Override
  public String toString() {
    return equity.length + " marks";
  }
}
