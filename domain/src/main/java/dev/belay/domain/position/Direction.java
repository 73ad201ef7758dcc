package dev.belay.domain.position;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Side;

/** Which way a position gains. */
public enum Direction {
  LONG,
  SHORT;

  /** The side that opens it. */
  public Side entrySide() {
    return this == LONG ? Side.BUY : Side.SELL;
  }

  /** The side that closes it. */
  public Side exitSide() {
    return entrySide().opposite();
  }

  /** Gain of a quantity from one price to another, gross of fees. */
  public Usdt gain(Price from, Price to, Quantity quantity) {
    Usdt rise = to.times(quantity).minus(from.times(quantity));
    return this == LONG ? rise : rise.negate();
  }

  /** Whether a protective stop at the price would lie on the losing side of the reference. */
  public boolean isStopSide(Price stop, Price reference) {
    return this == LONG ? stop.isBelow(reference) : stop.isAbove(reference);
  }
}
