package dev.belay.data;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Candles in memory, a column each for times, prices and volumes. */
public final class CandleSeries implements Candles {
  private final Symbol symbol;
  private final Interval interval;
  private final int priceDecimals;
  private final long[] times;
  private final long[] opens;
  private final long[] highs;
  private final long[] lows;
  private final long[] closes;
  private final long[] volumes;

  private CandleSeries(Symbol symbol, Interval interval, int priceDecimals, Builder rows) {
    this.symbol = symbol;
    this.interval = interval;
    this.priceDecimals = priceDecimals;
    this.times = rows.fitted(rows.times);
    this.opens = rows.fitted(rows.opens);
    this.highs = rows.fitted(rows.highs);
    this.lows = rows.fitted(rows.lows);
    this.closes = rows.fitted(rows.closes);
    this.volumes = rows.fitted(rows.volumes);
  }

  /**
   * Absent candles.
   *
   * @param from open of the first absent candle
   * @param to open of the candle after the last absent one
   */
  public record Gap(Instant from, Instant to, long candles) {}

  /** Takes candles in order of time; prices in 1e-8, volumes in 1e-6, times in milliseconds. */
  public static final class Builder {
    private static final int LEAST = 64;
    private int size;
    private long[] times;
    private long[] opens;
    private long[] highs;
    private long[] lows;
    private long[] closes;
    private long[] volumes;

    /**
     * @param expected about how many candles there will be
     */
    public Builder(int expected) {
      int capacity = Math.max(LEAST, expected);
      times = new long[capacity];
      opens = new long[capacity];
      highs = new long[capacity];
      lows = new long[capacity];
      closes = new long[capacity];
      volumes = new long[capacity];
    }

    public int size() {
      return size;
    }

    /**
     * @throws IllegalArgumentException if it does not come after the last one, or is impossible
     */
    public void add(long time, long open, long high, long low, long close, long volume) {
      if (size > 0 && time <= times[size - 1]) {
        throw new IllegalArgumentException(
            "Expected a candle after %d, was %d".formatted(times[size - 1], time));
      }
      if (low <= 0 || low > Math.min(open, close) || high < Math.max(open, close) || volume < 0) {
        throw new IllegalArgumentException(
            "Expected 0 < low <= open, close <= high and volume >= 0, was %d %d %d %d %d at %d"
                .formatted(open, high, low, close, volume, time));
      }
      if (size == times.length) {
        grow();
      }
      times[size] = time;
      opens[size] = open;
      highs[size] = high;
      lows[size] = low;
      closes[size] = close;
      volumes[size] = volume;
      size++;
    }

    void add(Candles from, int index) {
      add(
          from.openTime(index),
          from.open(index),
          from.high(index),
          from.low(index),
          from.close(index),
          from.volume(index));
    }

    /**
     * @param interval of whose grid every time is
     * @param priceDecimals the most any price has
     */
    public CandleSeries build(Symbol symbol, Interval interval, int priceDecimals) {
      return new CandleSeries(symbol, interval, priceDecimals, this);
    }

    private void grow() {
      int capacity = size + (size >> 1);
      times = Arrays.copyOf(times, capacity);
      opens = Arrays.copyOf(opens, capacity);
      highs = Arrays.copyOf(highs, capacity);
      lows = Arrays.copyOf(lows, capacity);
      closes = Arrays.copyOf(closes, capacity);
      volumes = Arrays.copyOf(volumes, capacity);
    }

    private long[] fitted(long[] column) {
      return Arrays.copyOf(column, size);
    }
  }

  @Override
  public Symbol symbol() {
    return symbol;
  }

  @Override
  public Interval interval() {
    return interval;
  }

  @Override
  public int priceDecimals() {
    return priceDecimals;
  }

  @Override
  public int size() {
    return times.length;
  }

  @Override
  public long openTime(int index) {
    return times[index];
  }

  @Override
  public long open(int index) {
    return opens[index];
  }

  @Override
  public long high(int index) {
    return highs[index];
  }

  @Override
  public long low(int index) {
    return lows[index];
  }

  @Override
  public long close(int index) {
    return closes[index];
  }

  @Override
  public long volume(int index) {
    return volumes[index];
  }

  /** The open of the first candle; there must be one. */
  public Instant first() {
    return Instant.ofEpochMilli(times[0]);
  }

  /** The open of the last candle; there must be one. */
  public Instant last() {
    return Instant.ofEpochMilli(times[times.length - 1]);
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
        BigDecimal.valueOf(volume(index), CandleText.VOLUME_SCALE));
  }

  /** Every candle, and what the file says of its prices. */
  void addTo(MessageDigest digest) {
    ByteBuffer row = ByteBuffer.allocate(6 * Long.BYTES);
    digest.update(ByteBuffer.allocate(6 * Long.BYTES).putLong(priceDecimals).array());
    for (int i = 0; i < times.length; i++) {
      row.clear()
          .putLong(times[i])
          .putLong(opens[i])
          .putLong(highs[i])
          .putLong(lows[i])
          .putLong(closes[i])
          .putLong(volumes[i]);
      digest.update(row.array());
    }
  }

  private static Price price(long fixed) {
    return Price.of(BigDecimal.valueOf(fixed, CandleText.PRICE_SCALE));
  }

  /** Ranges in which candles are missing; they are left as they are. */
  public List<Gap> gaps() {
    return CandleGaps.of(this);
  }
}
