package dev.belay.engine.fill;

import dev.belay.domain.order.Side;
import java.math.RoundingMode;

/**
 * What a live market quotes for a symbol, in fixed point.
 *
 * @param at market time at which it was heard, in epoch milliseconds
 * @param bidSize what can be sold at the bid
 * @param askSize what can be bought at the ask
 * @param mark at which stops trigger and positions are liquidated
 */
public record Touch(long at, long bid, long bidSize, long ask, long askSize, long mark) {
  public Touch {
    if (bid <= 0 || ask <= bid || mark <= 0 || bidSize < 0 || askSize < 0) {
      throw new IllegalArgumentException(
          "Expected 0 < bid < ask, a positive mark and sizes of at least 0, was bid %d of %d, ask %d of %d, mark %d"
              .formatted(bid, bidSize, ask, askSize, mark));
    }
  }

  /** Between bid and ask. */
  public long middle() {
    return bid + (ask - bid) / 2;
  }

  /** What a taker of the side trades at: the ask or the bid. */
  public long best(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  /** The quote, or with slippage when more is taken than is quoted. */
  long taken(Side side, long quantity, Terms terms, Terms.Costs costs) {
    long size = side == Side.BUY ? askSize : bidSize;
    return quantity <= size ? best(side) : terms.taken(side, best(side), costs);
  }

  /** What a limit order of the side that rests is met at: the other side's best. */
  boolean meets(OrderRequest limit) {
    return limit.side() == Side.BUY ? ask <= limit.limitPrice() : bid >= limit.limitPrice();
  }

  /** The middle on the tick. */
  public long last(Terms terms) {
    return Fixed.mulDiv(middle(), 1, terms.tick(), RoundingMode.HALF_EVEN) * terms.tick();
  }
}
