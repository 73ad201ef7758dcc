package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Candles made up for tests. The first opens at the epoch, each where the one before closed. */
final class Markets {
  static final long HOUR = 3_600_000;
  static final long FIVE = HOUR / 12;
  static final Symbol BTC = Symbol.of("BTCUSDT");

  private Markets() {}

  /** Of an hour each, with a volume of 1 USDT. */
  static Bars hours(double... closes) {
    double[] volumes = new double[closes.length];
    Arrays.fill(volumes, 1);
    return bars(HOUR, 0, closes, volumes);
  }

  static Bars bars(long interval, long from, double[] closes, double[] volumes) {
    long[] times = new long[closes.length];
    double[] opens = new double[closes.length];
    for (int i = 0; i < closes.length; i++) {
      times[i] = from + i * interval;
      opens[i] = i == 0 ? closes[0] : closes[i - 1];
    }
    return Bars.of(interval, times, opens, closes, volumes);
  }

  /** The same without some of them. */
  static Bars without(Bars bars, int... missing) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      int at = i;
      if (Arrays.stream(missing).noneMatch(each -> each == at)) {
        left.add(i);
      }
    }
    int size = left.size();
    long[] times = new long[size];
    double[] opens = new double[size];
    double[] closes = new double[size];
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = bars.openTime(left.get(i));
      opens[i] = bars.open(left.get(i));
      closes[i] = bars.close(left.get(i));
      volumes[i] = bars.volume(left.get(i));
    }
    return Bars.of(bars.interval(), times, opens, closes, volumes);
  }

  /** A walk of BTC. */
  static double[] walk(Random random, int size, double drift, double wildness) {
    double[] closes = new double[size];
    double price = 100;
    for (int i = 0; i < size; i++) {
      price *= 1 + drift + wildness * random.nextGaussian();
      closes[i] = price;
    }
    return closes;
  }

  /** What moves so many times as far as BTC each hour, and a little by itself. */
  static double[] following(double[] btc, double beta, Random random, double own) {
    double[] closes = new double[btc.length];
    double price = 10;
    for (int i = 0; i < btc.length; i++) {
      double move = i == 0 ? 0 : btc[i] / btc[i - 1] - 1;
      price *= 1 + beta * move + own * random.nextGaussian();
      closes[i] = price;
    }
    return closes;
  }

  static double[] volumes(Random random, int size, double mean) {
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      volumes[i] = mean * (0.5 + random.nextDouble() + (random.nextInt(8) == 0 ? 2 : 0));
    }
    return volumes;
  }

  static Symbol coin(String base) {
    return Symbol.of(base + "USDT");
  }

  static CoinScore score(String base, double score, double beta) {
    return new CoinScore(coin(base), 10, 50_000_000, beta, 0.8, 2, 2, 60, score, true);
  }
}
