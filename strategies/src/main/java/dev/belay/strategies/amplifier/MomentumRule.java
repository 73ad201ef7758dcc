package dev.belay.strategies.amplifier;

import dev.belay.strategies.indicators.Ema;
import dev.belay.strategies.indicators.Macd;
import dev.belay.strategies.indicators.Rsi;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures the momentum of BTC, 0 to 100, over the closes of the last {@code lookbackHours} closed
 * hours and, between two hours, the last price as one more. With ramp(x, a, b) = 0 at a or below, 1
 * at b or above, and linear between, and w the weight of each part:
 *
 * <ul>
 *   <li>change: w · ramp(100 · (price / open of the hour {@code changeHours} ago − 1), {@code
 *       changeNonePct}, {@code changeFullPct})
 *   <li>rsi: w · ramp(RSI({@code rsiPeriod}) of the closes, {@code rsiNone}, {@code rsiFull})
 *   <li>volume: w · ramp(ratio, {@code volumeNone}, {@code volumeFull}), the ratio being the volume
 *       in USDT of an average hour of the last {@code volumeHours} to that of an average hour of
 *       all; 0 where the price has not risen over these hours
 *   <li>trend: w / 3 for each that holds: price above the fast average; fast average above the slow
 *       one; slow average above where it was {@code trendRiseHours} closes before
 *   <li>macd: w · ramp(100 · histogram of MACD({@code macdFast}, {@code macdSlow}, {@code
 *       macdSignal}) / price, −{@code macdFullPct}, {@code macdFullPct})
 * </ul>
 *
 * <p>All averages begin at the first close looked at, so the same hours always give the same value,
 * live and in a backtest.
 */
public final class MomentumRule {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

  private final MomentumSettings settings;
  private final EntrySettings entry;
  private final int staleMinutes;

  public MomentumRule(AmplifierSettings settings) {
    this.settings = settings.momentum();
    this.entry = settings.entry();
    this.staleMinutes = settings.scanner().staleMinutes();
  }

  /**
   * The momentum at a time, of what was known then.
   *
   * @param all candles of BTC; later ones are not looked at
   * @param asOf market time in epoch milliseconds
   * @return empty where too many candles are missing or the last is too old; {@link #missing} says
   *     which
   */
  public Optional<BtcMomentum> at(CoinBars all, long asOf) {
    CoinBars btc = all.until(asOf);
    if (missing(all, asOf) != null) {
      return Optional.empty();
    }
    return Optional.of(measured(btc, asOf));
  }

  /** Why there is no momentum at a time; null where there is. */
  public @Nullable String missing(CoinBars all, long asOf) {
    CoinBars btc = all.until(asOf);
    Bars window = window(btc, asOf);
    int least = settings.lookbackHours() - settings.allowedMissingHours();
    if (window.size() < least) {
      return "Expected at least %d of the last %d hours of %s, found %d"
          .formatted(least, settings.lookbackHours(), btc.symbol(), window.size());
    }
    long age = asOf - btc.end();
    long oldest = staleMinutes * MINUTE + (btc.fives() == null ? HOUR - 1 : 0);
    return age <= oldest
        ? null
        : "Expected a price of %s of the last %d minutes, was %d minutes old"
            .formatted(btc.symbol(), oldest / MINUTE, age / MINUTE);
  }

  private Bars window(CoinBars btc, long asOf) {
    long end = Math.floorDiv(asOf, HOUR) * HOUR;
    return btc.hours().between(end - settings.lookbackHours() * HOUR, end);
  }

  private BtcMomentum measured(CoinBars btc, long asOf) {
    Bars window = window(btc, asOf);
    double price = btc.price();
    Rsi rsi = new Rsi(settings.rsiPeriod());
    Ema fast = new Ema(settings.trendFast());
    Ema slow = new Ema(settings.trendSlow());
    Macd macd = new Macd(settings.macdFast(), settings.macdSlow(), settings.macdSignal());
    int closes = window.size() + (btc.isWithinAnHour() ? 1 : 0);
    double slowBefore = Double.NaN;
    for (int i = 0; i < closes; i++) {
      double close = i < window.size() ? window.close(i) : price;
      rsi.add(close);
      fast.add(close);
      slow.add(close);
      macd.add(close);
      if (i == closes - 1 - settings.trendRiseHours()) {
        slowBefore = slow.value();
      }
    }
    MomentumSettings.Parts weights = settings.weights();
    BtcMomentum.Part change = change(btc, asOf, price, weights.change());
    BtcMomentum.Part index =
        part(rsi.value(), settings.rsiNone(), settings.rsiFull(), weights.rsi());
    BtcMomentum.Part volume = volume(btc, window, asOf, price, weights.volume());
    int tests =
        (price > fast.value() ? 1 : 0)
            + (fast.value() > slow.value() ? 1 : 0)
            + (slow.value() > slowBefore ? 1 : 0);
    BtcMomentum.Part trend =
        new BtcMomentum.Part(tests, weights.trend() * tests / 3, weights.trend());
    BtcMomentum.Part histogram =
        part(
            100 * macd.histogram() / price,
            -settings.macdFullPct(),
            settings.macdFullPct(),
            weights.macd());
    double value =
        change.points() + index.points() + volume.points() + trend.points() + histogram.points();
    double highest = Math.max(price, btc.highestFrom(asOf - entry.btcDropHours() * HOUR));
    return new BtcMomentum(
        asOf,
        price,
        value,
        Band.of(value, settings.bands()),
        change,
        index,
        volume,
        trend,
        histogram,
        100 * (1 - price / highest));
  }

  private BtcMomentum.Part change(CoinBars btc, long asOf, double price, double weight) {
    double before = btc.openFrom(asOf - settings.changeHours() * HOUR);
    return part(
        100 * (price / before - 1), settings.changeNonePct(), settings.changeFullPct(), weight);
  }

  private BtcMomentum.Part volume(
      CoinBars btc, Bars window, long asOf, double price, double weight) {
    long start = asOf - settings.volumeHours() * HOUR;
    double all = window.volumeFrom(Long.MIN_VALUE) / window.size();
    double last = btc.volumeFrom(start) / settings.volumeHours();
    double ratio = all > 0 ? last / all : 0;
    boolean rose = price > btc.openFrom(start);
    return rose
        ? part(ratio, settings.volumeNone(), settings.volumeFull(), weight)
        : new BtcMomentum.Part(-ratio, 0, weight);
  }

  private static BtcMomentum.Part part(double input, double none, double full, double weight) {
    return new BtcMomentum.Part(input, weight * Weights.ramp(input, none, full), weight);
  }
}
