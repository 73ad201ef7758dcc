package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.fault.Campaign;
import dev.belay.simulator.fault.Faults;
import dev.belay.simulator.json.Json;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.store.History;
import dev.belay.simulator.store.Rows.OrderRow;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain and conditional orders: sent, asked for and cancelled. */
final class OrderEndpoints {
  private static final Pattern CLIENT_ID = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");
  private static final int MOST_IN_BATCH = 10;
  private static final long FORGOTTEN_UNFILLED = Duration.ofDays(3).toMillis();
  private static final long FORGOTTEN = Duration.ofDays(90).toMillis();
  private static final String TRAILING = "TRAILING_STOP_MARKET";
  private static final String MARK = "MARK_PRICE";
  private static final String CONTRACT = "CONTRACT_PRICE";

  private final Venue venue;
  private final History history;
  private final Signing signing;
  private final MarketEndpoints market;
  private final Faults faults;
  private final AtomicLong unnamed = new AtomicLong();

  OrderEndpoints(
      Venue venue, History history, Signing signing, MarketEndpoints market, Faults faults) {
    this.venue = venue;
    this.history = history;
    this.signing = signing;
    this.market = market;
    this.faults = faults;
  }

  void register(Router router) {
    router
        .on("POST /fapi/v1/order", call -> place(call, false))
        .on("GET /fapi/v1/order", call -> query(call, false))
        .on("PUT /fapi/v1/order", this::amend)
        .on("DELETE /fapi/v1/order", call -> cancel(call, false))
        .on("DELETE /fapi/v1/batchOrders", this::cancelBatch)
        .on("GET /fapi/v1/openOrders", call -> open(call, false))
        .on("GET /fapi/v1/allOrders", call -> all(call, false))
        .on("DELETE /fapi/v1/allOpenOrders", call -> cancelAll(call, false))
        .on("POST /fapi/v1/algoOrder", call -> place(call, true))
        .on("GET /fapi/v1/algoOrder", call -> query(call, true))
        .on("DELETE /fapi/v1/algoOrder", call -> cancel(call, true))
        .on("GET /fapi/v1/openAlgoOrders", call -> open(call, true))
        .on("GET /fapi/v1/allAlgoOrders", call -> all(call, true))
        .on("DELETE /fapi/v1/algoOpenOrders", call -> cancelAll(call, true));
  }

  private Object place(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    Instrument instrument = market.instrument(call.symbol());
    OrderRequest request = request(call, instrument, conditional);
    boolean trades = venue.market().price(instrument.symbol(), venue.clock().now()).isPresent();
    if (!trades || venue.clock().ended()) {
      throw ApiError.of(
          -4108, "Symbol is on delivering or delivered or settling or closed or pre-trading.");
    }
    if (!request.reduces()
        && venue.market() instanceof QuotedMarket quoted
        && !quoted.isFresh(instrument.symbol())) {
      throw ApiError.of(
          -4108, "Symbol is not trading: its last quote is too old. " + quoted.feed().detail());
    }
    String workingType = workingType(call);
    // Once more when it counts: while the books are away an order may wait here beyond its window.
    Venue.Outcome outcome =
        venue.place(account, request, workingType, () -> signing.checkTime(call));
    return switch (outcome.verdict()) {
      case Verdict.Rejected rejected -> throw ApiError.of(rejected);
      case Verdict.Accepted accepted -> {
        Order order = ((FillEvent.Opened) accepted.events().getFirst()).order();
        OrderRow row = Payloads.fresh(order, workingType, venue.clock().wallNow());
        yield conditional ? Payloads.algo(row) : Payloads.order(row);
      }
    };
  }

  private OrderRequest request(Call call, Instrument instrument, boolean conditional) {
    Side side = call.constant("side", Side.class, -1117, "Invalid side.");
    OrderType type = type(call, conditional);
    boolean trails = trails(call);
    TimeInForce force =
        type == OrderType.LIMIT || call.optional("timeInForce") != null
            ? call.constant("timeInForce", TimeInForce.class, -1115, "Invalid timeInForce.")
            : TimeInForce.GTC;
    String positionSide = call.optional("positionSide");
    if (positionSide != null && !positionSide.equals("BOTH")) {
      throw ApiError.of(-4061, "Order's position side does not match user's setting.");
    }
    boolean closePosition = call.flag("closePosition");
    boolean reduceOnly = call.flag("reduceOnly");
    if (trails && closePosition) {
      throw ApiError.of(-4136, "Invalid combination of type and closePosition.");
    }
    long quantity = quantity(call, instrument, closePosition, reduceOnly, conditional);
    if (type == OrderType.LIMIT) {
      call.required("price");
    }
    if (trails) {
      call.required("callbackRate");
    } else if (conditional) {
      call.required("triggerPrice");
    }
    return new OrderRequest(
        clientId(call, conditional),
        instrument.symbol(),
        side,
        type,
        force,
        quantity,
        type == OrderType.LIMIT ? price(call, "price", instrument) : 0,
        conditional ? price(call, trails ? "activatePrice" : "triggerPrice", instrument) : 0,
        reduceOnly,
        closePosition,
        trails ? callback(call) : 0);
  }

