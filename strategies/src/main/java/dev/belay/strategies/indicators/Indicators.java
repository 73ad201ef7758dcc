package dev.belay.strategies.indicators;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes {@link IndicatorValues}. */
public final class Indicators {
  private static final MathContext SHORT = new MathContext(6);
  private static final int WINDOW = 20;

  /** Candles that MACD(12, 26) and nine of its values take. */
  private static final int SIGNAL = 35;

  private Indicators() {}

  /**
   * The indicators at the last of the candles.
   *
   * @param candles closed ones of the interval, oldest first; at least one
   */
  public static IndicatorValues at(List<Candle> candles, Interval interval) {
    if (candles.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one closed candle of %s, was none".formatted(interval));
    }
    Ema ema20 = new Ema(20);
    Ema ema50 = new Ema(50);
    Ema fast = new Ema(12);
    Ema slow = new Ema(26);
    Ema signal = new Ema(9);
    Rsi rsi7 = new Rsi(7);
    Rsi rsi14 = new Rsi(14);
    Atr atr3 = new Atr(3);
    Atr atr14 = new Atr(14);
    for (int i = 0; i < candles.size(); i++) {
      Candle candle = candles.get(i);
      double high = candle.high().value().doubleValue();
      double low = candle.low().value().doubleValue();
      double close = candle.close().value().doubleValue();
      // Each starts where ta4j starts it, after as many candles as its period.
      addFrom(20, i, ema20, close);
      addFrom(50, i, ema50, close);
      addFrom(12, i, fast, close);
      addFrom(26, i, slow, close);
      addFrom(26, i, signal, fast.value() - slow.value());
      if (i >= 6) {
        rsi7.add(close);
      }
      if (i >= 13) {
        rsi14.add(close);
      }
      if (i >= 2) {
        atr3.add(high, low, close);
      }
      if (i >= 13) {
        atr14.add(high, low, close);
      }
    }
    List<Candle> window = candles.subList(Math.max(0, candles.size() - WINDOW), candles.size());
    double first = window.getFirst().open().value().doubleValue();
    double last = candles.getLast().close().value().doubleValue();
    return new IndicatorValues(
        known(last),
        known((last / first - 1) * 100),
        known(window.stream().mapToDouble(c -> c.high().value().doubleValue()).max().orElse(last)),
        known(window.stream().mapToDouble(c -> c.low().value().doubleValue()).min().orElse(last)),
        rounded(ema20.value()),
        rounded(ema50.value()),
        rounded(fast.value() - slow.value()),
        candles.size() < SIGNAL ? null : rounded(signal.value()),
        rounded(rsi7.value()),
        rounded(rsi14.value()),
        rounded(atr3.value()),
        rounded(atr14.value()),
        volumeRatio(candles));
  }

  private static void addFrom(int start, int index, Ema average, double x) {
    if (index >= start) {
      average.add(x);
    }
  }

  private static @Nullable Double volumeRatio(List<Candle> candles) {
    if (candles.size() <= WINDOW) {
      return null;
    }
    int end = candles.size() - 1;
    double mean =
        candles.subList(end - WINDOW, end).stream()
            .mapToDouble(candle -> candle.volume().doubleValue())
            .average()
            .orElse(0);
    return mean <= 0 ? null : rounded(candles.get(end).volume().doubleValue() / mean);
  }

  private static double known(double value) {
    Double rounded = rounded(value);
    return rounded == null ? 0 : rounded;
  }

  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(SHORT).doubleValue() : null;
  }
}
