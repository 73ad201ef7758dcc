package dev.belay.data;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import java.time.Instant;

/**
 * Candles of a larger interval, aligned to UTC. One of which candles are missing is made of those
 * there are, one of which all are missing is missing.
 */
public final class Resampled {
  private Resampled() {}

  /** Whether candles of the one interval make candles of the other. */
  public static boolean isPossible(Interval from, Interval to) {
    return to.millis() % from.millis() == 0;
  }

  /**
   * @return the same where the interval is that of the candles, else a copy
   * @throws CandlesRefused if the candles are longer, or don't divide the interval
   */
  public static Candles of(Candles candles, Interval to) {
    check(candles, to);
    if (to == candles.interval()) {
      return candles;
    }
    long width = to.millis();
    int size = candles.size();
    CandleSeries.Builder made =
        new CandleSeries.Builder((int) (size / (width / candles.interval().millis())) + 2);
    int i = 0;
    while (i < size) {
      long start = candles.openTime(i) / width * width;
      long end = start + width;
      long open = candles.open(i);
      long high = candles.high(i);
      long low = candles.low(i);
      long volume = candles.volume(i);
      int last = i++;
      while (i < size && candles.openTime(i) < end) {
        high = Math.max(high, candles.high(i));
        low = Math.min(low, candles.low(i));
        volume = sum(volume, candles.volume(i), candles, start);
        last = i++;
      }
      made.add(start, open, high, low, candles.close(last), volume);
    }
    return made.build(candles.symbol(), to, candles.priceDecimals());
  }

  /** How many candles of the interval lack a part, the first and the last of all included. */
  public static int incomplete(Candles candles, Interval to) {
    check(candles, to);
    long width = to.millis();
    int parts = (int) (width / candles.interval().millis());
    int size = candles.size();
    int incomplete = 0;
    int i = 0;
    while (i < size) {
      long end = candles.openTime(i) / width * width + width;
      int first = i;
      while (i < size && candles.openTime(i) < end) {
        i++;
      }
      incomplete += i - first < parts ? 1 : 0;
    }
    return incomplete;
  }

  private static long sum(long a, long b, Candles candles, long time) {
    long sum = a + b;
    if (sum < 0) {
      throw new CandlesRefused(
          "Expected the volume of a candle to fit 64 bits of 1e-6, but that of %s at %s does not; take a shorter timeframe or leave the symbol out."
              .formatted(candles.symbol(), Instant.ofEpochMilli(time)));
    }
    return sum;
  }

  private static void check(Candles candles, Interval to) {
    if (!isPossible(candles.interval(), to)) {
      throw new CandlesRefused(
          "Expected a timeframe that candles of %s make up, but %s has candles of %s; take %s or a multiple."
              .formatted(to, candles.symbol(), candles.interval(), candles.interval()));
    }
  }
}
