package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.strategies.indicators.Rsi;

/** Long when the index of closes is below one level, out when it is above another. */
final class RsiReversion implements Strategy {
  private final Rsi rsi;
  private final double below;
  private final double above;

  RsiReversion(int period, double below, double above) {
    this.rsi = new Rsi(period);
    this.below = below;
    this.above = above;
  }

  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    double value = rsi.add(candles.close(index));
    if (!rsi.isReady()) {
      return;
    }
    if (desk.isFlat()) {
      if (value < below) {
        desk.enter(Direction.LONG);
      }
    } else if (value > above) {
      desk.exit();
    }
  }
}
