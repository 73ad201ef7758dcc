package dev.belay.engine.fill;

import dev.belay.domain.order.Side;
import java.math.RoundingMode;

/**
 * How a trailing order comes through a candle, of which open, high, low and close are known but not
 * which of high and low came first: what is not known is taken against the account. So it first
 * meets the worst price with the best one of before; only if that has not triggered it, it follows
 * the candle's best price, and triggers if the candle closes far enough from that.
 *
 * @param extreme the best price since it was armed; 0 if it still is not
 * @param reference the price at which it triggered; 0 if it did not
 */
public record Trail(long extreme, long reference) {

  static Trail through(Order order, Bar bar) {
    return through(order.request(), order.progress().extreme(), bar);
  }

  /**
   * Takes a trailing order through a candle.
   *
   * @param before the best price since it was armed; 0 if it still is not
   */
  public static Trail through(OrderRequest request, long before, Bar bar) {
    boolean sells = request.side() == Side.SELL;
    long best = sells ? bar.high() : bar.low();
    long worst = sells ? bar.low() : bar.high();
    if (before != 0 && isReached(request, before, bar.open())) {
      return new Trail(before, bar.open());
    }
    long extreme = followed(request, before, bar.open());
    if (extreme != 0 && isReached(request, extreme, worst)) {
      return new Trail(extreme, trigger(request, extreme));
    }
    extreme = followed(request, extreme, best);
    return extreme != 0 && isReached(request, extreme, bar.close())
        ? new Trail(extreme, trigger(request, extreme))
        : new Trail(extreme, 0);
  }

  /** Whether the price arms it. */
  static boolean isArmed(OrderRequest request, long price) {
    return request.side() == Side.SELL
        ? price >= request.triggerPrice()
        : price <= request.triggerPrice();
  }

  /** The price at which it triggers when that was the best one. */
  private static long trigger(OrderRequest request, long extreme) {
    return request.side() == Side.SELL
        ? Fixed.product(extreme, Fixed.ONE - request.callback(), RoundingMode.FLOOR)
        : Fixed.product(extreme, Fixed.ONE + request.callback(), RoundingMode.CEILING);
  }

  private static boolean isReached(OrderRequest request, long extreme, long price) {
    long trigger = trigger(request, extreme);
    return request.side() == Side.SELL ? price <= trigger : price >= trigger;
  }

  private static long followed(OrderRequest request, long extreme, long price) {
    if (extreme == 0) {
      return isArmed(request, price) ? price : 0;
    }
    return request.side() == Side.SELL ? Math.max(extreme, price) : Math.min(extreme, price);
  }
}
