package dev.belay.engine.bias;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.util.Random;

/** Hourly candles by chance. */
record Walk(long[] opens, long[] closes, long[] highs, long[] lows, long[] volumes)
    implements Candles {
  static final long HOUR = 3_600_000;

  static Walk of(long seed, int size) {
    Random random = new Random(seed);
    Walk walk =
        new Walk(new long[size], new long[size], new long[size], new long[size], new long[size]);
    double price = 100;
    for (int i = 0; i < size; i++) {
      double next = price * (1 + 0.01 * random.nextGaussian());
      walk.opens[i] = fixed(price);
      walk.closes[i] = fixed(next);
      walk.highs[i] = fixed(Math.max(price, next) * (1 + 0.004 * random.nextDouble()));
      walk.lows[i] = fixed(Math.min(price, next) * (1 - 0.004 * random.nextDouble()));
      walk.volumes[i] = random.nextInt(1_000_000);
      price = next;
    }
    return walk;
  }

  private static long fixed(double price) {
    return Math.round(price * 100) * 1_000_000;
  }

  @Override
  public Symbol symbol() {
    return Symbol.of("BTCUSDT");
  }

  @Override
  public Interval interval() {
    return Interval.H1;
  }

  @Override
  public int priceDecimals() {
    return 2;
  }

  @Override
  public int size() {
    return opens.length;
  }

  @Override
  public long openTime(int index) {
    return index * HOUR;
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
}
