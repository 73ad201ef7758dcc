package dev.belay.strategies.indicators;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/** {@link Indicators} as ta4j computes them, which live rounds did first: what they must equal. */
final class Ta4jIndicators {
  private static final MathContext SHORT = new MathContext(6);
  private static final int WINDOW = 20;

  private Ta4jIndicators() {}

  static IndicatorValues at(List<Candle> candles, Interval interval) {
    if (candles.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one closed candle of %s, was none".formatted(interval));
    }
    BarSeries series = series(candles, interval);
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    MACDIndicator macd = new MACDIndicator(close);
    List<Candle> window = candles.subList(Math.max(0, candles.size() - WINDOW), candles.size());
    double first = window.getFirst().open().value().doubleValue();
    double last = candles.getLast().close().value().doubleValue();
    return new IndicatorValues(
        known(last),
        known((last / first - 1) * 100),
        known(window.stream().mapToDouble(c -> c.high().value().doubleValue()).max().orElse(last)),
        known(window.stream().mapToDouble(c -> c.low().value().doubleValue()).min().orElse(last)),
        last(new EMAIndicator(close, 20), series, 20),
        last(new EMAIndicator(close, 50), series, 50),
        last(macd, series, 26),
        last(macd.getSignalLine(9), series, 35),
        last(new RSIIndicator(close, 7), series, 8),
        last(new RSIIndicator(close, 14), series, 15),
        last(new ATRIndicator(series, 3), series, 4),
        last(new ATRIndicator(series, 14), series, 15),
        volumeRatio(candles));
  }

  private static BarSeries series(List<Candle> candles, Interval interval) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
    for (Candle candle : candles) {
      series
          .barBuilder()
          .timePeriod(interval.duration())
          .endTime(candle.openTime().plus(interval.duration()))
          .openPrice(candle.open().value())
          .highPrice(candle.high().value())
          .lowPrice(candle.low().value())
          .closePrice(candle.close().value())
          .volume(candle.volume())
          .add();
    }
    return series;
  }

  private static @Nullable Double last(Indicator<Num> indicator, BarSeries series, int needed) {
    return series.getBarCount() < needed
        ? null
        : rounded(indicator.getValue(series.getEndIndex()).doubleValue());
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
