package dev.belay.simulator.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.Trade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the venue has on record: ended orders, trades, income. */
public final class Records {
  private final VenueStore store;

  public Records(VenueStore store) {
    this.store = store;
  }

  /**
   * An order with what became of it.
   *
   * @param createdWall wall time
   * @param updatedAt market time in epoch milliseconds
   */
  public record OrderRecord(
      Order order,
      Order.State state,
      long executed,
      long averagePrice,
      long child,
      long updatedAt,
      @Nullable Instant createdWall) {

    /** An order just accepted. */
    public static OrderRecord fresh(Order order) {
      return new OrderRecord(order, Order.State.NEW, 0, 0, 0, order.createdAt(), null);
    }
  }

  /**
   * @param at market time in epoch milliseconds
   */
  public record IncomeRecord(long tranId, String symbol, String type, long amount, long at) {}

  public Optional<OrderRecord> byId(String account, long orderId) {
    return first(
        "SELECT * FROM simulator.orders WHERE account = ? AND order_id = ?", account, orderId);
  }

  /** The latest order with the client id. */
  public Optional<OrderRecord> byClientId(String account, String clientId, boolean conditional) {
    return first(
        "SELECT * FROM simulator.orders WHERE account = ? AND client_id = ? AND conditional = ? ORDER BY order_id DESC LIMIT 1",
        account,
        clientId,
        conditional);
  }

  /** Open orders, oldest first. */
  public List<OrderRecord> open(String account, boolean conditional) {
    return orders(
        "SELECT * FROM simulator.orders WHERE account = ? AND state = 'NEW' AND conditional = ? ORDER BY order_id",
        account,
        conditional);
  }

  /** Every order there ever was, or the latest conditional ones. */
  public List<OrderRecord> all(String account) {
    return orders("SELECT * FROM simulator.orders WHERE account = ? ORDER BY order_id", account);
  }

  /**
   * @param orderId 0 for every order's
   */
  public List<Trade> trades(
      String account, @Nullable Symbol symbol, long orderId, long fromId, int limit) {
    String where =
        "WHERE account = ?"
            + (symbol == null ? "" : " AND symbol = '" + symbol.value() + "'")
            + (orderId == 0 ? "" : " AND order_id = " + orderId);
    String sql =
        fromId >= 0
            ? "SELECT * FROM simulator.trades "
                + where
                + " AND trade_id >= "
                + fromId
                + " ORDER BY trade_id LIMIT "
                + limit
            : "SELECT * FROM (SELECT * FROM simulator.trades "
                + where
                + " ORDER BY trade_id DESC LIMIT "
                + limit
                + ") t ORDER BY trade_id";
    return store.transaction(
        c -> {
          try (var q = VenueStore.query(c, sql, account)) {
            ResultSet r = q.executeQuery();
            List<Trade> found = new ArrayList<>();
            while (r.next()) {
              found.add(trade(r));
            }
            return found;
          }
        });
  }

  /**
   * @param type empty for all
   */
  public List<IncomeRecord> income(String account, String type, long from, long to, int limit) {
    return store.transaction(
        c -> {
          try (var q =
              VenueStore.query(
                  c,
                  "SELECT tran_id, symbol, type, amount, at_ms FROM simulator.income WHERE account = ? AND (? = '' OR type = ?) AND at_ms BETWEEN ? AND ? ORDER BY at_ms, tran_id LIMIT ?",
                  account,
                  type,
                  type,
                  from,
                  to,
                  limit)) {
            ResultSet r = q.executeQuery();
            List<IncomeRecord> found = new ArrayList<>();
            while (r.next()) {
              found.add(
                  new IncomeRecord(
                      r.getLong(1), r.getString(2), r.getString(3), r.getLong(4), r.getLong(5)));
            }
            return found;
          }
        });
  }

  private Optional<OrderRecord> first(String sql, Object... parameters) {
    return orders(sql, parameters).stream().findFirst();
  }

  private List<OrderRecord> orders(String sql, Object... parameters) {
    return store.transaction(
        c -> {
          try (var q = VenueStore.query(c, sql, parameters)) {
            ResultSet r = q.executeQuery();
            List<OrderRecord> found = new ArrayList<>();
            while (r.next()) {
              found.add(order(r));
            }
            return found;
          }
        });
  }

  private static OrderRecord order(ResultSet r) throws SQLException {
    return new OrderRecord(
        VenueStore.order(r),
        Order.State.valueOf(r.getString("state")),
        r.getLong("executed"),
        r.getLong("average_price"),
        r.getLong("child"),
        r.getLong("updated_ms"),
        r.getTimestamp("created_wall").toInstant());
  }

  private static Trade trade(ResultSet r) throws SQLException {
    return new Trade(
        r.getLong("trade_id"),
        r.getLong("order_id"),
        Symbol.of(r.getString("symbol")),
        Side.valueOf(r.getString("side")),
        r.getLong("price"),
        r.getLong("quantity"),
        r.getLong("fee"),
        r.getLong("realized_pnl"),
        r.getBoolean("maker"),
        r.getLong("at_ms"));
  }
}
