package dev.belay.simulator.stream;

import static dev.belay.simulator.json.Json.object;
import static dev.belay.simulator.json.Json.plain;

import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Trade;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.store.History;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one account as the exchange tells them. What the engine says at once is told step by
 * step: of an order that trades the account first and the order then, of a conditional order that
 * it triggered, what it became and how that ended.
 */
final class UserEvents {
  private static final String LIQUIDATION = "autoclose-";

  private final Market market;
  private final History history;

  /** Follows the account through the changes. */
  private final Account account;

  private final String workingType;
  private final long now;
  private final Map<Long, Order> orders = new HashMap<>();
  private final List<Event> told = new ArrayList<>();

  private UserEvents(Market market, History history, Account before, String workingType, long now) {
    this.market = market;
    this.history = history;
    this.account = before;
    this.workingType = workingType;
    this.now = now;
    before.orders().forEach(order -> orders.put(order.id(), order));
  }

  /**
   * @param before the account before the changes; used up
   * @param now market time
   */
  static List<Event> of(
      Market market,
      History history,
      Account before,
      List<FillEvent> changes,
      String workingType,
      long now) {
    UserEvents events = new UserEvents(market, history, before, workingType, now);
    for (int i = 0; i < changes.size(); i++) {
      FillEvent change = changes.get(i);
      events.account.apply(change);
      events.tell(
          change,
          i == 0 ? null : changes.get(i - 1),
          i + 1 == changes.size() ? null : changes.get(i + 1));
    }
    return events.told;
  }

  private void tell(FillEvent change, @Nullable FillEvent last, @Nullable FillEvent next) {
    switch (change) {
      case FillEvent.Opened e -> opened(e.order(), last);
      case FillEvent.Closed e -> closed(e);
      case FillEvent.PositionChanged e -> changed(e.position(), last, next);
      case FillEvent.Deposited e ->
          account(e.amount() > 0 ? "DEPOSIT" : "WITHDRAW", e.amount(), null, e.at());
      case FillEvent.LeverageSet e ->
          tell(
              "ACCOUNT_CONFIG_UPDATE",
              "",
              now,
              "ac",
              object("s", e.symbol().value(), "l", e.leverage()));
      // What has traded was told with the position before, and what an order trails is not told.
      case FillEvent.Advanced e -> orders.put(e.order().id(), e.order());
      // Told with the position that follows.
      case FillEvent.Traded e -> {}
      case FillEvent.FundingSettled e -> {}
    }
  }

  private void opened(Order order, @Nullable FillEvent last) {
    orders.put(order.id(), order);
    if (order.conditional()) {
      algo(order, "NEW", workingType, null, order.createdAt());
      return;
    }
    if (last instanceof FillEvent.Closed was && was.order().id() == order.id()) {
      order(order, "AMENDMENT", "NEW", null, was.at());
      return;
    }
    if (order.parent() != 0) {
      parent(order, "TRIGGERED", order.createdAt());
    }
    order(order, "NEW", "NEW", null, order.createdAt());
  }

  private void closed(FillEvent.Closed end) {
    Order order = end.order();
    if (order.conditional()) {
      switch (end.state()) {
        // Triggered: that was told with the order it became.
        case FILLED -> {
          if (end.executed() != 0) {
            algo(order, "FINISHED", typeOf(order), end, end.at());
          }
        }
        case CANCELED, EXPIRED -> algo(order, end.state().name(), typeOf(order), end, end.at());
        case NEW -> throw new IllegalStateException("Expected an end, was " + end);
      }
      return;
    }
    if (end.state() != Order.State.FILLED && !end.reason().equals("amended")) {
      order(order, end.state().name(), end.state().name(), null, end.at());
    }
    if (order.parent() != 0 && !orders.containsKey(order.parent())) {
      // It had triggered earlier, without a trade.
      parent(order, end.state() == Order.State.FILLED ? "FINISHED" : end.state().name(), end.at());
    }
  }

  /** Of the conditional order that became this one, as it stands in the books. */
  private void parent(Order child, String status, long at) {
    history
        .orderById(account.id(), child.parent(), true)
        .ifPresent(
            row ->
                algo(
                    row.order(),
                    status,
                    row.workingType(),
                    status.equals("TRIGGERED")
                        ? new FillEvent.Closed(
                            row.order().at(Order.Progress.NONE, 0),
                            Order.State.FILLED,
                            child.id(),
                            at,
                            "")
                        : new FillEvent.Closed(
                            row.order(), row.state(), child.id(), at, row.reason()),
                    at));
  }

  private String typeOf(Order order) {
    Optional<OrderRow> row = history.orderById(account.id(), order.id(), true);
    return row.map(OrderRow::workingType).orElse(workingType);
  }

