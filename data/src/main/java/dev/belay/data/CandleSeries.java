package dev.belay.data;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candles of one symbol, in time order without duplicates. Prices are fixed point in units of
 * 1e-8, volumes in units of 1e-6 of the base asset (rounded), times epoch milliseconds.
 */
public final class CandleSeries {
  private final Symbol symbol;
  private final Interval interval;
  private final int priceDecimals;
  private final long[] times;
  // open, high, low, close, volume of each row in turn.
  private final long[] values;

  CandleSeries(Symbol symbol, Interval interval, int priceDecimals, long[] times, long[] values) {
    this.symbol = symbol;
    this.interval = interval;
    this.priceDecimals = priceDecimals;
    this.times = times;
    this.values = values;
  }

  /**
   * Absent candles.
   *
   * @param from open of the first absent candle
   * @param to open of the candle after the last absent one
   */
  public record Gap(Instant from, Instant to, long candles) {}

  public Symbol symbol() {
    return symbol;
  }

  /** The step between most candles. */
  public Interval interval() {
    return interval;
  }

  /** The most decimals any price has. */
  public int priceDecimals() {
    return priceDecimals;
  }

  public int size() {
    return times.length;
  }

  public long openTime(int index) {
    return times[index];
  }

  public long open(int index) {
    return values[index * 5];
  }

  public long high(int index) {
    return values[index * 5 + 1];
  }

  public long low(int index) {
    return values[index * 5 + 2];
  }

  public long close(int index) {
    return values[index * 5 + 3];
  }

  public long volume(int index) {
    return values[index * 5 + 4];
  }

  /** The open of the first candle. */
  public Instant first() {
    return Instant.ofEpochMilli(times[0]);
  }

  /** The open of the last candle. */
  public Instant last() {
    return Instant.ofEpochMilli(times[times.length - 1]);
  }

  /** The index of the candle that opens at the time, or −1. */
  public int indexOf(long openTime) {
    int index = Arrays.binarySearch(times, openTime);
    return index < 0 ? -1 : index;
  }

  /** The index of the last candle that opens at or before the time, or −1. */
  public int floorIndex(long time) {
    int index = Arrays.binarySearch(times, time);
    return index >= 0 ? index : -index - 2;
  }

  public Candle candle(int index) {
    return new Candle(
        Instant.ofEpochMilli(times[index]),
        price(open(index)),
        price(high(index)),
        price(low(index)),
        price(close(index)),
        BigDecimal.valueOf(volume(index), 6));
  }

  /** Every candle, and what the file says of its prices. */
  void addTo(MessageDigest digest) {
    ByteBuffer row = ByteBuffer.allocate(6 * Long.BYTES);
    digest.update(row.putLong(priceDecimals).array());
    for (int i = 0; i < times.length; i++) {
      row.clear().putLong(times[i]).asLongBuffer().put(values, i * 5, 5);
      digest.update(row.array());
    }
  }

  private static Price price(long fixed) {
    return Price.of(BigDecimal.valueOf(fixed, 8));
  }

  /** Ranges in which candles are missing; they are left as they are. */
  public List<Gap> gaps() {
    long step = interval.millis();
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < times.length; i++) {
      long expected = times[i - 1] + step;
      if (times[i] != expected) {
        gaps.add(
            new Gap(
                Instant.ofEpochMilli(expected),
                Instant.ofEpochMilli(times[i]),
                (times[i] - expected) / step));
      }
    }
    return gaps;
  }
}
