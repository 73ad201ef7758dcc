package dev.belay.simulator.wire;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.simulator.json.Json;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.store.History;
import dev.belay.simulator.store.Rows.AccountRow;
import dev.belay.simulator.store.Rows.IncomeRow;
import dev.belay.simulator.store.Rows.OrderRow;
import dev.belay.simulator.store.Rows.TradeRow;
import dev.belay.simulator.store.Rows.TransferRow;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a real exchange has not: its clock, opening accounts, and everything it has recorded. */
final class SimEndpoints {
  private static final String ACCOUNT_FORM = "[A-Za-z0-9_.-]{1,80}";
  private static final String TRANSFER_FORM = "\\p{Graph}{1,200}";

  /** The exchange's code for a transfer that the balance does not cover. */
  private static final int INSUFFICIENT = -5013;

  private final Venue venue;
  private final History history;
  private final Admin admin;
  private final Usage usage;

  SimEndpoints(Venue venue, History history, Admin admin, Usage usage) {
    this.venue = venue;
    this.history = history;
    this.admin = admin;
    this.usage = usage;
  }

  void register(Router router) {
    router
        .on("GET /sim/v1/clock", call -> clock())
        .on("POST /sim/v1/accounts", this::open)
        .on("POST /sim/v1/transfers", this::transfer)
        .on("GET /sim/v1/limits", this::limits)
        .on("POST /sim/v1/limits", this::limit)
        .on("GET /sim/v1/audit", this::audit);
  }

  private Object clock() {
    Market market = venue.market();
    return object(
        "market_time_ms", venue.clock().now(),
        "speed", venue.clock().speed(),
        "ended", venue.clock().ended(),
        "kind", market.kind(),
        "from_ms", market.from(),
        "to_ms", market.to().isPresent() ? market.to().getAsLong() : null,
        "interval", market.interval().toString(),
        "label", market.label(),
        "feed", market instanceof QuotedMarket quoted ? feed(quoted.feed()) : null);
  }

  private static Object feed(QuotedMarket.Feed feed) {
    Instant heard = feed.heard();
    return object(
        "heard_ms", heard == null ? null : heard.toEpochMilli(),
        "streaming", feed.streaming(),
        "refused", feed.refused(),
        "detail", feed.detail());
  }

