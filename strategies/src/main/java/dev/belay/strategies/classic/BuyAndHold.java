package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;

/** Buys on the first candle it may trade on and never sells. */
final class BuyAndHold implements Strategy {
  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    if (desk.isFlat()) {
      desk.enter(Direction.LONG);
    }
  }
}
