package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.strategies.indicators.Ema;

/**
 * Long from where the fast average of closes crosses above the slow one until it crosses below.
 * Both start at the first close and count from the second candle on.
 */
final class EmaCross implements Strategy {
  private final Ema fast;
  private final Ema slow;
  private double before;

  EmaCross(int fast, int slow) {
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
  }

  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    double close = candles.close(index);
    double difference = fast.add(close) - slow.add(close);
    if (difference > 0 && before <= 0) {
      desk.enter(Direction.LONG);
    } else if (difference < 0 && before >= 0) {
      desk.exit();
    }
    before = difference;
  }
}
