package dev.belay.simulator.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The venue's tables: every change is committed here before anybody is told of it. */
public final class VenueStore {
  private final DataSource database;

  /** Brings the schema {@code simulator} up to date. */
  public VenueStore(DataSource database) {
    this.database = database;
    Flyway.configure()
        .dataSource(database)
        .schemas("simulator")
        .defaultSchema("simulator")
        .locations("classpath:db/simulator")
        .load()
        .migrate();
  }

  /** What the store says of its market. */
  public record Standing(String market, long from, long marketTime, long lastStep) {}

  /** An account with its keys. */
  public record Keyed(Account account, String apiKey, String secretKey) {}

  /** Events of one account. */
  public record Change(String account, FillEvent event) {}

  /** Work in one transaction. */
  public interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** Runs the work in one transaction and commits it. */
  public <T> T transaction(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("The venue's record can't be written or read: " + e.getMessage(), e);
    }
  }

  /** The record can't be reached; nothing was kept. */
  public static final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public Optional<Standing> standing() {
    return transaction(
        c -> {
          try (var rows =
              query(c, "SELECT market, from_ms, market_ms, last_step FROM simulator.venue")) {
            ResultSet r = rows.executeQuery();
            return r.next()
                ? Optional.of(
                    new Standing(r.getString(1), r.getLong(2), r.getLong(3), r.getLong(4)))
                : Optional.empty();
          }
        });
  }

  public void begin(Standing standing) {
    transaction(
        c -> {
          update(
              c,
              "INSERT INTO simulator.venue (market, from_ms, market_ms, last_step) VALUES (?, ?, ?, ?)",
              standing.market(),
              standing.from(),
              standing.marketTime(),
              standing.lastStep());
          return true;
        });
  }

  /** Stores a mark that market time has not passed yet. */
  public void highWater(long marketTime) {
    transaction(
        c -> {
          update(
              c,
              "UPDATE simulator.venue SET market_ms = ? WHERE market_ms < ?",
              marketTime,
              marketTime);
          return true;
        });
  }

  /** Stores the exact market time at an orderly stop. */
  public void stoppedAt(long marketTime) {
    transaction(
        c -> {
          update(c, "UPDATE simulator.venue SET market_ms = ?", marketTime);
          return true;
        });
  }

  /** Commits changes, and the boundary up to which the market was taken. */
  public void commit(List<Change> changes, OptionalLong lastStep) {
    transaction(
        c -> {
          for (Change change : changes) {
            apply(c, change.account(), change.event());
          }
          if (lastStep.isPresent()) {
            update(c, "UPDATE simulator.venue SET last_step = ?", lastStep.getAsLong());
          }
          return true;
        });
  }

  /** Makes an account together with its first changes. */
  public void create(Keyed made, List<Change> changes) {
    transaction(
        c -> {
          update(
              c,
              "INSERT INTO simulator.accounts (account, api_key, secret_key, wallet) VALUES (?, ?, ?, 0)",
              made.account().id(),
              made.apiKey(),
              made.secretKey());
          for (Change change : changes) {
            apply(c, change.account(), change.event());
          }
          return true;
        });
  }

  /** The highest order and trade number given. */
  public long[] highest() {
    return transaction(
        c -> {
          try (var q =
              query(
                  c,
                  "SELECT (SELECT coalesce(max(order_id), 0) FROM simulator.orders), (SELECT coalesce(max(trade_id), 0) FROM simulator.trades)")) {
            ResultSet r = q.executeQuery();
            r.next();
            return new long[] {r.getLong(1), r.getLong(2)};
          }
        });
  }

  /** All accounts as they stand. */
  public List<Keyed> load() {
    return transaction(
        c -> {
          List<Keyed> found = new ArrayList<>();
          try (var q =
              query(
                  c,
                  "SELECT account, wallet, api_key, secret_key FROM simulator.accounts ORDER BY account")) {
            ResultSet r = q.executeQuery();
            while (r.next()) {
              String id = r.getString(1);
              Account account =
                  Account.restore(
                      id, r.getLong(2), positions(c, id), open(c, id), leverages(c, id));
              found.add(new Keyed(account, r.getString(3), r.getString(4)));
            }
          }
          return found;
        });
  }

  private static List<Position> positions(Connection c, String account) throws SQLException {
    try (var q =
        query(
            c,
            "SELECT symbol, quantity, cost, margin, opened_ms, updated_ms FROM simulator.positions WHERE account = ? AND quantity <> 0",
            account)) {
      ResultSet r = q.executeQuery();
      List<Position> found = new ArrayList<>();
      while (r.next()) {
        found.add(
            new Position(
                Symbol.of(r.getString(1)),
                r.getLong(2),
                r.getLong(3),
                r.getLong(4),
                r.getLong(5),
                r.getLong(6)));
      }
      return found;
    }
  }

  private static List<Order> open(Connection c, String account) throws SQLException {
    try (var q =
        query(
            c,
            "SELECT * FROM simulator.orders WHERE account = ? AND state = 'NEW' ORDER BY order_id",
            account)) {
      ResultSet r = q.executeQuery();
      List<Order> found = new ArrayList<>();
      while (r.next()) {
        found.add(order(r));
      }
      return found;
    }
  }

  static Order order(ResultSet r) throws SQLException {
    return new Order(
        r.getLong("order_id"),
        new OrderRequest(
            r.getString("client_id"),
            Symbol.of(r.getString("symbol")),
            Side.valueOf(r.getString("side")),
            OrderType.valueOf(r.getString("type")),
            OrderRequest.TimeInForce.valueOf(r.getString("time_in_force")),
            r.getLong("quantity"),
            r.getLong("limit_price"),
            r.getLong("trigger_price"),
            r.getBoolean("reduce_only"),
            r.getBoolean("close_position")),
        r.getLong("active_from"),
        r.getLong("created_ms"),
        r.getLong("reserved"),
        r.getLong("parent"));
  }

  private static Map<Symbol, Integer> leverages(Connection c, String account) throws SQLException {
    try (var q =
        query(c, "SELECT symbol, leverage FROM simulator.leverages WHERE account = ?", account)) {
      ResultSet r = q.executeQuery();
      Map<Symbol, Integer> found = new TreeMap<>();
      while (r.next()) {
        found.put(Symbol.of(r.getString(1)), r.getInt(2));
      }
      return found;
    }
  }

  private static void apply(Connection c, String account, FillEvent event) throws SQLException {
    switch (event) {
      case FillEvent.Deposited e -> {
        pay(c, account, "", "TRANSFER", e.amount(), e.at());
      }
      case FillEvent.LeverageSet e ->
          update(
              c,
              "INSERT INTO simulator.leverages VALUES (?, ?, ?) ON CONFLICT (account, symbol) DO UPDATE SET leverage = excluded.leverage",
              account,
              e.symbol().value(),
              e.leverage());
      case FillEvent.Opened e -> insert(c, account, e.order());
      case FillEvent.Closed e ->
          update(
              c,
              "UPDATE simulator.orders SET state = ?, executed = ?, average_price = ?, child = ?, updated_ms = ?, reason = ? WHERE order_id = ?",
              e.state().name(),
              e.executed(),
              e.averagePrice(),
              e.child(),
              e.at(),
              e.reason(),
              e.order().id());
      case FillEvent.Traded e -> insert(c, account, e.trade());
      case FillEvent.PositionChanged e -> {
        Position p = e.position();
        update(
            c,
            "INSERT INTO simulator.positions VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, symbol) DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost, margin = excluded.margin, opened_ms = excluded.opened_ms, updated_ms = excluded.updated_ms",
            account,
            p.symbol().value(),
            p.quantity(),
            p.cost(),
            p.margin(),
            p.openedAt(),
            p.updatedAt());
      }
      case FillEvent.FundingSettled e ->
          pay(c, account, e.symbol().value(), "FUNDING_FEE", e.amount(), e.at());
    }
  }

  private static void insert(Connection c, String account, Order o) throws SQLException {
    OrderRequest q = o.request();
    update(
        c,
        "INSERT INTO simulator.orders (order_id, account, client_id, symbol, side, type, time_in_force, quantity, limit_price, trigger_price, reduce_only, close_position, conditional, active_from, reserved, parent, created_ms, state, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'NEW', ?)",
        o.id(),
        account,
        q.clientId(),
        q.symbol().value(),
        q.side().name(),
        q.type().name(),
        q.timeInForce().name(),
        q.quantity(),
        q.limitPrice(),
        q.triggerPrice(),
        q.reduceOnly(),
        q.closePosition(),
        o.conditional(),
        o.activeFrom(),
        o.reserved(),
        o.parent(),
        o.createdAt(),
        o.createdAt());
  }

  private static void insert(Connection c, String account, Trade t) throws SQLException {
    update(
        c,
        "INSERT INTO simulator.trades VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        t.id(),
        account,
        t.orderId(),
        t.symbol().value(),
        t.side().name(),
        t.price(),
        t.quantity(),
        t.fee(),
        t.realizedPnl(),
        t.maker(),
        t.at());
    if (t.realizedPnl() != 0) {
      pay(c, account, t.symbol().value(), "REALIZED_PNL", t.realizedPnl(), t.at());
    }
    if (t.fee() != 0) {
      pay(c, account, t.symbol().value(), "COMMISSION", -t.fee(), t.at());
    }
  }

  private static void pay(
      Connection c, String account, String symbol, String type, long amount, long at)
      throws SQLException {
    update(
        c,
        "INSERT INTO simulator.income (account, symbol, type, amount, at_ms) VALUES (?, ?, ?, ?, ?)",
        account,
        symbol,
        type,
        amount,
        at);
    update(
        c, "UPDATE simulator.accounts SET wallet = wallet + ? WHERE account = ?", amount, account);
  }

  /** A prepared statement with its parameters. */
  public static PreparedStatement query(Connection c, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = c.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static void update(Connection c, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = query(c, sql, parameters)) {
      statement.executeUpdate();
    }
  }
}
