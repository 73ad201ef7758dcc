package dev.belay.strategies.indicators;

import org.jspecify.annotations.Nullable;

/**
 * Indicators at the last closed candle of one timeframe, to six significant digits. Null where
 * there are too few candles.
 *
 * @param changePct of the last 20 candles, or of all where there are fewer
 * @param high highest of the last 20 candles
 * @param low lowest of the last 20 candles
 * @param macdSignal the 9-period average of MACD(12, 26)
 * @param volumeRatio volume of the last candle divided by the mean of the 20 before it
 */
public record IndicatorValues(
    double close,
    double changePct,
    double high,
    double low,
    @Nullable Double ema20,
    @Nullable Double ema50,
    @Nullable Double macd,
    @Nullable Double macdSignal,
    @Nullable Double rsi7,
    @Nullable Double rsi14,
    @Nullable Double atr3,
    @Nullable Double atr14,
    @Nullable Double volumeRatio) {}
