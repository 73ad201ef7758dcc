package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders, trades and income in the exchange's shapes. */
final class Payloads {
  private Payloads() {}

  /** An order that has just been accepted. */
  static OrderRow fresh(Order order, String workingType, long wallNow) {
    return new OrderRow(order, workingType, Order.State.NEW, 0, "", order.createdAt(), wallNow);
  }

  static Map<String, @Nullable Object> order(OrderRow row) {
    OrderRequest request = row.order().request();
    return object(
        "orderId", row.order().id(),
        "symbol", request.symbol().value(),
        "status", status(row),
        "clientOrderId", request.clientId(),
        "price", plain(request.limitPrice()),
        "avgPrice", plain(row.averagePrice()),
        "origQty", plain(request.quantity()),
        "executedQty", plain(row.executed()),
        "cumQty", plain(row.executed()),
        "cumQuote", plain(row.order().progress().turnover()),
        "timeInForce", request.timeInForce().name(),
        "type", request.type().name(),
        "reduceOnly", request.reduceOnly(),
        "closePosition", request.closePosition(),
        "side", request.side().name(),
        "positionSide", "BOTH",
        "stopPrice", plain(request.triggerPrice()),
        "workingType", row.workingType(),
        "priceMatch", "NONE",
        "selfTradePreventionMode", "NONE",
        "goodTillDate", 0,
        "priceProtect", false,
        "origType", request.type().name(),
        "time", row.order().createdAt(),
        "updateTime", row.updatedAt());
  }

  /** Of a plain order. */
  static String status(OrderRow row) {
    return row.state() == Order.State.NEW && row.executed() != 0
        ? "PARTIALLY_FILLED"
        : row.state().name();
  }

  static Map<String, @Nullable Object> algo(OrderRow row) {
    OrderRequest request = row.order().request();
    boolean triggered = row.child() != 0;
    return object(
        "algoId", row.order().id(),
        "clientAlgoId", request.clientId(),
        "algoType", "CONDITIONAL",
        "orderType", request.typeName(),
        "symbol", request.symbol().value(),
        "side", request.side().name(),
        "positionSide", "BOTH",
        "timeInForce", request.timeInForce().name(),
        "quantity", plain(request.quantity()),
        "algoStatus", algoStatus(row),
        "actualOrderId", triggered ? Long.toString(row.child()) : "",
        "actualPrice", plain(row.averagePrice()),
        "actualQty", plain(row.executed()),
        "triggerPrice", request.trails() ? "" : plain(request.triggerPrice()),
        "price", "0",
        "icebergQuantity", null,
        "selfTradePreventionMode", "NONE",
        "workingType", row.workingType(),
        "priceMatch", "NONE",
        "closePosition", request.closePosition(),
        "priceProtect", false,
        "reduceOnly", request.reduces(),
        "activatePrice", request.trails() ? plain(request.triggerPrice()) : "",
        "callbackRate", request.trails() ? plain(100 * request.callback()) : "",
        "createTime", row.order().createdAt(),
        "updateTime", row.updatedAt(),
        "triggerTime", triggered ? row.updatedAt() : 0,
        "goodTillDate", 0);
  }

  static String algoStatus(OrderRow row) {
    return switch (row.state()) {
      case NEW -> "NEW";
      // What it became has not met the market yet.
      case FILLED -> row.executed() == 0 ? "TRIGGERED" : "FINISHED";
      case CANCELED -> "CANCELED";
      case EXPIRED -> "EXPIRED";
    };
  }

  static Map<String, @Nullable Object> trade(Trade trade) {
    return object(
        "symbol", trade.symbol().value(),
        "id", trade.id(),
        "orderId", trade.orderId(),
        "side", trade.side().name(),
        "price", plain(trade.price()),
        "qty", plain(trade.quantity()),
        "realizedPnl", plain(trade.realizedPnl()),
        "marginAsset", "USDT",
        "quoteQty", plain(Amounts.notional(trade.price(), trade.quantity())),
        "commission", plain(trade.fee()),
        "commissionAsset", "USDT",
        "time", trade.at(),
        "positionSide", "BOTH",
        "buyer", trade.side() == Side.BUY,
        "maker", trade.maker());
  }

  static Map<String, @Nullable Object> income(IncomeRow row) {
    Long tradeId = row.tradeId();
    return object(
        "symbol", row.symbol(),
        "incomeType", row.type(),
        "income", plain(row.amount()),
        "asset", "USDT",
        "info", row.type(),
        "time", row.at(),
        "tranId", row.tranId(),
        "tradeId", tradeId == null ? "" : Long.toString(tradeId));
  }
}
