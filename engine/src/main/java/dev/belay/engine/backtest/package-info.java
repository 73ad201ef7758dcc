/**
 * Backtests: strategies over candles, on the fill engine that also trades on paper. It is asked
 * only at the candles where it could do something, which changes nothing but the time it takes.
 */
@NullMarked
package dev.belay.engine.backtest;

import org.jspecify.annotations.NullMarked;
