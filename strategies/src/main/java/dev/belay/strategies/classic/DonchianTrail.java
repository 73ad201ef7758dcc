package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.strategies.indicators.Extreme;

/**
 * Long when a candle closes above the highest high of the candles before it; out by a stop that
 * trails the best price. R. Donchian's channel, with a trailing stop in place of his exit.
 */
final class DonchianTrail implements Strategy {
  private final Extreme highs;
  private final double callback;

  DonchianTrail(int entry, double callbackPct) {
    this.highs = Extreme.highest(entry);
    this.callback = Math.rint(callbackPct * 10) / 1000;
  }

  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    boolean broken = highs.isReady() && candles.close(index) > highs.value();
    highs.add(candles.high(index));
    if (broken && desk.isFlat()) {
      desk.enter(Direction.LONG);
      desk.trail(callback);
    }
  }
}
