package dev.belay.simulator.http;

import static dev.belay.simulator.http.Json.decimal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.venue.Records.OrderRecord;
import java.math.RoundingMode;

/** Orders and trades in the venue's form. */
final class OrderJson {
  private OrderJson() {}

  static ObjectNode plain(OrderRecord record) {
    Order order = record.order();
    OrderRequest asked = order.request();
    return Json.object()
        .put("orderId", order.id())
        .put("symbol", asked.symbol().value())
        .put("status", record.state().name())
        .put("clientOrderId", asked.clientId())
        .put("price", decimal(asked.limitPrice()))
        .put("avgPrice", decimal(record.averagePrice()))
        .put("origQty", decimal(asked.quantity()))
        .put("executedQty", decimal(record.executed()))
        .put(
            "cumQuote",
            decimal(
                Fixed.product(record.averagePrice(), record.executed(), RoundingMode.HALF_EVEN)))
        .put("timeInForce", asked.timeInForce().name())
        .put("type", asked.type().name())
        .put("origType", asked.type().name())
        .put("reduceOnly", asked.reduceOnly())
        .put("closePosition", asked.closePosition())
        .put("side", asked.side().name())
        .put("positionSide", "BOTH")
        .put("stopPrice", "0")
        .put("workingType", "CONTRACT_PRICE")
        .put("priceProtect", false)
        .put("time", order.createdAt())
        .put("updateTime", record.updatedAt());
  }

  static ObjectNode conditional(OrderRecord record) {
    Order order = record.order();
    OrderRequest asked = order.request();
    String status =
        switch (record.state()) {
          case NEW -> "NEW";
          case FILLED -> "FINISHED";
          case CANCELED -> "CANCELED";
          case EXPIRED -> "EXPIRED";
        };
    return Json.object()
        .put("algoId", order.id())
        .put("clientAlgoId", asked.clientId())
        .put("algoType", "CONDITIONAL")
        .put("orderType", asked.type().name())
        .put("symbol", asked.symbol().value())
        .put("side", asked.side().name())
        .put("positionSide", "BOTH")
        .put("timeInForce", asked.timeInForce().name())
        .put("quantity", decimal(asked.quantity()))
        .put("algoStatus", status)
        .put("triggerPrice", decimal(asked.triggerPrice()))
        .put("price", "0")
        .put("workingType", "MARK_PRICE")
        .put("closePosition", asked.closePosition())
        .put("priceProtect", false)
        .put("reduceOnly", asked.reduceOnly())
        .put("actualOrderId", record.child() == 0 ? "" : "" + record.child())
        .put("actualPrice", decimal(record.averagePrice()))
        .put("actualQty", decimal(record.executed()))
        .put("createTime", order.createdAt())
        .put("updateTime", record.updatedAt())
        .put("triggerTime", record.child() == 0 ? 0 : record.updatedAt());
  }

  static ObjectNode trade(Trade trade) {
    return Json.object()
        .put("id", trade.id())
        .put("orderId", trade.orderId())
        .put("symbol", trade.symbol().value())
        .put("side", trade.side().name())
        .put("positionSide", "BOTH")
        .put("price", decimal(trade.price()))
        .put("qty", decimal(trade.quantity()))
        .put(
            "quoteQty",
            decimal(Fixed.product(trade.price(), trade.quantity(), RoundingMode.HALF_EVEN)))
        .put("commission", decimal(trade.fee()))
        .put("commissionAsset", "USDT")
        .put("realizedPnl", decimal(trade.realizedPnl()))
        .put("marginAsset", "USDT")
        .put("buyer", trade.side() == dev.belay.domain.order.Side.BUY)
        .put("maker", trade.maker())
        .put("time", trade.at());
  }
}
