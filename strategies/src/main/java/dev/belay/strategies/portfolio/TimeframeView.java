package dev.belay.strategies.portfolio;

import dev.belay.domain.market.Interval;
import dev.belay.strategies.indicators.IndicatorValues;

/** One timeframe of a symbol at its last closed candle. */
public record TimeframeView(Interval interval, IndicatorValues values) {}
