package dev.belay.simulator.store;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows as the venue's tables hold them, and how they are read. */
public final class Rows {
  private Rows() {}

  /**
   * @param spec null in books that were begun before it was kept
   * @param steppedTo every boundary between candles up to this market time has been dealt with
   */
  public record ClockRow(
      String market, @Nullable MarketSpec spec, long highWater, long steppedTo) {}

  static ClockRow clock(ResultSet row) throws SQLException {
    return new ClockRow(
        row.getString("market"),
        spec(row),
        row.getLong("high_water_ms"),
        row.getLong("stepped_to_ms"));
  }

  private static @Nullable MarketSpec spec(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    if (kind == null) {
      return null;
    }
    Instant from = Instant.ofEpochMilli(row.getLong("from_ms"));
    return switch (kind) {
      case "synthetic" ->
          new MarketSpec.Synthetic(
              Scenario.of(row.getString("scenario")),
              row.getLong("seed"),
              from,
              row.getBoolean("on_clock"),
              row.getBoolean("alts"));
      case "replay" ->
          new MarketSpec.Replay(Path.of(row.getString("folder")), row.getString("candles"), from);
      case "live" -> new MarketSpec.Live(from);
      default ->
          throw new IllegalStateException(
              "Expected a market of kind synthetic, replay or live in the books, was " + kind);
    };
  }

  public record AccountRow(String account, String apiKey, String secretKey, long wallet) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "AccountRow[" + account + "]";
    }
  }

  /**
   * @param child the order a conditional one triggered, or 0
   */
  public record OrderRow(
      Order order,
      String workingType,
      Order.State state,
      long child,
      String reason,
      long updatedAt,
      long createdWall) {
    public long executed() {
      return order.progress().executed();
    }

    public long averagePrice() {
      return order.progress().averagePrice();
    }
  }

  public record TradeRow(Trade trade, String clientOrderId) {}

  /**
   * @param transferId what the transfer behind it was asked for as; null where none was
   */
  public record IncomeRow(
      long tranId,
      String symbol,
      String type,
      long amount,
      @Nullable Long tradeId,
      long at,
      @Nullable String transferId) {}

  /**
   * Capital moved, or refused to be.
   *
   * @param amount to the account, or from it when negative
   * @param reason why it was refused; empty when it was moved
   */
  public record TransferRow(String id, String account, long amount, String reason, long at) {
    public boolean refused() {
      return !reason.isEmpty();
    }
  }

  static TransferRow transfer(ResultSet row) throws SQLException {
    return new TransferRow(
        row.getString("id"),
        row.getString("account"),
        fixed(row, "amount"),
        row.getString("reason"),
        row.getLong("at_ms"));
  }

  static Recording.Taken taken(ResultSet row) throws SQLException {
    return new Recording.Taken(
        row.getLong("seq"),
        row.getString("account"),
        new Command.When(row.getLong("at_ms"), row.getLong("stepped_ms")),
        CommandText.read(row.getString("kind"), row.getLong("order_id"), row.getString("body")));
  }

  static Order order(ResultSet row) throws SQLException {
    OrderRequest request =
        new OrderRequest(
            row.getString("client_order_id"),
            Symbol.of(row.getString("symbol")),
            Side.valueOf(row.getString("side")),
            OrderType.valueOf(row.getString("type")),
            OrderRequest.TimeInForce.valueOf(row.getString("time_in_force")),
            fixed(row, "quantity"),
            fixed(row, "limit_price"),
            fixed(row, "trigger_price"),
            row.getBoolean("reduce_only"),
            row.getBoolean("close_position"),
            fixed(row, "callback"));
    return new Order(
        row.getLong("order_id"),
        request,
        row.getLong("active_from_ms"),
        row.getLong("created_ms"),
        fixed(row, "reserved"),
        row.getLong("parent_id"),
        new Order.Progress(fixed(row, "executed"), fixed(row, "turnover"), fixed(row, "extreme")));
  }

  static OrderRow orderRow(ResultSet row) throws SQLException {
    return new OrderRow(
        order(row),
        row.getString("working_type"),
        Order.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("child_id"),
        row.getString("reason"),
        row.getLong("updated_ms"),
        row.getLong("created_wall_ms"));
  }

  static TradeRow trade(ResultSet row) throws SQLException {
    return new TradeRow(
        new Trade(
            row.getLong("trade_id"),
            row.getLong("order_id"),
            Symbol.of(row.getString("symbol")),
            Side.valueOf(row.getString("side")),
            fixed(row, "price"),
            fixed(row, "quantity"),
            fixed(row, "fee"),
            fixed(row, "realized_pnl"),
            row.getBoolean("maker"),
            row.getLong("at_ms")),
        row.getString("client_order_id"));
  }

  static IncomeRow income(ResultSet row) throws SQLException {
    long tradeId = row.getLong("trade_id");
    return new IncomeRow(
        row.getLong("tran_id"),
        row.getString("symbol"),
        row.getString("type"),
        fixed(row, "amount"),
        row.wasNull() ? null : tradeId,
        row.getLong("at_ms"),
        row.getString("transfer_id"));
  }

  static Position position(ResultSet row) throws SQLException {
    return new Position(
        Symbol.of(row.getString("symbol")),
        fixed(row, "quantity"),
        fixed(row, "cost"),
        fixed(row, "margin"),
        row.getLong("opened_ms"),
        row.getLong("updated_ms"));
  }

  static long fixed(ResultSet row, String column) throws SQLException {
    return Fixed.of(row.getBigDecimal(column));
  }
}
