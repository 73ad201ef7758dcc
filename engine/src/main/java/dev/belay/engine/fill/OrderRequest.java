package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;

/**
 * An order as it is asked for; numbers in fixed point, 0 where the type has none.
 *
 * @param quantity 0 exactly when {@code closePosition}
 * @param closePosition closes whatever the position then holds; conditional orders only
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
    boolean closePosition) {

  /** Whether it can only ever reduce a position. */
  public boolean reduces() {
    return reduceOnly || closePosition;
  }

  /** +1 when it buys, -1 when it sells. */
  int sign() {
    return side == Side.BUY ? 1 : -1;
  }

  /** How long a limit order rests. */
  public enum TimeInForce {
    /** Until cancelled. */
    GTC,
    /** Takes at the next open or expires. */
    IOC,
    /** As IOC: the engine knows no partial fills. */
    FOK,
    /** Only ever makes: expires rather than take. */
    GTX
  }
}
