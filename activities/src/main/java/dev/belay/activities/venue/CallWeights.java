package dev.belay.activities.venue;

import dev.belay.activities.venue.WeightBudget.Urgency;

/** What calls weigh, as the exchange's documents have it, and how urgent they are. */
final class CallWeights {
  private CallWeights() {}

  /**
   * @param call method and path
   * @param query as sent; of a POST its body
   */
  static int of(String call, String query) {
    return switch (call) {
      case "POST /fapi/v1/order", "POST /fapi/v1/algoOrder" -> 0;
      case "GET /fapi/v1/klines" -> klines(query);
      case "GET /api/v3/klines" -> 2;
      case "GET /fapi/v1/premiumIndex" -> single(query) ? 1 : 10;
      case "GET /fapi/v1/ticker/bookTicker" -> single(query) ? 2 : 5;
      case "GET /fapi/v1/ticker/24hr" -> single(query) ? 1 : 40;
      case "GET /fapi/v1/ticker/price" -> single(query) ? 1 : 2;
      case "GET /fapi/v1/openOrders", "GET /fapi/v1/openAlgoOrders" -> single(query) ? 1 : 40;
      case "GET /fapi/v3/account", "GET /fapi/v3/positionRisk", "GET /fapi/v1/userTrades" -> 5;
      case "GET /fapi/v1/income" -> 30;
      default -> call.contains(" /sim/") ? 0 : 1;
    };
  }

  static Urgency urgency(String call, String query) {
    return switch (call) {
      case "POST /fapi/v1/algoOrder", "DELETE /fapi/v1/order", "DELETE /fapi/v1/algoOrder" ->
          Urgency.SAFETY;
      case "POST /fapi/v1/order" ->
          query.contains("reduceOnly=true") ? Urgency.SAFETY : Urgency.TRADING;
      case "POST /fapi/v1/leverage",
          "POST /fapi/v1/marginType",
          "GET /fapi/v1/order",
          "GET /fapi/v1/algoOrder",
          "GET /fapi/v1/userTrades",
          "GET /fapi/v1/time" ->
          Urgency.TRADING;
      default -> Urgency.ROUTINE;
    };
  }

  private static boolean single(String query) {
    return query.startsWith("symbol=") || query.contains("&symbol=");
  }

  private static int klines(String query) {
    int limit = 500;
    for (String part : query.split("&", -1)) {
      if (part.matches("limit=\\d{1,4}")) {
        limit = Integer.parseInt(part.substring("limit=".length()));
      }
    }
    return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
  }
}
