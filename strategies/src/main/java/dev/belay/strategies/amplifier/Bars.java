package dev.belay.strategies.amplifier;

import java.util.Arrays;

/**
 * Candles of one interval as columns, in order of time, none twice; a view that copies nothing.
 * Times are epoch milliseconds of the open, volumes in USDT.
 */
public final class Bars {
  private final long interval;
  private final long[] times;
  private final double[] opens;
  private final double[] closes;
  private final double[] volumes;
  private final int from;
  private final int size;

  private Bars(
      long interval,
      long[] times,
      double[] opens,
      double[] closes,
      double[] volumes,
      int from,
      int size) {
    this.interval = interval;
    this.times = times;
    this.opens = opens;
    this.closes = closes;
    this.volumes = volumes;
    this.from = from;
    this.size = size;
  }

  /**
   * All of the columns, which are not to be changed from now on.
   *
   * @param interval in milliseconds
   * @throws IllegalArgumentException if they are not equally long
   */
  public static Bars of(
      long interval, long[] times, double[] opens, double[] closes, double[] volumes) {
    int size = times.length;
    if (opens.length != size || closes.length != size || volumes.length != size) {
      throw new IllegalArgumentException(
          "Expected columns of %d candles, was %d opens, %d closes and %d volumes"
              .formatted(size, opens.length, closes.length, volumes.length));
    }
    return new Bars(interval, times, opens, closes, volumes, 0, size);
  }

  /** Those that open at {@code start} or later and have closed by {@code end}. */
  public Bars between(long start, long end) {
    int first = ceiling(start);
    int last = Math.max(first, ceiling(end - interval + 1));
    return new Bars(interval, times, opens, closes, volumes, from + first, last - first);
  }

  /** The index of the first that opens at the time or later; the size if none does. */
  int ceiling(long time) {
    int found = Arrays.binarySearch(times, from, from + size, time);
    return (found >= 0 ? found : -found - 1) - from;
  }

  /**
   * Longer ones made of these, aligned to UTC; one that lacks some of its parts is made of those
   * there are, one that has not ended by {@code end} is left out.
   *
   * @param longer a multiple of the interval
   */
  public Bars coarser(long longer, long end) {
    long[] time = new long[size];
    double[] open = new double[size];
    double[] close = new double[size];
    double[] volume = new double[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      long start = Math.floorDiv(openTime(i), longer) * longer;
      if (start + longer > end) {
        break;
      }
      if (count == 0 || time[count - 1] != start) {
        time[count] = start;
        open[count] = open(i);
        count++;
      }
      close[count - 1] = close(i);
      volume[count - 1] += volume(i);
    }
    return new Bars(longer, time, open, close, volume, 0, count);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public long interval() {
    return interval;
  }

  public long openTime(int index) {
    return times[from + index];
  }

  public double open(int index) {
    return opens[from + index];
  }

  public double close(int index) {
    return closes[from + index];
  }

  /** In USDT. */
  public double volume(int index) {
    return volumes[from + index];
  }

  /** When the last one closed; the beginning of time where there is none. */
  public long end() {
    return size == 0 ? Long.MIN_VALUE : openTime(size - 1) + interval;
  }

  /** The sum of the volumes of those that open at the time or later. */
  double volumeFrom(long time) {
    double sum = 0;
    for (int i = ceiling(time); i < size; i++) {
      sum += volume(i);
    }
    return sum;
  }

  @Override
  public String toString() {
    return size + " candles";
  }
}
