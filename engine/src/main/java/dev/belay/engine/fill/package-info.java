/**
 * The fill engine of a venue for USDT perpetual contracts: pure, deterministic, in fixed point.
 *
 * <p>A market advances in base candles and inside a candle only its open is known. At the boundary
 * between two candles the engine does, in this order: resting stops, liquidation, targets and limit
 * orders against the candle that closed; funding, if due; orders sent inside the closed candle at
 * the open of the next. What an order can get, and at which prices, a {@link
 * dev.belay.engine.fill.Depth} says. Whatever rests when a candle closes is judged by the whole of
 * that candle.
 */
@NullMarked
package dev.belay.engine.fill;

import org.jspecify.annotations.NullMarked;
