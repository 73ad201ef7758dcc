package dev.belay.ledger;

import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reading and inserting rows of fills. */
public final class FillRows {
  private FillRows() {}

  public static Fill fill(Row r) {
    return new Fill(
        r.symbol("symbol"),
        r.number("trade_id"),
        r.text("venue_order_id"),
        r.constant("side", Side.class),
        r.price("price"),
        r.quantity("quantity"),
        r.usdt("fee"),
        r.usdt("realized_pnl"),
        r.flag("maker"),
        r.instant("at"));
  }

  /** Whether the fill was new. */
  static boolean insert(
      Sql sql,
      String account,
      Fill fill,
      @Nullable String orderId,
      @Nullable String positionId,
      Instant wallNow) {
    return sql.update(
            """
            INSERT INTO belay.fills (account, symbol, trade_id, order_id, position_id,
                venue_order_id, side, price, quantity, fee, realized_pnl, maker, at, booked_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (account, symbol, trade_id) DO NOTHING""",
            account,
            fill.symbol(),
            fill.tradeId(),
            orderId,
            positionId,
            fill.venueOrderId(),
            fill.side(),
            fill.price(),
            fill.quantity(),
            fill.fee(),
            fill.realizedPnl(),
            fill.maker(),
            fill.at(),
            wallNow)
        == 1;
  }
}