  private static boolean trails(Call call) {
    return call.required("type").equals(TRAILING);
  }

  /**
   * Sent in percent. The engine says which are taken, but 0 stands for an order that trails none.
   */
  private static long callback(Call call) {
    long percent = call.decimal("callbackRate", 8);
    if (percent == 0 || percent % 100 != 0) {
      throw ApiError.of(
          -2007, "Invalid callBack rate. Expected 0.1 to 10, was " + call.optional("callbackRate"));
    }
    return percent / 100;
  }

  private static OrderType type(Call call, boolean conditional) {
    String name = call.required("type");
    boolean known =
        switch (name) {
          case "STOP", "TAKE_PROFIT", TRAILING -> false;
          default -> true;
        };
    if (!conditional
        && (!known || name.equals("STOP_MARKET") || name.equals("TAKE_PROFIT_MARKET"))) {
      throw ApiError.of(
          -4120,
          "Order type not supported for this endpoint. Please use the Algo Order API endpoints"
              + " instead.");
    }
    OrderType type =
        trails(call)
            ? OrderType.STOP_MARKET
            : call.constant("type", OrderType.class, -1116, "Invalid orderType.");
    if (conditional != type.isConditional()) {
      throw ApiError.of(-1116, "Invalid orderType.");
    }
    if (conditional && !"CONDITIONAL".equals(call.required("algoType"))) {
      throw ApiError.of(-1102, "Mandatory parameter 'algoType' was not sent, or malformed.");
    }
    return type;
  }

  private static long quantity(
      Call call,
      Instrument instrument,
      boolean closePosition,
      boolean reduceOnly,
      boolean conditional) {
    if (!closePosition) {
      call.required("quantity");
      return call.decimal("quantity", ExchangeInfo.quantityPrecision(instrument));
    }
    if (!conditional) {
      throw ApiError.of(-4136, "Invalid combination of type and closePosition.");
    }
    if (call.optional("quantity") != null) {
      throw ApiError.of(-4137, "Quantity must be zero with closePosition equals true.");
    }
    if (reduceOnly) {
      throw ApiError.of(-1106, "Parameter 'reduceOnly' sent when not required.");
    }
    return 0;
  }

  private static long price(Call call, String name, Instrument instrument) {
    return call.decimal(name, ExchangeInfo.pricePrecision(instrument));
  }

  private String clientId(Call call, boolean conditional) {
    String id = call.optional(conditional ? "clientAlgoId" : "newClientOrderId");
    if (id == null) {
      return "sim-%d-%d".formatted(venue.clock().wallNow(), unnamed.incrementAndGet());
    }
    if (!CLIENT_ID.matcher(id).matches()) {
      throw ApiError.of(
          -4015, "Client order id is not valid. Expected 1 to 36 letters, digits or . : / _ -.");
    }
    return id;
  }

  private static String workingType(Call call) {
    String type = call.optional("workingType");
    if (type == null) {
      return CONTRACT;
    }
    if (!type.equals(MARK) && !type.equals(CONTRACT)) {
      throw ApiError.of(-1102, "Expected a workingType of MARK_PRICE or CONTRACT_PRICE.");
    }
    return type;
  }

  private Object query(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    // Between two changes: an order that is just being recorded must not be said not to exist.
    OrderRow row =
        venue
            .read(account, state -> find(account, call, conditional))
            .value()
            .filter(found -> shows(account, found))
            .orElseThrow(() -> ApiError.of(-2013, "Order does not exist."));
    return shape(row);
  }

  private Object cancel(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    if (conditional) {
      OrderRow row = toCancel(account, call, true);
      cancel(account, row);
      return object(
          "algoId",
          row.order().id(),
          "clientAlgoId",
          row.order().request().clientId(),
          "code",
          "200",
          "msg",
          "success");
    }
    return cancel(account, call);
  }

  private Map<String, @Nullable Object> cancel(VenueAccount account, Call call) {
    OrderRow row = toCancel(account, call, false);
    cancel(account, row);
    return shape(history.orderById(account.id(), row.order().id(), false).orElse(row));
  }

  private OrderRow toCancel(VenueAccount account, Call call, boolean conditional) {
    return find(account, call, conditional)
        .orElseThrow(() -> ApiError.of(-2011, "Unknown order sent."));
  }

  private void cancel(VenueAccount account, OrderRow row) {
    Symbol symbol = row.order().request().symbol();
    Venue.Outcome outcome = venue.cancel(account, row.order().id(), symbol);
    if (outcome.verdict() instanceof Verdict.Rejected rejected) {
      throw ApiError.of(rejected);
    }
  }

