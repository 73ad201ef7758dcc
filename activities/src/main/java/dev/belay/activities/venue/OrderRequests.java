package dev.belay.activities.venue;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.OrderIntent;

/** An intent in the words of the wire. */
final class OrderRequests {
  private OrderRequests() {}

  static String path(boolean conditional) {
    return conditional ? "/fapi/v1/algoOrder" : "/fapi/v1/order";
  }

  static Params params(OrderIntent intent) {
    return intent.type().isConditional() ? conditional(intent) : plain(intent);
  }

  private static Params plain(OrderIntent intent) {
    Quantity quantity = intent.quantity();
    if (quantity == null) {
      throw new IllegalArgumentException(
          "Expected a quantity on the %s order %s".formatted(intent.type(), intent.id()));
    }
    Params params =
        Params.of("symbol", intent.symbol())
            .with("side", intent.side())
            .with("type", intent.type())
            .with("quantity", quantity);
    if (intent.limitPrice() != null) {
      params.with("price", intent.limitPrice()).with("timeInForce", "GTC");
    }
    if (intent.reduceOnly()) {
      params.with("reduceOnly", "true");
    }
    return params.with("newClientOrderId", intent.id()).with("newOrderRespType", "ACK");
  }

  private static Params conditional(OrderIntent intent) {
    if (intent.triggerPrice() == null) {
      throw new IllegalArgumentException(
          "Expected a trigger price on the %s order %s".formatted(intent.type(), intent.id()));
    }
    Params params =
        Params.of("algoType", "CONDITIONAL")
            .with("symbol", intent.symbol())
            .with("side", intent.side())
            .with("type", intent.type())
            .with("triggerPrice", intent.triggerPrice())
            .with("workingType", "MARK_PRICE");
    if (intent.closesPosition()) {
      params.with("closePosition", "true");
    } else {
      params.withOptional("quantity", intent.quantity()).with("reduceOnly", "true");
    }
    return params.with("clientAlgoId", intent.id());
  }
}
