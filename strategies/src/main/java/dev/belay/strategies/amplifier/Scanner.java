package dev.belay.strategies.amplifier;

import dev.belay.strategies.indicators.Rsi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures every coin of the universe against BTC, at one time, of what was known then.
 *
 * <ul>
 *   <li>beta and correlation: of the returns of the last {@code lookbackHours} closed hours that
 *       both have; beta = covariance / variance of BTC. An hour's return is from the close before,
 *       after a gap from its own open.
 *   <li>amplification: (price / open of the hour {@code amplificationHours} ago − 1), divided by
 *       the same of BTC; not told where BTC moved less than {@code amplificationMinimumMovePct}.
 *   <li>surge: volume in USDT of an average hour of the last {@code surgeHours} to that of an
 *       average hour of those before within the look-back.
 *   <li>rsi: of the closes of the look-back and, between two hours, of the last price.
 * </ul>
 *
 * <p>The score is the sum of weight · ramp over the parts, where ramp goes from 0 to 1 between the
 * two values the scale has for each; that of the index is 1 between {@code rsiLow} and {@code
 * rsiHigh} and falls to 0 within {@code rsiReach} on both sides. Where the amplification is not
 * told, the other four parts are scaled up to 100.
 *
 * <p>Not thread-safe: it keeps its columns from call to call.
 */
public final class Scanner {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final Comparator<CoinScore> BEST_FIRST =
      Comparator.comparingDouble(CoinScore::score).reversed().thenComparing(CoinScore::symbol);

  private final ScannerSettings settings;
  private final double[] market;
  private final double[] x;
  private final double[] y;

  public Scanner(ScannerSettings settings) {
    this.settings = settings;
    this.market = new double[settings.lookbackHours()];
    this.x = new double[settings.lookbackHours()];
    this.y = new double[settings.lookbackHours()];
  }

  /**
   * The universe at a time.
   *
   * @param btc candles of BTC; later ones are not looked at, of any
   * @param coins of the universe, in order of symbol
   * @param asOf market time in epoch milliseconds
   */
  public Scan scan(CoinBars btc, List<CoinBars> coins, long asOf) {
    long end = Math.floorDiv(asOf, HOUR) * HOUR;
    long start = end - settings.lookbackHours() * HOUR;
    CoinBars signal = btc.until(asOf);
    Why trouble = trouble(signal, signal.hours().between(start, end), asOf);
    List<CoinScore> ranked = new ArrayList<>(coins.size());
    List<LeftOut> leftOut = new ArrayList<>();
    if (trouble != null) {
      Why missing = new Why(Reason.SIGNAL_MISSING, trouble.found(), trouble.bound());
      coins.forEach(each -> leftOut.add(new LeftOut(each.symbol(), missing)));
      return new Scan(asOf, coins.size(), ranked, leftOut);
    }
    fillMarket(signal.hours().between(start, end), start);
    double btcMove = move(signal, asOf);
    long btcFrom = signal.timeFrom(asOf - settings.amplificationHours() * HOUR);
    for (CoinBars each : coins) {
      CoinBars coin = each.until(asOf);
      Bars window = coin.hours().between(start, end);
      Why why = trouble(coin, window, asOf);
      if (why == null) {
        double amplification =
            coin.timeFrom(asOf - settings.amplificationHours() * HOUR) == btcFrom
                ? amplification(move(coin, asOf), btcMove)
                : Double.NaN;
        why = measured(coin, window, start, amplification, ranked, asOf);
      }
      if (why != null) {
        leftOut.add(new LeftOut(coin.symbol(), why));
      }
    }
    ranked.sort(BEST_FIRST);
    return new Scan(asOf, coins.size(), ranked, leftOut);
  }

  /** What keeps a symbol from being measured; null where nothing does. */
  private @Nullable Why trouble(CoinBars coin, Bars window, long asOf) {
    int least = settings.lookbackHours() - settings.allowedMissingHours();
    if (window.size() < least) {
      return new Why(Reason.CANDLES_MISSING, window.size(), least);
    }
    long age = asOf - coin.end();
    long oldest = settings.staleMinutes() * MINUTE + (coin.fives() == null ? HOUR - 1 : 0);
    return age <= oldest
        ? null
        : new Why(Reason.CANDLES_STALE, (double) age / MINUTE, (double) (oldest / MINUTE));
  }

