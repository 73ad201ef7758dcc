package dev.belay.ledger;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.risk.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reading and inserting rows of orders. */
public final class OrderRows {
  private OrderRows() {}

  public static OrderIntent intent(Row r) {
    return new OrderIntent(
        ClientOrderId.of(r.text("id")),
        r.text("account"),
        r.text("position_id"),
        r.text("cause"),
        r.constant("leg", Leg.class),
        r.integer("number"),
        r.symbol("symbol"),
        r.constant("side", Side.class),
        r.constant("type", OrderType.class),
        r.quantityOrNull("quantity"),
        r.priceOrNull("limit_price"),
        r.priceOrNull("trigger_price"),
        r.integer("leverage"),
        r.instant("as_of"),
        r.instant("send_by"));
  }

  /**
   * @param admitted of entries: what is to be reserved
   */
  static void insert(
      Sql sql,
      String portfolio,
      OrderIntent intent,
      Verdict.@Nullable Admitted admitted,
      Instant wallNow) {
    sql.update(
        """
        INSERT INTO belay.orders (id, portfolio, account, position_id, cause, leg, number, symbol,
            side, type, quantity, limit_price, trigger_price, leverage, as_of, send_by, status,
            reserved_cash, reserved_notional, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RECORDED', ?, ?, ?)""",
        intent.id(),
        portfolio,
        intent.account(),
        intent.positionId(),
        intent.cause(),
        intent.leg(),
        intent.number(),
        intent.symbol(),
        intent.side(),
        intent.type(),
        intent.quantity(),
        intent.limitPrice(),
        intent.triggerPrice(),
        intent.leverage(),
        intent.asOf(),
        intent.sendBy(),
        admitted == null ? 0 : admitted.reservation(),
        admitted == null ? 0 : admitted.notional(),
        wallNow);
  }
}
