package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Interval;
import dev.belay.strategies.indicators.IndicatorValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stand-in's one textbook signal: trend by moving averages on the middle timeframe, momentum
 * and overstretch on the shortest. No edge is claimed for it.
 */
final class StandInSignal {
  private StandInSignal() {}

  /**
   * Direction and strength.
   *
   * @param reversion weight of fading an overstretched RSI against following the trend, 0 to 1
   * @return -1 (down) to 1 (up); 0 where there are too few candles
   */
  static double of(MarketView market, double reversion) {
    if (market.timeframes().isEmpty()) {
      return 0;
    }
    IndicatorValues fast = market.timeframes().getFirst().values();
    IndicatorValues middle = middle(market);
    double trend = clip(ratio(middle.ema20(), middle.ema50(), middle.atr14()) / 2);
    double momentum = clip(ratio(fast.macd(), fast.macdSignal(), fast.atr14()) * 2);
    Double rsi = fast.rsi14();
    double stretch = rsi == null ? 0 : clip((50 - rsi) / 25);
    return clip((1 - reversion) * (0.6 * trend + 0.4 * momentum) + reversion * stretch);
  }

  /** The usual move of about a quarter of an hour as a fraction of the price, if known. */
  static Optional<Double> usualMove(MarketView market) {
    if (market.timeframes().isEmpty()) {
      return Optional.empty();
    }
    IndicatorValues middle = middle(market);
    Double atr = middle.atr14() == null ? middle.atr3() : middle.atr14();
    return atr == null || middle.close() <= 0
        ? Optional.empty()
        : Optional.of(atr / middle.close());
  }

  private static IndicatorValues middle(MarketView market) {
    return market.timeframes().stream()
        .filter(view -> view.interval().seconds() >= Interval.M15.seconds())
        .findFirst()
        .orElse(market.timeframes().getLast())
        .values();
  }

  private static double ratio(@Nullable Double a, @Nullable Double b, @Nullable Double scale) {
    return a == null || b == null || scale == null || scale <= 0 ? 0 : (a - b) / scale;
  }

  private static double clip(double value) {
    return Double.isFinite(value) ? Math.clamp(value, -1.0, 1.0) : 0;
  }
}
