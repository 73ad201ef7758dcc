package dev.belay.simulator.store;

import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates events into rows, and batches what has the same statement. */
final class Statements {
  // The order in which rows depend on each other.
  private static final String INSERT_ORDER =
      """
      insert into orders (order_id, account, client_order_id, conditional, symbol, side, type,
        time_in_force, quantity, limit_price, trigger_price, reduce_only, close_position, callback,
        working_type, reserved, active_from_ms, parent_id, extreme, created_ms, updated_ms,
        created_wall_ms)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String AMEND_ORDER =
      """
      update orders set quantity = ?, limit_price = ?, reserved = ?, active_from_ms = ?,
        updated_ms = ? where order_id = ?""";
  private static final String ADVANCE_ORDER =
      """
      update orders set executed = ?, turnover = ?, extreme = ?, reserved = ?, updated_ms = ?
        where order_id = ?""";
  private static final String CLOSE_ORDER =
      """
      update orders set state = ?, executed = ?, turnover = ?, child_id = ?, reason = ?,
        updated_ms = ? where order_id = ?""";

  /** Of a conditional order that had triggered earlier without a trade; of no other. */
  private static final String END_PARENT =
      """
      update orders set state = ?, executed = ?, turnover = ?, reason = ?, updated_ms = ?
        where order_id = ? and child_id = ? and state = 'FILLED' and executed = 0""";

  private static final String INSERT_TRADE =
      """
      insert into trades (trade_id, account, order_id, symbol, side, price, quantity, fee,
        realized_pnl, maker, at_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String INSERT_INCOME =
      "insert into income (account, symbol, type, amount, trade_id, at_ms)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String SET_POSITION =
      """
      insert into positions (account, symbol, quantity, cost, margin, opened_ms, updated_ms)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (account, symbol) do update set quantity = excluded.quantity,
        cost = excluded.cost, margin = excluded.margin, opened_ms = excluded.opened_ms,
        updated_ms = excluded.updated_ms""";
  private static final String DROP_POSITION =
      "delete from positions where account = ? and symbol = ?";
  private static final String SET_LEVERAGE =
      """
      insert into leverages (account, symbol, leverage) values (?, ?, ?)
      on conflict (account, symbol) do update set leverage = excluded.leverage""";
  private static final String INSERT_COMMAND =
      """
      insert into commands (account, kind, at_ms, stepped_ms, order_id, body)
      values (?, ?, ?, ?, ?, ?::jsonb)""";
  private static final String SET_WALLET = "update accounts set wallet = ? where account = ?";

  private final long wallNow;
  private final Map<String, List<Object[]>> batches = new LinkedHashMap<>();

  Statements(long wallNow) {
    this.wallNow = wallNow;
    for (String sql :
        List.of(
            INSERT_ORDER,
            INSERT_TRADE,
            AMEND_ORDER,
            ADVANCE_ORDER,
            CLOSE_ORDER,
            END_PARENT,
            INSERT_INCOME,
            DROP_POSITION,
            SET_POSITION,
            SET_LEVERAGE,
            SET_WALLET,
            INSERT_COMMAND)) {
      batches.put(sql, new ArrayList<>());
    }
  }

  Statements write(Account account, List<FillEvent> events, String workingType) {
    // Of a position only the last state counts.
    Map<String, Position> positions = new LinkedHashMap<>();
    boolean wallet = false;
    if (amendOrder(events)) {
      return this;
    }
    for (FillEvent event : events) {
      switch (event) {
        case FillEvent.Opened e -> insertOrder(account.id(), e.order(), workingType);
        case FillEvent.Advanced e -> advanceOrder(e);
        case FillEvent.Closed e -> closeOrder(e);
        case FillEvent.Traded e -> {
          insertTrade(account.id(), e.trade());
          wallet = true;
        }
        case FillEvent.PositionChanged e ->
            positions.put(e.position().symbol().value(), e.position());
        case FillEvent.FundingSettled e -> {
          income(account.id(), e.symbol().value(), "FUNDING_FEE", e.amount(), null, e.at());
          wallet = true;
        }
        case FillEvent.Deposited e -> {
          income(account.id(), "", "TRANSFER", e.amount(), null, e.at());
          wallet = true;
        }
        case FillEvent.LeverageSet e ->
            add(SET_LEVERAGE, account.id(), e.symbol().value(), e.leverage());
      }
    }
    positions.values().forEach(position -> setPosition(account.id(), position));
    if (wallet) {
      add(SET_WALLET, Fixed.decimal(account.wallet()), account.id());
    }
    return this;
  }

  /**
   * What was asked for and taken.
   *
   * @param account null where it concerns all
   */
  Statements write(@Nullable String account, Command command, Command.When when) {
    add(
        INSERT_COMMAND,
        account,
        CommandText.kind(command),
        when.at(),
        when.steppedTo(),
        CommandText.orderId(command),
        CommandText.body(command));
    return this;
  }

  /** Adds the rows of others, which touch no account that these touch. */
  void addAll(Statements others) {
    others.batches.forEach(
        (sql, rows) -> batches.computeIfAbsent(sql, s -> new ArrayList<>()).addAll(rows));
  }

  void execute(Connection connection) throws SQLException {
    for (Map.Entry<String, List<Object[]>> batch : batches.entrySet()) {
      if (batch.getValue().isEmpty()) {
        continue;
      }
      try (PreparedStatement statement = connection.prepareStatement(batch.getKey())) {
        for (Object[] args : batch.getValue()) {
          bind(statement, args);
          statement.addBatch();
        }
        int[] unused = statement.executeBatch();
      }
    }
  }

  private void insertOrder(String account, Order order, String workingType) {
    OrderRequest request = order.request();
    add(
        INSERT_ORDER,
        order.id(),
        account,
        request.clientId(),
        order.conditional(),
        request.symbol().value(),
        request.side().name(),
        request.type().name(),
        request.timeInForce().name(),
        Fixed.decimal(request.quantity()),
        Fixed.decimal(request.limitPrice()),
        Fixed.decimal(request.triggerPrice()),
        request.reduceOnly(),
        request.closePosition(),
        Fixed.decimal(request.callback()),
        workingType,
        Fixed.decimal(order.reserved()),
        order.activeFrom(),
        order.parent(),
        Fixed.decimal(order.progress().extreme()),
        order.createdAt(),
        order.createdAt(),
        wallNow);
  }

  /** An order that ends and begins again under its number has stayed the same one. */
  private boolean amendOrder(List<FillEvent> events) {
    if (events.size() == 2
        && events.getFirst() instanceof FillEvent.Closed was
        && events.getLast() instanceof FillEvent.Opened(Order order)
        && was.order().id() == order.id()) {
      add(
          AMEND_ORDER,
          Fixed.decimal(order.request().quantity()),
          Fixed.decimal(order.request().limitPrice()),
          Fixed.decimal(order.reserved()),
          order.activeFrom(),
          was.at(),
          order.id());
      return true;
    }
    return false;
  }

  private void advanceOrder(FillEvent.Advanced event) {
    Order order = event.order();
    add(
        ADVANCE_ORDER,
        Fixed.decimal(order.progress().executed()),
        Fixed.decimal(order.progress().turnover()),
        Fixed.decimal(order.progress().extreme()),
        Fixed.decimal(order.reserved()),
        event.at(),
        order.id());
  }

  private void closeOrder(FillEvent.Closed event) {
    add(
        CLOSE_ORDER,
        event.state().name(),
        Fixed.decimal(event.executed()),
        Fixed.decimal(event.order().progress().turnover()),
        event.child(),
        event.reason(),
        event.at(),
        event.order().id());
    if (event.order().parent() != 0) {
      add(
          END_PARENT,
          event.state().name(),
          Fixed.decimal(event.executed()),
          Fixed.decimal(event.order().progress().turnover()),
          event.reason(),
          event.at(),
          event.order().parent(),
          event.order().id());
    }
  }

  private void insertTrade(String account, Trade trade) {
    String symbol = trade.symbol().value();
    add(
        INSERT_TRADE,
        trade.id(),
        account,
        trade.orderId(),
        symbol,
        trade.side().name(),
        Fixed.decimal(trade.price()),
        Fixed.decimal(trade.quantity()),
        Fixed.decimal(trade.fee()),
        Fixed.decimal(trade.realizedPnl()),
        trade.maker(),
        trade.at());
    if (trade.realizedPnl() != 0) {
      income(account, symbol, "REALIZED_PNL", trade.realizedPnl(), trade.id(), trade.at());
    }
    income(account, symbol, "COMMISSION", -trade.fee(), trade.id(), trade.at());
  }

  private void income(
      String account, String symbol, String type, long amount, @Nullable Long tradeId, long at) {
    add(INSERT_INCOME, account, symbol, type, Fixed.decimal(amount), tradeId, at);
  }

  private void setPosition(String account, Position position) {
    if (position.isFlat()) {
      add(DROP_POSITION, account, position.symbol().value());
    } else {
      add(
          SET_POSITION,
          account,
          position.symbol().value(),
          Fixed.decimal(position.quantity()),
          Fixed.decimal(position.cost()),
          Fixed.decimal(position.margin()),
          position.openedAt(),
          position.updatedAt());
    }
  }

  private void add(String sql, @Nullable Object... args) {
    batches.computeIfAbsent(sql, s -> new ArrayList<>()).add(args);
  }

  static void run(Connection connection, String sql, @Nullable Object... args) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, args);
      int unused = statement.executeUpdate();
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object[] args) throws SQLException {
    for (int i = 0; i < args.length; i++) {
      statement.setObject(i + 1, args[i]);
    }
  }
}
