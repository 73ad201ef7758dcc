package dev.belay.strategies.classic;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.strategies.indicators.Sma;

/**
 * Long from where the fast mean of closes crosses above the slow one until it crosses below; from
 * the second candle on which both windows are full. Compared without rounding.
 */
final class SmaCross implements Strategy {
  private final int fastPeriod;
  private final int slowPeriod;
  private final Sma fast;
  private final Sma slow;
  private boolean known;
  private int before;

  SmaCross(int fast, int slow) {
    this.fastPeriod = fast;
    this.slowPeriod = slow;
    this.fast = new Sma(fast);
    this.slow = new Sma(slow);
  }

  @Override
  public void onCandle(Candles candles, int index, Desk desk) {
    long close = candles.close(index);
    fast.add(close);
    slow.add(close);
    if (!slow.isReady()) {
      return;
    }
    int sign = compare(fast.sum(), slowPeriod, slow.sum(), fastPeriod);
    if (known && sign > 0 && before <= 0) {
      desk.enter(Direction.LONG);
    } else if (known && sign < 0 && before >= 0) {
      desk.exit();
    }
    known = true;
    before = sign;
  }

  /** a × b against c × d, all at least 0. */
  private static int compare(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }
}
