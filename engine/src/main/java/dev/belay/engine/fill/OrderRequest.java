package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;

/**
 * An order as it is asked for; numbers in fixed point, 0 where the type has none.
 *
 * @param quantity 0 exactly when {@code closePosition}
 * @param triggerPrice of a trailing order the price that arms it; 0 stands for the price at which
 *     it is taken
 * @param closePosition closes whatever the position then holds; conditional orders only
 * @param callback of a trailing order, which is a stop that follows the price: the fraction of the
 *     best price by which it lags; 0 for every other order
 */
public record OrderRequest(
    String clientId,
    Symbol symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    long quantity,
    long limitPrice,
    long triggerPrice,
    boolean reduceOnly,
    boolean closePosition,
    long callback) {

  /** An order that does not trail. */
  public OrderRequest(
      String clientId,
      Symbol symbol,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice,
      long triggerPrice,
      boolean reduceOnly,
      boolean closePosition) {
    this(
        clientId,
        symbol,
        side,
        type,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        reduceOnly,
        closePosition,
        0);
  }

  /** Whether its trigger follows the price. */
  public boolean trails() {
    return callback != 0;
  }

  /** Its type as the venue names it. */
  public String typeName() {
    return trails() ? "TRAILING_STOP_MARKET" : type.name();
  }

  /** The same order for another quantity at another limit. */
  public OrderRequest amended(long otherQuantity, long otherLimit) {
    return new OrderRequest(
        clientId,
        symbol,
        side,
        type,
        timeInForce,
        otherQuantity,
        otherLimit,
        triggerPrice,
        reduceOnly,
        closePosition,
        callback);
  }

  /** A trailing order with the price that arms it. */
  OrderRequest armedAt(long price) {
    return new OrderRequest(
        clientId,
        symbol,
        side,
        type,
        timeInForce,
        quantity,
        limitPrice,
        price,
        reduceOnly,
        closePosition,
        callback);
  }

  /** Whether it can only ever reduce a position. */
  public boolean reduces() {
    return reduceOnly || closePosition;
  }

  /** How long a limit order rests. */
  public enum TimeInForce {
    /** Until cancelled. */
    GTC,
    /** Takes at the next open what it can get, and expires with the rest. */
    IOC,
    /** Takes all of it at the next open, or expires. */
    FOK,
    /** Only ever makes: expires rather than take. */
    GTX
  }
}
