package dev.belay.simulator.wire;

/** What a call weighs against its address's limit, as the exchange's documents have it. */
final class Weights {
  private Weights() {}

  static int of(Call call) {
    return switch (call.endpoint()) {
      // These count as orders, not by weight; the history of funding has a limit of its own.
      case "POST /fapi/v1/order",
          "PUT /fapi/v1/order",
          "POST /fapi/v1/algoOrder",
          "GET /fapi/v1/fundingRate" ->
          0;
      case "GET /fapi/v1/klines" -> klines(call);
      case "GET /fapi/v1/depth" -> depth(call);
      case "GET /fapi/v1/premiumIndex" -> one(call, 1, 10);
      case "GET /fapi/v1/ticker/price", "GET /fapi/v2/ticker/price" -> one(call, 1, 2);
      case "GET /fapi/v1/ticker/24hr" -> one(call, 1, 40);
      case "GET /fapi/v1/ticker/bookTicker" -> one(call, 2, 5);
      case "GET /fapi/v1/openOrders", "GET /fapi/v1/openAlgoOrders" -> one(call, 1, 40);
      case "GET /fapi/v1/allOrders",
          "GET /fapi/v1/allAlgoOrders",
          "GET /fapi/v2/account",
          "GET /fapi/v3/account",
          "GET /fapi/v2/balance",
          "GET /fapi/v3/balance",
          "GET /fapi/v2/positionRisk",
          "GET /fapi/v3/positionRisk",
          "GET /fapi/v1/userTrades" ->
          5;
      case "GET /fapi/v1/commissionRate" -> 20;
      case "GET /fapi/v1/income", "GET /fapi/v1/positionSide/dual" -> 30;
      default -> 1;
    };
  }

  /** Whether a call that succeeds counts as an order. */
  static boolean countsAsOrder(Call call) {
    return switch (call.endpoint()) {
      case "POST /fapi/v1/order", "PUT /fapi/v1/order", "POST /fapi/v1/algoOrder" -> true;
      default -> false;
    };
  }

  private static int one(Call call, int single, int all) {
    return call.optional("symbol") == null ? all : single;
  }

  private static int depth(Call call) {
    long limit = call.longOr("limit", 500);
    if (limit <= 50) {
      return 2;
    }
    if (limit <= 100) {
      return 5;
    }
    return limit <= 500 ? 10 : 20;
  }

  private static int klines(Call call) {
    int limit = call.limit(500, 1500);
    if (limit < 100) {
      return 1;
    }
    if (limit < 500) {
      return 2;
    }
    return limit <= 1000 ? 5 : 10;
  }
}
