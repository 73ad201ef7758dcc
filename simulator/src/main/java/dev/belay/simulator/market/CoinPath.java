package dev.belay.simulator.market;

import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import org.jspecify.annotations.Nullable;

/** The prices of one coin of the synthetic market. Minutes count from the origin. */
final class CoinPath {
  private static final long MINUTE = 60_000;
  private static final long MICRO = Fixed.ONE / 1_000_000;
  private static final double MINUTES_A_DAY = 1440;
  private static final double MINUTES_A_YEAR = 525_960;
  private static final double MOST_VOLUME = 40;

  private final Coin coin;
  private final Path factor;
  private final Path own;
  private final @Nullable Crashes crashes;
  private final long volumeKey;
  private final long tick;
  private final long step;
  private final double level;
  private final double usualMove;

  CoinPath(
      Coin coin, Path factor, Path own, @Nullable Crashes crashes, double volatility, long key) {
    this.coin = coin;
    this.factor = factor;
    this.own = own;
    this.crashes = crashes;
    this.volumeKey = key;
    this.tick = Fixed.of(coin.instrument().tickSize());
    this.step = Fixed.of(coin.instrument().stepSize());
    this.level = StrictMath.log(coin.level());
    this.usualMove =
        Math.hypot(coin.beta() * volatility, coin.volatility()) / Math.sqrt(MINUTES_A_YEAR);
  }

  long price(long minute) {
    double log = level + coin.beta() * factor.at(minute) + own.at(minute);
    return toTick(log + crash(Hours.ORIGIN + minute * MINUTE));
  }

  Bar candle(long minute) {
    long openTime = Hours.ORIGIN + minute * MINUTE;
    double[] samples = new double[Path.SAMPLES];
    factor.addTo(samples, minute, coin.beta());
    own.addTo(samples, minute, 1);
    long open = price(minute);
    long close = price(minute + 1);
    long high = Math.max(open, close);
    long low = Math.min(open, close);
    for (int i = 1; i < samples.length - 1; i++) {
      long at = openTime + i * MINUTE / (samples.length - 1);
      long price = toTick(level + samples[i] + crash(at));
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    return new Bar(openTime, open, high, low, close, volume(minute, open, high - low));
  }

  /** Log-normal, and the larger the further the price went. */
  private long volume(long minute, long open, long range) {
    double move = (double) range / open / usualMove;
    double times =
        StrictMath.exp(0.5 * Noise.gaussian(volumeKey, minute) - 0.125) * (0.4 + 0.4 * move);
    double usual = coin.dailyTurnover() / MINUTES_A_DAY / coin.level();
    double units = usual * Math.min(times, MOST_VOLUME) * Fixed.ONE / step;
    return Math.max(1, Math.round(units)) * step / MICRO;
  }

  private double crash(long time) {
    return crashes == null ? 0 : coin.crash() * crashes.at(time);
  }

  private long toTick(double log) {
    double ticks = StrictMath.exp(log) * Fixed.ONE / tick;
    return Math.max(1, Math.round(ticks)) * tick;
  }
}
