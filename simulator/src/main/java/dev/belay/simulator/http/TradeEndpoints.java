package dev.belay.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.Records;
import dev.belay.simulator.venue.Records.OrderRecord;
import java.util.Optional;
import java.util.regex.Pattern;

/** Orders, plain and conditional, leverage and margin type: everything signed that changes. */
final class TradeEndpoints {
  private static final Pattern CLIENT_ID = Pattern.compile("[\\.A-Z\\:/a-z0-9_-]{1,36}");

  private final PaperVenue venue;
  private final Records records;
  private final MarketEndpoints market;

  TradeEndpoints(PaperVenue venue, Records records, MarketEndpoints market) {
    this.venue = venue;
    this.records = records;
    this.market = market;
  }

  JsonNode placeOrder(Request request, String account) {
    OrderType type = plainType(request.need("type"));
    boolean limit = type == OrderType.LIMIT;
    TimeInForce force = limit ? request.choice("timeInForce", TimeInForce.class) : TimeInForce.GTC;
    request.need("quantity");
    if (limit) {
      request.need("price");
    }
    Order order =
        place(
            account,
            new OrderRequest(
                clientId(request, "newClientOrderId"),
                market.known(request.symbol()),
                request.side(),
                type,
                force,
                request.fixed("quantity"),
                request.fixed("price"),
                0,
                request.flag("reduceOnly"),
                false));
    return OrderJson.plain(OrderRecord.fresh(order));
  }

  JsonNode placeConditional(Request request, String account) {
    if (!request.need("algoType").equals("CONDITIONAL")) {
      throw ApiError.bad(-1102, "Expected algoType CONDITIONAL.");
    }
    OrderType type =
        switch (request.need("type")) {
          case "STOP_MARKET" -> OrderType.STOP_MARKET;
          case "TAKE_PROFIT_MARKET" -> OrderType.TAKE_PROFIT_MARKET;
          default -> throw ApiError.bad(-1116, "Invalid orderType.");
        };
    request.need("triggerPrice");
    boolean closePosition = request.flag("closePosition");
    if (closePosition && request.text("quantity").isPresent()) {
      throw ApiError.bad(-4137, "Quantity must be zero with closePosition equals true.");
    }
    if (closePosition && request.flag("reduceOnly")) {
      throw ApiError.bad(-1106, "Parameter 'reduceonly' sent when not required.");
    }
    if (!closePosition) {
      request.need("quantity");
    }
    Order order =
        place(
            account,
            new OrderRequest(
                clientId(request, "clientAlgoId"),
                market.known(request.symbol()),
                request.side(),
                type,
                TimeInForce.GTC,
                request.fixed("quantity"),
                0,
                request.fixed("triggerPrice"),
                request.flag("reduceOnly"),
                closePosition));
    return OrderJson.conditional(OrderRecord.fresh(order));
  }

  private Order place(String account, OrderRequest request) {
    return switch (venue.place(account, request)) {
      case Verdict.Rejected rejected -> throw ApiError.of(rejected);
      case Verdict.Accepted(var events) ->
          events.stream()
              .filter(FillEvent.Opened.class::isInstance)
              .map(event -> ((FillEvent.Opened) event).order())
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("Expected an accepted order to open"));
    };
  }

  private static OrderType plainType(String type) {
    return switch (type) {
      case "MARKET" -> OrderType.MARKET;
      case "LIMIT" -> OrderType.LIMIT;
      case "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET" ->
          throw ApiError.bad(
              -4120,
              "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
      default -> throw ApiError.bad(-1116, "Invalid orderType.");
    };
  }

  private static String clientId(Request request, String name) {
    String id = request.text(name).orElseGet(() -> "auto-" + System.nanoTime());
    if (!CLIENT_ID.matcher(id).matches()) {
      throw ApiError.bad(-4015, "Client order id is not valid.");
    }
    return id;
  }

  JsonNode order(Request request, String account) {
    Symbol symbol = market.known(request.symbol());
    return OrderJson.plain(
        find(request, account, "origClientOrderId", "orderId", false)
            .filter(found -> found.order().request().symbol().equals(symbol))
            .orElseThrow(() -> ApiError.bad(-2013, "Order does not exist.")));
  }

  JsonNode conditional(Request request, String account) {
    return OrderJson.conditional(
        find(request, account, "clientAlgoId", "algoId", true)
            .orElseThrow(() -> ApiError.bad(-2013, "Order does not exist.")));
  }

  JsonNode cancelOrder(Request request, String account) {
    return OrderJson.plain(
        cancel(account, find(request, account, "origClientOrderId", "orderId", false)));
  }

  JsonNode cancelConditional(Request request, String account) {
    return OrderJson.conditional(
        cancel(account, find(request, account, "clientAlgoId", "algoId", true)));
  }

  private OrderRecord cancel(String account, Optional<OrderRecord> found) {
    OrderRecord order = found.orElseThrow(() -> ApiError.bad(-2011, "Unknown order sent."));
    return switch (venue.cancel(account, order.order().id())) {
      case Verdict.Rejected ignored -> throw ApiError.bad(-2011, "Unknown order sent.");
      case Verdict.Accepted ignored ->
          records
              .byId(account, order.order().id())
              .orElseThrow(() -> ApiError.bad(-2011, "Unknown order sent."));
    };
  }

  private Optional<OrderRecord> find(
      Request request, String account, String clientName, String idName, boolean conditional) {
    venue.advance();
    Optional<OrderRecord> found;
    if (request.text(idName).isPresent()) {
      found = records.byId(account, request.number(idName, 0));
    } else if (request.text(clientName).isPresent()) {
      found = records.byClientId(account, request.need(clientName), conditional);
    } else {
      throw ApiError.missing(clientName);
    }
    return found.filter(order -> order.order().conditional() == conditional);
  }

  JsonNode leverage(Request request, String account) {
    Symbol symbol = market.known(request.symbol());
    request.need("leverage");
    int leverage = (int) Math.clamp(request.number("leverage", 0), 0, 1_000);
    return switch (venue.setLeverage(account, symbol, leverage)) {
      case Verdict.Rejected rejected -> throw ApiError.of(rejected);
      case Verdict.Accepted ignored ->
          Json.object()
              .put("leverage", leverage)
              .put("maxNotionalValue", "1000000000")
              .put("symbol", symbol.value());
    };
  }

  /** Margin is always isolated here, so there is never anything to change. */
  JsonNode marginType(Request request, String account) {
    market.known(request.symbol());
    throw switch (request.need("marginType")) {
      case "ISOLATED" -> ApiError.bad(-4046, "No need to change margin type.");
      case "CROSSED" -> ApiError.bad(-4168, "This venue knows isolated margin only.");
      default -> ApiError.bad(-1128, "Invalid marginType.");
    };
  }
}
