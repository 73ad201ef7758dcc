package dev.belay.engine.backtest;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Direction;

/**
 * A position from its entry until it was flat again. Amounts and prices are fixed point, times
 * market time in epoch milliseconds.
 *
 * @param cost what the quantity was worth at entry
 * @param pnl gross of fees and funding
 * @param funding received when positive
 * @param bars how many candles it was open for, at least in part
 */
public record RoundTrip(
    Symbol symbol,
    Direction direction,
    long entryTime,
    long entryPrice,
    long exitTime,
    long exitPrice,
    long quantity,
    long cost,
    long pnl,
    long fees,
    long funding,
    int bars,
    Exit exit) {

  /** What of it the account has gained. */
  public long net() {
    return pnl - fees + funding;
  }

  /** Why a position was closed. */
  public enum Exit {
    SIGNAL,
    STOP,
    TRAIL,
    TARGET,
    LIQUIDATION
  }
}
