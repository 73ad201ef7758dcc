package dev.belay.ledger.read;

import dev.belay.domain.money.Price;
import dev.belay.domain.order.OrderStatus;
import dev.belay.ledger.FillRows;
import dev.belay.ledger.OrderRows;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders and fills. */
final class OrderQueries {
  private static final MathContext AVERAGE = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final String ORDERS =
      "SELECT o.*, p.agent FROM belay.orders o JOIN belay.positions p ON p.id = o.position_id ";

  private OrderQueries() {}

  static List<OrderRow> orders(Sql sql, Listing listing) {
    return sql.list(
        ORDERS
            + (listing.agent() == null ? "WHERE o.portfolio = ?" : "WHERE o.account = ?")
            + " AND o.seq < ? ORDER BY o.seq DESC LIMIT ?",
        OrderQueries::order,
        listing.accountOrPortfolio(),
        listing.beforeOrNewest(),
        listing.limit());
  }

  static List<OrderRow> open(Sql sql, String portfolio) {
    return sql.list(
        ORDERS + "WHERE o.portfolio = ? AND o.terminal_at IS NULL ORDER BY o.seq",
        OrderQueries::order,
        portfolio);
  }

  static Optional<OrderRow> byId(Sql sql, String id) {
    return sql.first(ORDERS + "WHERE o.id = ?", OrderQueries::order, id);
  }

  static List<OrderRow> ofPosition(Sql sql, String positionId) {
    return sql.list(
        ORDERS + "WHERE o.position_id = ? ORDER BY o.seq", OrderQueries::order, positionId);
  }

  static List<FillRow> fills(Sql sql, Listing listing) {
    return sql.list(
        "SELECT f.* FROM belay.fills f JOIN belay.accounts a ON a.id = f.account "
            + (listing.agent() == null ? "WHERE a.portfolio = ?" : "WHERE f.account = ?")
            + " AND f.seq < ? ORDER BY f.seq DESC LIMIT ?",
        OrderQueries::fill,
        listing.accountOrPortfolio(),
        listing.beforeOrNewest(),
        listing.limit());
  }

  static List<FillRow> fillsOfPosition(Sql sql, String positionId) {
    return sql.list(
        "SELECT * FROM belay.fills WHERE position_id = ? ORDER BY seq",
        OrderQueries::fill,
        positionId);
  }

  private static OrderRow order(Row r) {
    return new OrderRow(
        r.number("seq"),
        r.text("agent"),
        OrderRows.intent(r),
        r.constant("status", OrderStatus.class),
        r.textOrNull("venue_order_id"),
        r.quantity("executed"),
        average(r),
        r.textOrNull("reason"),
        r.instant("recorded_at"),
        r.instantOrNull("sent_at"),
        r.instantOrNull("terminal_at"));
  }

  private static @Nullable Price average(Row r) {
    BigDecimal executed = r.decimal("executed");
    return executed.signum() == 0
        ? null
        : Price.of(r.decimal("executed_notional").divide(executed, AVERAGE));
  }

  static FillRow fill(Row r) {
    return new FillRow(
        r.number("seq"),
        r.text("account"),
        r.textOrNull("order_id"),
        r.textOrNull("position_id"),
        FillRows.fill(r),
        r.instant("booked_at"));
  }
}