  private void changed(Position position, @Nullable FillEvent cause, @Nullable FillEvent after) {
    if (cause instanceof FillEvent.Traded traded) {
      Trade trade = traded.trade();
      account("ORDER", 0, position, trade.at());
      switch (after) {
        case FillEvent.Advanced(Order order, long at) ->
            order(order, "TRADE", "PARTIALLY_FILLED", trade, at);
        case FillEvent.Closed end -> {
          boolean liquidates = end.order().request().clientId().startsWith(LIQUIDATION);
          order(end.order(), liquidates ? "CALCULATED" : "TRADE", "FILLED", trade, trade.at());
        }
        case null, default ->
            throw new IllegalStateException("Expected what became of the order, was " + after);
      }
    } else if (cause instanceof FillEvent.FundingSettled funding) {
      account("FUNDING_FEE", funding.amount(), position, funding.at());
    }
  }

  /**
   * @param change of the balance that is neither a gain nor a fee of trading
   */
  private void account(String reason, long change, @Nullable Position position, long at) {
    long wallet = account.wallet();
    tell(
        "ACCOUNT_UPDATE",
        "",
        at,
        "a",
        object(
            "m",
            reason,
            "B",
            List.of(
                object(
                    "a", "USDT",
                    "wb", plain(wallet),
                    "cw", plain(wallet - account.positionMargin()),
                    "bc", plain(change))),
            "P",
            position == null ? List.of() : List.of(position(position))));
  }

  private Map<String, @Nullable Object> position(Position position) {
    String entry = plain(position.entryPrice());
    long mark = market.price(position.symbol(), now).orElse(position.entryPrice());
    return object(
        "s",
        position.symbol().value(),
        "pa",
        plain(position.quantity()),
        "ep",
        entry,
        "bep",
        entry,
        "up",
        plain(position.unrealizedPnl(mark)),
        "mt",
        "isolated",
        "iw",
        plain(position.margin()),
        "ps",
        "BOTH",
        "ma",
        "USDT");
  }

  /**
   * @param execution what has just happened
   * @param status what it came to
   * @param trade if that was one
   */
  private void order(Order order, String execution, String status, @Nullable Trade trade, long at) {
    OrderRequest request = order.request();
    Map<String, @Nullable Object> body =
        object(
            "s", request.symbol().value(),
            "c", request.clientId(),
            "S", request.side().name(),
            "o", request.clientId().startsWith(LIQUIDATION) ? "LIQUIDATION" : request.type().name(),
            "f", request.timeInForce().name(),
            "q", plain(request.quantity()),
            "p", plain(request.limitPrice()),
            "ap", plain(order.progress().averagePrice()),
            "sp", plain(request.triggerPrice()),
            "x", execution,
            "X", status,
            "i", order.id(),
            "l", trade == null ? "0" : plain(trade.quantity()),
            "z", plain(order.progress().executed()),
            "L", trade == null ? "0" : plain(trade.price()));
    if (trade != null) {
      body.put("N", "USDT");
      body.put("n", plain(trade.fee()));
    }
    body.putAll(
        object(
            "T",
            at,
            "t",
            trade == null ? 0 : trade.id(),
            "b",
            "0",
            "a",
            "0",
            "m",
            trade != null && trade.maker(),
            "R",
            request.reduces(),
            "wt",
            "CONTRACT_PRICE",
            "ot",
            request.type().name(),
            "ps",
            "BOTH",
            "cp",
            request.closePosition(),
            "rp",
            trade == null ? "0" : plain(trade.realizedPnl()),
            "pP",
            false,
            "si",
            0,
            "ss",
            0,
            "V",
            "NONE",
            "pm",
            "NONE",
            "gtd",
            0,
            "er",
            "0"));
    tell("ORDER_TRADE_UPDATE", request.clientId(), at, "o", body);
  }

  /**
   * @param end what it came to; null while it rests
   */
  private void algo(
      Order order, String status, String type, FillEvent.@Nullable Closed end, long at) {
    OrderRequest request = order.request();
    long child = end == null ? 0 : end.child();
    Map<String, @Nullable Object> body =
        object(
            "caid", request.clientId(),
            "aid", order.id(),
            "at", "CONDITIONAL",
            "o", request.typeName(),
            "s", request.symbol().value(),
            "S", request.side().name(),
            "ps", "BOTH",
            "f", request.timeInForce().name(),
            "q", plain(request.quantity()),
            "X", status,
            "ai", child == 0 ? "" : Long.toString(child));
    if (end != null && child != 0) {
      body.put("ap", plain(end.averagePrice()));
      body.put("aq", plain(end.executed()));
      body.put("act", "MARKET");
    }
    body.putAll(
        object(
            "tp",
            request.trails() ? "" : plain(request.triggerPrice()),
            "p",
            "0",
            "V",
            "NONE",
            "wt",
            type,
            "pm",
            "NONE",
            "cp",
            request.closePosition(),
            "pP",
            false,
            "R",
            request.reduces(),
            "tt",
            child == 0 ? 0 : at,
            "gtd",
            0));
    if (status.equals("EXPIRED") && end != null) {
      body.put("rm", end.reason());
    }
    tell("ALGO_UPDATE", request.clientId(), at, "o", body);
  }

  private void tell(
      String type, String clientId, long at, String name, Map<String, @Nullable Object> body) {
    told.add(Event.user(type, account.id(), clientId, at, now, name, body));
  }
}
