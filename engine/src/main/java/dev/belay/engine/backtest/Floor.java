package dev.belay.engine.backtest;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Desk;

/** All symbols of a run with the account they share. Amounts are fixed point. */
public interface Floor {

  /** How many symbols there are, in order. */
  int size();

  Candles candles(int symbol);

  /** The candle of the symbol that has just closed; −1 where it has none at this time. */
  int closed(int symbol);

  /**
   * Where it is said what is wanted of a symbol. A share at entry is one of the account's equity,
   * as far as there is cash.
   */
  Desk desk(int symbol);

  /** What the symbol's position is worth at its last close; 0 when flat. */
  long notional(int symbol);

  /** Of the account, positions at their last close. */
  long equity();

  /** That no position binds. */
  long cash();
}