  private void fillMarket(Bars window, long start) {
    Arrays.fill(market, Double.NaN);
    for (int i = 0; i < window.size(); i++) {
      market[(int) ((window.openTime(i) - start) / HOUR)] = hourReturn(window, i);
    }
  }

  private static double hourReturn(Bars hours, int index) {
    boolean follows = index > 0 && hours.openTime(index - 1) == hours.openTime(index) - HOUR;
    double before = follows ? hours.close(index - 1) : hours.open(index);
    return hours.close(index) / before - 1;
  }

  /** As a fraction; NaN where it is not known. */
  private double move(CoinBars coin, long asOf) {
    return coin.price() / coin.openFrom(asOf - settings.amplificationHours() * HOUR) - 1;
  }

  private double amplification(double move, double btcMove) {
    return 100 * Math.abs(btcMove) >= settings.amplificationMinimumMovePct()
        ? move / btcMove
        : Double.NaN;
  }

  private @Nullable Why measured(
      CoinBars coin,
      Bars window,
      long start,
      double amplification,
      List<CoinScore> into,
      long asOf) {
    int pairs = 0;
    double meanX = 0;
    double meanY = 0;
    double closes = 0;
    Rsi rsi = new Rsi(settings.rsiPeriod());
    for (int i = 0; i < window.size(); i++) {
      double close = window.close(i);
      rsi.add(close);
      closes += close;
      double of = market[(int) ((window.openTime(i) - start) / HOUR)];
      if (!Double.isNaN(of)) {
        x[pairs] = of;
        y[pairs] = hourReturn(window, i);
        meanX += x[pairs];
        meanY += y[pairs];
        pairs++;
      }
    }
    int least = settings.lookbackHours() - settings.allowedMissingHours();
    if (pairs < least) {
      return new Why(Reason.CANDLES_MISSING, pairs, least);
    }
    meanX /= pairs;
    meanY /= pairs;
    double squareX = 0;
    double squareY = 0;
    double product = 0;
    for (int i = 0; i < pairs; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      squareX += dx * dx;
      squareY += dy * dy;
      product += dx * dy;
    }
    double price = coin.price();
    if (coin.isWithinAnHour()) {
      rsi.add(price);
    }
    // Where one of them has not moved there is nothing to amplify.
    double beta = squareX > 0 ? product / squareX : 0;
    double scale = Math.sqrt(squareX) * Math.sqrt(squareY);
    double correlation = scale > 0 ? Math.clamp(product / scale, -1.0, 1.0) : 0;
    double surge = surge(coin, window, asOf);
    into.add(
        new CoinScore(
            coin.symbol(),
            price,
            coin.volumeFrom(asOf - DAY),
            beta,
            correlation,
            amplification,
            surge,
            rsi.value(),
            score(beta, correlation, amplification, surge, rsi.value()),
            price > closes / window.size()));
    return null;
  }

  private double surge(CoinBars coin, Bars window, long asOf) {
    long since = asOf - settings.surgeHours() * HOUR;
    int before = window.ceiling(since);
    double sum = 0;
    for (int i = 0; i < before; i++) {
      sum += window.volume(i);
    }
    double last = coin.volumeFrom(since) / settings.surgeHours();
    return sum > 0 ? last / (sum / before) : 0;
  }

  private double score(
      double beta, double correlation, double amplification, double surge, double rsi) {
    ScannerSettings.Parts weights = settings.weights();
    ScannerSettings.Scale scale = settings.scale();
    double outside = Math.max(0, Math.max(scale.rsiLow() - rsi, rsi - scale.rsiHigh()));
    double told =
        weights.beta() * Weights.ramp(beta, scale.betaNone(), scale.betaFull())
            + weights.volume() * Weights.ramp(surge, scale.surgeNone(), scale.surgeFull())
            + weights.correlation()
                * Weights.ramp(correlation, scale.correlationNone(), scale.correlationFull())
            + weights.rsi() * (1 - Math.min(1, outside / scale.rsiReach()));
    if (Double.isNaN(amplification)) {
      double rest = 100 - weights.amplification();
      return rest > 0 ? told * 100 / rest : 0;
    }
    return told
        + weights.amplification()
            * Weights.ramp(amplification, scale.amplificationNone(), scale.amplificationFull());
  }
}
