package dev.belay.activities.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The simulator's own record of an account, with which a verdict on recovery compares ours. */
public final class SimulatorAudit {
  private final BinanceTransport transport;
  private final String adminSecret;

  public SimulatorAudit(BinanceTransport transport, String adminSecret) {
    this.transport = transport;
    this.adminSecret = adminSecret;
  }

  /** Everything the venue has ever recorded of the account. */
  public Account of(String account) {
    Fields answer =
        transport.get(
            "/sim/v1/audit",
            Params.of("account", account),
            SimulatorAccounts.ADMIN_HEADER,
            adminSecret);
    return new Account(
        answer.list("orders").stream().map(SimulatorAudit::order).toList(),
        answer.list("trades").stream().map(SimulatorAudit::trade).toList(),
        answer.list("income").stream().map(SimulatorAudit::income).toList(),
        answer.list("positions").stream().map(SimulatorAudit::position).toList(),
        answer.usdt("wallet_balance"));
  }

  public record Account(
      List<Order> orders,
      List<Trade> trades,
      List<Income> income,
      List<Position> positions,
      Usdt walletBalance) {
    public Account {
      orders = List.copyOf(orders);
      trades = List.copyOf(trades);
      income = List.copyOf(income);
      positions = List.copyOf(positions);
    }
  }

  /**
   * @param conditional on the conditional orders' endpoint
   * @param status as the venue names it
   * @param submissions accepted requests that carried this client id
   * @param createdAt wall time
   */
  public record Order(
      String orderId,
      String clientOrderId,
      boolean conditional,
      Symbol symbol,
      Side side,
      String type,
      String status,
      int submissions,
      Instant createdAt) {}

  /**
   * @param at market time
   */
  public record Trade(
      long tradeId,
      String orderId,
      Symbol symbol,
      Side side,
      Price price,
      Quantity quantity,
      Usdt fee,
      Usdt realizedPnl,
      Instant at) {}

  /**
   * @param symbol empty on transfers
   * @param at market time
   * @param transferId what a transfer was asked for as; empty on what nobody asked for
   */
  public record Income(
      Optional<Symbol> symbol,
      String type,
      Usdt amount,
      String transactionId,
      Instant at,
      Optional<String> transferId) {}

  /**
   * @param amount negative when short
   */
  public record Position(Symbol symbol, BigDecimal amount) {}

  private static Order order(Fields order) {
    return new Order(
        order.id("order_id"),
        order.text("client_order_id"),
        order.text("kind").equals("conditional"),
        order.symbol("symbol"),
        order.choice("side", Side.class),
        order.text("type"),
        order.text("status"),
        order.count("submissions"),
        order.millis("created_wall_ms"));
  }

  private static Trade trade(Fields trade) {
    return new Trade(
        trade.number("trade_id"),
        trade.id("order_id"),
        trade.symbol("symbol"),
        trade.choice("side", Side.class),
        trade.price("price"),
        trade.quantity("quantity"),
        trade.usdt("fee"),
        trade.usdt("realized_pnl"),
        trade.millis("at_ms"));
  }

  private static Income income(Fields income) {
    return new Income(
        income.optional("symbol", fields -> fields.symbol("symbol")),
        income.text("type"),
        income.usdt("amount"),
        income.id("tran_id"),
        income.millis("at_ms"),
        income.optional("transfer_id", fields -> fields.text("transfer_id")));
  }

  private static Position position(Fields position) {
    return new Position(position.symbol("symbol"), position.decimal("quantity"));
  }
}