  private Object open(Call call) {
    admin.check(call);
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(call.body());
    } catch (JsonProcessingException e) {
      throw ApiError.of(-1102, "Expected a JSON object with account and deposit.");
    }
    String account = body.path("account").asText("");
    if (!account.matches(ACCOUNT_FORM)) {
      throw ApiError.of(-1102, "Expected an account of 1 to 80 letters, digits or _ . -");
    }
    AccountRow row = venue.open(account, deposit(body.path("deposit").asText("")));
    return object("api_key", row.apiKey(), "secret_key", row.secretKey());
  }

  private Object limits(Call call) {
    admin.check(call);
    Limits limits = usage.limits();
    return object(
        "weight", limits.weight(),
        "orders_10s", limits.ordersPer10s(),
        "orders_1m", limits.ordersPerMinute());
  }

  /** Sets all three; 0, or what is not named, is no limit. */
  private Object limit(Call call) {
    admin.check(call);
    try {
      JsonNode body = Json.MAPPER.readTree(call.body());
      usage.limit(
          new Limits(
              body.path("weight").asInt(),
              body.path("orders_10s").asInt(),
              body.path("orders_1m").asInt()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw ApiError.of(
          -1102, "Expected a JSON object with weight, orders_10s and orders_1m, at least 0 each.");
    }
    return limits(call);
  }

  private Object transfer(Call call) {
    admin.check(call);
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(call.body());
    } catch (JsonProcessingException e) {
      throw ApiError.of(-1102, "Expected a JSON object with id, account and amount.");
    }
    String id = body.path("id").asText("");
    if (!id.matches(TRANSFER_FORM)) {
      throw ApiError.of(-1102, "Expected an id of 1 to 200 visible characters.");
    }
    long amount = amount(body.path("amount").asText(""));
    VenueAccount account =
        venue
            .byId(body.path("account").asText(""))
            .orElseThrow(() -> ApiError.of(-2015, "No such account."));
    TransferRow row = venue.transfer(account, id, amount);
    if (row.amount() != amount || !row.account().equals(account.id())) {
      throw ApiError.of(
          -1130,
          "Expected the transfer %s as it was first asked for, %s to %s."
              .formatted(id, plain(row.amount()), row.account()));
    }
    if (row.refused()) {
      throw ApiError.of(INSUFFICIENT, row.reason());
    }
    return object("id", id, "account", account.id(), "amount", plain(amount), "at_ms", row.at());
  }

  private static long amount(String text) {
    try {
      long amount = Fixed.of(new BigDecimal(text));
      if (amount != 0) {
        return amount;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw ApiError.of(-1102, amountError(text));
    }
    throw ApiError.of(-1102, amountError(text));
  }

  private static String amountError(String text) {
    return "Expected an amount other than 0 with at most 8 decimals, was \"%s\"".formatted(text);
  }

  private static long deposit(String text) {
    try {
      long deposit = Fixed.of(new BigDecimal(text));
      if (deposit >= 0) {
        return deposit;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw ApiError.of(-1102, depositError(text));
    }
    throw ApiError.of(-1102, depositError(text));
  }

  private static String depositError(String text) {
    return "Expected a deposit of at least 0 with at most 8 decimals, was \"%s\"".formatted(text);
  }

  private Object audit(Call call) {
    admin.check(call);
    VenueAccount account =
        venue
            .byId(call.required("account"))
            .orElseThrow(() -> ApiError.of(-2015, "No such account."));
    // One state: nothing changes while it is read.
    return venue.read(account, this::audit).value();
  }

  private Object audit(Account account) {
    String id = account.id();
    List<OrderRow> rows = new ArrayList<>(history.orders(id, null, false, 0, Integer.MAX_VALUE));
    rows.addAll(history.orders(id, null, true, 0, Integer.MAX_VALUE));
    Map<String, Integer> submissions = new HashMap<>();
    rows.forEach(row -> submissions.merge(key(row), 1, Integer::sum));
    return object(
        "account", id,
        "wallet_balance", plain(account.wallet()),
        "orders",
            rows.stream().map(row -> order(row, submissions.getOrDefault(key(row), 0))).toList(),
        "trades",
            history.trades(id, History.TradeFilter.ALL).stream().map(SimEndpoints::trade).toList(),
        "income",
            history.income(id, null, null, 0, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(SimEndpoints::income)
                .toList(),
        "positions",
            account.positions().stream()
                .map(
                    p ->
                        object(
                            "symbol", p.symbol().value(),
                            "quantity", plain(p.quantity()),
                            "entry_price", plain(p.entryPrice()),
                            "margin", plain(p.margin()),
                            "opened_ms", p.openedAt()))
                .toList());
  }

  private static String key(OrderRow row) {
    return row.order().conditional() + " " + row.order().request().clientId();
  }

  private static Map<String, @Nullable Object> order(OrderRow row, int submissions) {
    Order order = row.order();
    OrderRequest request = order.request();
    return object(
        "order_id", order.id(),
        "client_order_id", request.clientId(),
        "kind", order.conditional() ? "conditional" : "plain",
        "symbol", request.symbol().value(),
        "side", request.side().name(),
        "type", request.typeName(),
        "status", order.conditional() ? Payloads.algoStatus(row) : Payloads.status(row),
        "reason", row.reason(),
        "quantity", plain(request.quantity()),
        "executed", plain(row.executed()),
        "average_price", plain(row.averagePrice()),
        "limit_price", plain(request.limitPrice()),
        "trigger_price", plain(request.triggerPrice()),
        "callback", plain(request.callback()),
        "extreme", plain(order.progress().extreme()),
        "reduce_only", request.reduces(),
        "close_position", request.closePosition(),
        "parent_id", order.parent(),
        "child_id", row.child(),
        "submissions", submissions,
        "created_ms", order.createdAt(),
        "updated_ms", row.updatedAt(),
        "created_wall_ms", row.createdWall());
  }

  private static Map<String, @Nullable Object> trade(TradeRow row) {
    return object(
        "trade_id", row.trade().id(),
        "order_id", row.trade().orderId(),
        "client_order_id", row.clientOrderId(),
        "symbol", row.trade().symbol().value(),
        "side", row.trade().side().name(),
        "price", plain(row.trade().price()),
        "quantity", plain(row.trade().quantity()),
        "fee", plain(row.trade().fee()),
        "realized_pnl", plain(row.trade().realizedPnl()),
        "maker", row.trade().maker(),
        "at_ms", row.trade().at());
  }

  private static Map<String, @Nullable Object> income(IncomeRow row) {
    return object(
        "tran_id", row.tranId(),
        "symbol", row.symbol(),
        "type", row.type(),
        "amount", plain(row.amount()),
        "trade_id", row.tradeId(),
        "transfer_id", row.transferId(),
        "at_ms", row.at());
  }
}
