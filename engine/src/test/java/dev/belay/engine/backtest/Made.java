package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.util.Random;

/** Candles made up for tests: rows of time, open, high, low, close in fixed point. */
record Made(Symbol symbol, Interval interval, long[][] rows) implements Candles {
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final long HOUR = 3_600_000;
  static final long ONE = 100_000_000;
  private static final long TICK = ONE / 100;

  /** Closes in whole USDT, each candle opening where the one before closed. */
  static Made closes(double... closes) {
    long[][] rows = new long[closes.length][];
    double open = closes[0];
    for (int i = 0; i < closes.length; i++) {
      rows[i] =
          row(i * HOUR, open, Math.max(open, closes[i]), Math.min(open, closes[i]), closes[i]);
      open = closes[i];
    }
    return new Made(BTC, Interval.H1, rows);
  }

  static long[] row(long time, double open, double high, double low, double close) {
    return new long[] {time, fixed(open), fixed(high), fixed(low), fixed(close)};
  }

  static long fixed(double price) {
    return Math.round(price * 100) * TICK;
  }

  /** A walk on a tick of 0.01, with gaps in price and, now and then, missing candles. */
  static Made walk(Symbol symbol, long seed, int size, double wildness) {
    Random random = new Random(seed);
    long[][] rows = new long[size][];
    double price = 50 + random.nextInt(100);
    long time = 0;
    for (int i = 0; i < size; i++) {
      double open = Math.max(1, price * (1 + wildness * 0.2 * random.nextGaussian()));
      double close = Math.max(1, open * (1 + wildness * random.nextGaussian()));
      double high = Math.max(open, close) * (1 + wildness * random.nextDouble());
      double low = Math.max(0.5, Math.min(open, close) * (1 - wildness * random.nextDouble()));
      rows[i] = row(time, open, high, low, close);
      price = close;
      time += random.nextInt(40) == 0 ? HOUR * (2 + random.nextInt(5)) : HOUR;
    }
    return new Made(symbol, Interval.H1, rows);
  }

  @Override
  public int priceDecimals() {
    return 2;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public long openTime(int index) {
    return rows[index][0];
  }

  @Override
  public long open(int index) {
    return rows[index][1];
  }

  @Override
  public long high(int index) {
    return rows[index][2];
  }

  @Override
  public long low(int index) {
    return rows[index][3];
  }

  @Override
  public long close(int index) {
    return rows[index][4];
  }

  @Override
  public long volume(int index) {
    return 1_000_000;
  }
}