  private Object amend(Call call) {
    VenueAccount account = signing.account(call);
    Instrument instrument = market.instrument(call.symbol());
    Side side = call.constant("side", Side.class, -1117, "Invalid side.");
    long quantity = quantity(call, instrument, false, false, false);
    call.required("price");
    long price = price(call, "price", instrument);
    OrderRow row =
        find(account, call, false).orElseThrow(() -> ApiError.of(-2013, "Order does not exist."));
    OrderRequest was = row.order().request();
    if (was.type() != OrderType.LIMIT) {
      throw ApiError.of(-5025, "Only limit order is supported.");
    }
    if (was.side() != side) {
      throw ApiError.of(-1117, "Invalid side. Expected the order's own, " + was.side());
    }
    if (was.quantity() == quantity && was.limitPrice() == price) {
      throw ApiError.of(-5027, "No need to modify the order.");
    }
    Venue.Outcome outcome =
        venue.amend(account, row.order(), quantity, price, () -> signing.checkTime(call));
    if (outcome.verdict() instanceof Verdict.Rejected rejected) {
      throw rejected.reason() == Verdict.Reason.UNKNOWN_ORDER
          ? ApiError.of(-2013, "Order does not exist.")
          : ApiError.of(rejected);
    }
    return shape(history.orderById(account.id(), row.order().id(), false).orElse(row));
  }

  /** Each on its own: what can't be cancelled says so in its place. */
  private Object cancelBatch(Call call) {
    VenueAccount account = signing.account(call);
    boolean byNumber = call.optional("orderIdList") != null;
    List<String> ids = ids(call, byNumber ? "orderIdList" : "origClientOrderIdList");
    List<Object> answers = new ArrayList<>();
    for (String id : ids) {
      try {
        answers.add(cancel(account, call.with(byNumber ? "orderId" : "origClientOrderId", id)));
      } catch (ApiError e) {
        answers.add(object("code", e.code(), "msg", e.getMessage()));
      }
    }
    return answers;
  }

  private static List<String> ids(Call call, String name) {
    try {
      List<String> ids = new ArrayList<>();
      Json.MAPPER
          .readTree(call.required(name))
          .elements()
          .forEachRemaining(id -> ids.add(id.asText()));
      if (!ids.isEmpty() && ids.size() <= MOST_IN_BATCH) {
        return ids;
      }
    } catch (JsonProcessingException e) {
      throw ApiError.of(-1100, "Expected a JSON array in %s.".formatted(name));
    }
    throw ApiError.of(
        -1102, "Expected a JSON array of 1 to %d ids in %s.".formatted(MOST_IN_BATCH, name));
  }

  private Object cancelAll(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    String symbol = market.instrument(call.symbol()).symbol().value();
    venue.advance();
    for (OrderRow row : history.openOrders(account.id(), symbol, conditional)) {
      cancel(account, row);
    }
    return object("code", 200, "msg", "The operation of cancel all open order is done.");
  }

  private Optional<OrderRow> find(VenueAccount account, Call call, boolean conditional) {
    Long id = call.optionalLong(conditional ? "algoId" : "orderId");
    String clientId = call.optional(conditional ? "clientAlgoId" : "origClientOrderId");
    Symbol symbol = conditional ? null : market.instrument(call.symbol()).symbol();
    Optional<OrderRow> row;
    if (id != null) {
      row = history.orderById(account.id(), id, conditional);
    } else if (clientId != null) {
      row = history.orderByClientId(account.id(), clientId, conditional);
    } else {
      throw ApiError.missing(conditional ? "algoId" : "orderId");
    }
    return row.filter(r -> symbol == null || r.order().request().symbol().equals(symbol));
  }

  private Object open(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    venue.advance();
    return shapes(account, history.openOrders(account.id(), symbolOrNull(call), conditional));
  }

  private Object all(Call call, boolean conditional) {
    VenueAccount account = signing.account(call);
    venue.advance();
    return shapes(
        account,
        history.orders(
            account.id(),
            symbolOrNull(call),
            conditional,
            call.longOr("startTime", 0),
            call.limit(500, 1000)));
  }

  private @Nullable String symbolOrNull(Call call) {
    Symbol symbol = call.optionalSymbol();
    return symbol == null ? null : market.instrument(symbol).symbol().value();
  }

  private List<Map<String, @Nullable Object>> shapes(VenueAccount account, List<OrderRow> rows) {
    return rows.stream().filter(row -> shows(account, row)).map(OrderEndpoints::shape).toList();
  }

  /** Whether queries still find the order, and no fault keeps it from them. */
  private boolean shows(VenueAccount account, OrderRow row) {
    long now = venue.clock().wallNow();
    if (forgotten(row, now - row.createdWall())) {
      return false;
    }
    Campaign campaign = faults.current();
    return campaign == null
        || !campaign.hides(
            account.id(),
            row.order().request().clientId(),
            row.order().conditional(),
            row.createdWall(),
            now);
  }

  /** The age is of wall time, as all times of the protocol, and counts from the sending. */
  private static boolean forgotten(OrderRow row, long age) {
    return switch (row.state()) {
      case NEW -> false;
      case FILLED -> age > FORGOTTEN;
      case CANCELED, EXPIRED -> age > (row.executed() == 0 ? FORGOTTEN_UNFILLED : FORGOTTEN);
    };
  }

  private static Map<String, @Nullable Object> shape(OrderRow row) {
    return row.order().conditional() ? Payloads.algo(row) : Payloads.order(row);
  }
}
