package dev.belay.domain.strategy;

import dev.belay.domain.market.Candles;

/**
 * Trades one symbol. It keeps what it has learnt from the candles it was shown, so it is made anew
 * for every run and every symbol, and is not thread-safe.
 */
@FunctionalInterface
public interface Strategy {

  /**
   * A candle has closed. Called for every candle once, in order of time.
   *
   * @param candles the symbol's, of which nothing after {@code index} may be looked at
   * @param index of the candle that has just closed
   * @param desk where it says what it wants; that is done at the next open, or at this close when
   *     the run says so
   */
  void onCandle(Candles candles, int index, Desk desk);
}
