package dev.belay.data;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candles of one symbol, ascending in time, possibly with gaps. Prices are fixed point in units
 * of 1e-8, volumes in units of 1e-6; times are epoch milliseconds.
 */
public final class CandleSeries {
  private final Symbol symbol;
  private final Interval interval;
  private final int priceDecimals;
  private final Columns columns;

  /** The rows by column, all of the same length. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never handed out.
  record Columns(
      long[] openTime, long[] open, long[] high, long[] low, long[] close, long[] volume) {

    Columns(int capacity) {
      this(
          new long[capacity],
          new long[capacity],
          new long[capacity],
          new long[capacity],
          new long[capacity],
          new long[capacity]);
    }

    Columns resized(int size) {
      return new Columns(
          Arrays.copyOf(openTime, size),
          Arrays.copyOf(open, size),
          Arrays.copyOf(high, size),
          Arrays.copyOf(low, size),
          Arrays.copyOf(close, size),
          Arrays.copyOf(volume, size));
    }
  }

  /**
   * A range without candles.
   *
   * @param from the first missing open time
   * @param to the next open time there is
   * @param missing how many candles are absent
   */
  public record Gap(long from, long to, long missing) {}

  CandleSeries(Symbol symbol, Interval interval, int priceDecimals, Columns columns) {
    this.symbol = symbol;
    this.interval = interval;
    this.priceDecimals = priceDecimals;
    this.columns = columns;
  }

  public Symbol symbol() {
    return symbol;
  }

  public Interval interval() {
    return interval;
  }

  /** The most decimals any price has, trailing zeros not counted: 0 to 8. */
  public int priceDecimals() {
    return priceDecimals;
  }

  /** How many candles there are; at least 2. */
  public int size() {
    return columns.openTime.length;
  }

  public long openTime(int index) {
    return columns.openTime[index];
  }

  public long open(int index) {
    return columns.open[index];
  }

  public long high(int index) {
    return columns.high[index];
  }

  public long low(int index) {
    return columns.low[index];
  }

  public long close(int index) {
    return columns.close[index];
  }

  public long volume(int index) {
    return columns.volume[index];
  }

  /** The open of the first candle. */
  public long from() {
    return openTime(0);
  }

  /** The end of the last candle. */
  public long to() {
    return openTime(size() - 1) + interval.millis();
  }

  /** The last candle that opens at the time or before; -1 if none does. */
  public int floor(long time) {
    int found = Arrays.binarySearch(columns.openTime, time);
    return found >= 0 ? found : -found - 2;
  }

  /** The missing ranges between the first candle and the last, ascending. */
  public List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long step = interval.millis();
    for (int i = 1; i < size(); i++) {
      long expected = openTime(i - 1) + step;
      if (openTime(i) != expected) {
        gaps.add(new Gap(expected, openTime(i), (openTime(i) - expected) / step));
      }
    }
    return List.copyOf(gaps);
  }
}
