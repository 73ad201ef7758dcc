package dev.belay.engine.simulation;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueOrder;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.order.VenueProfile;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Amounts;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Trade;
import dev.belay.engine.fill.Verdict;
import dev.belay.engine.simulation.Chance.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The venue, on the fill engine. It knows what it has done and no more; client ids are unique among
 * open orders only, those of conditional orders by themselves.
 */
final class Exchange {
  private static final String CONDITIONAL = "algo/";
  private static final long RECEIVE_WINDOW = VenueProfile.PAPER.receiveWindow().toMillis();
  private static final long ALLOWED_AHEAD = 1_000;
  private static final long SETTLE_DELAY = VenueProfile.PAPER.settleDelay().toMillis();

  private final World world;
  private final Chance chance;
  private final Market market;
  private final Ids ids = Ids.counting();
  private final SlowTriggers slow;
  private final Account account = new Account(Books.ACCOUNT);
  private final Map<String, Placed> placed = new TreeMap<>();
  private final Map<Long, Placed> owners = new TreeMap<>();
  private final Map<Long, String> clientIds = new TreeMap<>();
  private final TreeMap<Long, Fill> trades = new TreeMap<>();
  private final TreeMap<Long, Long> shownFrom = new TreeMap<>();
  private final Map<Symbol, Long> nakedSince = new TreeMap<>();
  private final List<Placed> unfinished = new ArrayList<>();
  private FillEngine engine;
  private long version;

  Exchange(World world, Chance chance, Market market, long deposit) {
    this.world = world;
    this.chance = chance;
    this.market = market;
    this.slow = new SlowTriggers(chance, ids);
    this.engine = new FillEngine(market.terms(), Terms.Costs.DEFAULT, ids);
    apply(engine.deposit(account, deposit, 0));
  }

  /** An accepted order. */
  static final class Placed {
    final ClientOrderId id;
    final String name;
    final String clientId;
    final OrderRequest request;
    final long number;
    final long shownAt;
    final List<Fill> fills = new ArrayList<>();
    VenueOrderStatus status = VenueOrderStatus.WORKING;
    int acceptances = 1;

    /** The engine's order that is open for it. */
    long open;

    /** What is to fill after the first part; 0 where it fills as a whole. */
    long rest;

    /** Whether the rest expires. */
    boolean restExpires;

    Placed(ClientOrderId id, String name, OrderRequest request, long number, long shownAt) {
      this.id = id;
      this.name = name;
      this.clientId = request.clientId();
      this.request = request;
      this.number = number;
      this.open = number;
      this.shownAt = shownAt;
    }

    boolean isConditional() {
      return request.type().isConditional();
    }

    /** It has become another order. */
    boolean isTriggered() {
      return isConditional() && open != number;
    }

    /** What the adapter makes of it. */
    VenueOrderStatus shown() {
      return isTriggered() && status == VenueOrderStatus.WORKING
          ? VenueOrderStatus.TRIGGERED
          : status;
    }
  }

  /** Every order ever accepted, by endpoint and client id. */
  Map<String, Placed> placed() {
    return placed;
  }

  @Nullable Placed placed(ClientOrderId id, OrderType type) {
    return placed.get(key(id, type));
  }

  TreeMap<Long, Fill> trades() {
    return trades;
  }

  Account account() {
    return account;
  }

  /** Grows with every change. */
  long version() {
    return version;
  }

  /** Since when a position has been there without a stop for all of it; -1 where none is. */
  long nakedSince(Symbol symbol) {
    return nakedSince.getOrDefault(symbol, -1L);
  }

  private static String key(ClientOrderId id, OrderType type) {
    return type.isConditional() ? CONDITIONAL + id.value() : id.value();
  }

  private FillEngine.Moment moment(Symbol symbol) {
    return new FillEngine.Moment(market.millis(world.now()), market.at(), market.price(symbol));
  }

  // Requests.

  SubmitOutcome setLeverage(OrderIntent intent) {
    return switch (engine.setLeverage(account, intent.symbol(), intent.leverage())) {
      case Verdict.Accepted(var events) -> {
        apply(events);
        yield new SubmitOutcome.Accepted("");
      }
      case Verdict.Rejected(var reason, String detail) ->
          new SubmitOutcome.Rejected("VENUE_" + reason, detail);
    };
  }

  /**
   * A signed order arrives.
   *
   * @param id the client id it bears
   * @param signedAt wall milliseconds of the sender's clock
   */
  SubmitOutcome place(ClientOrderId id, OrderIntent intent, long signedAt) {
    long age = world.now() + world.weather().skew() - signedAt;
    if (age > RECEIVE_WINDOW || age <= -ALLOWED_AHEAD) {
      return new SubmitOutcome.Rejected(
          "VENUE_CLOCK_SKEW", "the request is %d ms old".formatted(age));
    }
    long first = firstPart(intent);
    OrderRequest whole = request(key(id, intent.type()), intent);
    OrderRequest request = first == 0 ? whole : part(whole, whole.clientId(), first);
    return switch (engine.place(account, request, moment(intent.symbol()))) {
      case Verdict.Rejected(var reason, String detail) ->
          reason == Verdict.Reason.DUPLICATE_CLIENT_ID
              ? new SubmitOutcome.Unknown("the venue already has an order of this id")
              : new SubmitOutcome.Rejected(code(reason), detail);
      case Verdict.Accepted(var events) -> {
        Order order = ((FillEvent.Opened) events.getFirst()).order();
        boolean late = chance.strikes(Incident.SHOWN_LATE);
        long shownAt = world.now() + (late ? lag() : 0);
        Placed now = new Placed(id, world.name(intent), whole, order.id(), shownAt);
        if (first > 0) {
          now.rest = whole.quantity() - first;
          now.restExpires = chance.heads(Draw.SIZE_OF_FAULT, 0.3);
        }
        Placed before = placed.put(now.clientId, now);
        now.acceptances += before == null ? 0 : before.acceptances;
        owners.put(order.id(), now);
        apply(events);
        world.inspector().accepted(id, intent, now);
        yield new SubmitOutcome.Accepted("" + order.id());
      }
    };
  }

  /** As the adapter calls it. */
  private static String code(Verdict.Reason reason) {
    if (reason == Verdict.Reason.QUANTITY_OFF_STEP || reason == Verdict.Reason.PRICE_OFF_TICK) {
      return "VENUE_FILTER_FAILED";
    }
    return reason == Verdict.Reason.QUANTITY_BELOW_MINIMUM
        ? "VENUE_QUANTITY_OUT_OF_RANGE"
        : "VENUE_" + reason;
  }

  /** Often as long as the venue may take. */
  private long lag() {
    return chance.heads(Draw.SIZE_OF_FAULT, 0.5)
        ? SETTLE_DELAY
        : chance.between(Draw.SIZE_OF_FAULT, 1, SETTLE_DELAY);
  }

  /** How much of it fills first; 0 where all of it does. */
  private long firstPart(OrderIntent intent) {
    if (intent.type() != OrderType.MARKET
        || intent.quantity() == null
        || !chance.strikes(Incident.PARTIAL_FILL)) {
      return 0;
    }
    Terms terms = engine.terms(intent.symbol());
    long whole = Fixed.of(intent.quantity().value());
    long share = (long) (whole * (0.2 + 0.6 * chance.share(Draw.SIZE_OF_FAULT)));
    long first = Amounts.quantity(share, terms.step());
    long least = intent.reduceOnly() ? 0 : terms.minNotional();
    long price = market.price(intent.symbol());
    boolean bothCount =
        Amounts.notional(price, first) > least && Amounts.notional(price, whole - first) > least;
    return bothCount && first >= terms.minQuantity() ? first : 0;
  }

  private static OrderRequest request(String clientId, OrderIntent intent) {
    Quantity quantity = intent.quantity();
    Price trigger = intent.triggerPrice();
    return new OrderRequest(
        clientId,
        intent.symbol(),
        intent.side(),
        intent.type(),
        TimeInForce.GTC,
        quantity == null ? 0 : Fixed.of(quantity.value()),
        0,
        trigger == null ? 0 : Fixed.of(trigger.value()),
        intent.reduceOnly(),
        intent.closesPosition());
  }

  private static OrderRequest part(OrderRequest whole, String clientId, long quantity) {
    return new OrderRequest(
        clientId,
        whole.symbol(),
        whole.side(),
        whole.type(),
        whole.timeInForce(),
        quantity,
        whole.limitPrice(),
        whole.triggerPrice(),
        whole.reduceOnly(),
        whole.closePosition());
  }

  void cancel(OrderIntent intent) {
    Placed order = placed(intent.id(), intent.type());
    if (order != null && order.status == VenueOrderStatus.WORKING) {
      order.rest = 0;
      if (engine.cancel(account, order.open, market.millis(world.now()))
          instanceof Verdict.Accepted(var events)) {
        apply(events);
      }
    }
  }

  // Questions.

  /** Empty when the answer makes no sense yet: it has executed more than its trades show. */
  Optional<FindResult> find(OrderIntent intent, Instant askedAt) {
    Placed order = placed(intent.id(), intent.type());
    if (order == null || world.now() < order.shownAt) {
      return Optional.of(new FindResult.NotFound(askedAt));
    }
    Quantity executed = Quantity.ZERO;
    for (Fill fill : order.fills) {
      if (isHidden(fill)) {
        return Optional.empty();
      }
      executed = executed.plus(fill.quantity());
    }
    return Optional.of(
        new FindResult.Found(
            new VenueOrder(intent.id(), "" + order.number, order.shown(), executed, order.fills)));
  }

  /** Trades of a symbol later than one, in order. */
  List<Fill> trades(Symbol symbol, long after) {
    List<Fill> found = new ArrayList<>();
    for (Fill fill : trades.tailMap(after, false).values()) {
      if (fill.symbol().equals(symbol) && !isHidden(fill)) {
        found.add(fill);
      }
    }
    return found;
  }

  /** Trades of a symbol are shown in their order: behind one that is late all are. */
  private boolean isHidden(Fill fill) {
    for (Map.Entry<Long, Long> late : shownFrom.headMap(fill.tradeId(), true).entrySet()) {
      Fill before = trades.get(late.getKey());
      if (world.now() < late.getValue()
          && before != null
          && before.symbol().equals(fill.symbol())) {
        return true;
      }
    }
    return false;
  }

  /** The client id of the order a trade belongs to. */
  String clientIdOf(String venueOrderId) {
    return clientIds.getOrDefault(Long.parseLong(venueOrderId), "");
  }

  // The market goes on.

  void nextCandle() {
    market.advance(world.now());
    apply(slow.next(account, market));
    apply(engine.step(account, market));
    List<Placed> now = List.copyOf(unfinished);
    unfinished.clear();
    for (Placed order : now) {
      goOn(order);
    }
  }

  /** The second part of an order whose first has filled. */
  private void goOn(Placed order) {
    if (order.status != VenueOrderStatus.WORKING) {
      return;
    }
    long rest = order.rest;
    order.rest = 0;
    OrderRequest request = part(order.request, order.clientId + "/2", rest);
    if (!order.restExpires
        && engine.place(account, request, moment(request.symbol()))
            instanceof Verdict.Accepted(var events)) {
      order.open = ((FillEvent.Opened) events.getFirst()).order().id();
      owners.put(order.open, order);
      apply(events);
    } else {
      order.status = VenueOrderStatus.EXPIRED;
      version++;
      world.story().tell("venue", () -> order.name + " is EXPIRED, the rest of it");
      world.stream(order);
    }
  }

  private void apply(List<FillEvent> events) {
    for (FillEvent event : events) {
      switch (event) {
        case FillEvent.Opened(Order order) -> opened(order);
        case FillEvent.Closed closed -> closed(closed);
        case FillEvent.Traded(Trade trade) -> traded(trade);
        case FillEvent.Deposited ignored -> {}
        case FillEvent.LeverageSet ignored -> {}
        case FillEvent.PositionChanged ignored -> {}
        case FillEvent.Advanced ignored -> {}
        case FillEvent.FundingSettled ignored -> {}
      }
    }
    version++;
    for (Symbol symbol : Market.SYMBOLS) {
      if (!isNaked(symbol)) {
        nakedSince.remove(symbol);
      } else {
        nakedSince.putIfAbsent(symbol, world.now());
      }
    }
  }

  /** New filters, for everything that is placed from now on. */
  void changeFilters() {
    market.changeFilters(world.now());
    engine = new FillEngine(market.terms(), Terms.Costs.DEFAULT, ids);
    world.story().tell("venue", () -> "has new filters: " + market.terms());
  }

  private void opened(Order order) {
    clientIds.put(order.id(), order.request().clientId());
    Placed parent = owners.get(order.parent());
    if (parent != null) {
      owners.put(order.id(), parent);
    }
  }

  private void closed(FillEvent.Closed closed) {
    Placed order = owners.get(closed.order().id());
    if (order == null || closed.order().id() != order.open) {
      return;
    }
    if (closed.child() != 0 && closed.executed() == 0) {
      // What it has become is still to trade, or never will.
      order.open = closed.child();
      world.story().tell("venue", () -> order.name + " is triggered and has not traded");
      world.stream(order);
      return;
    }
    order.status =
        switch (closed.state()) {
          case NEW -> VenueOrderStatus.WORKING;
          case FILLED ->
              order.rest > 0
                  ? VenueOrderStatus.WORKING
                  : leavesRest(closed) ? VenueOrderStatus.EXPIRED : VenueOrderStatus.FILLED;
          case CANCELED -> VenueOrderStatus.CANCELED;
          case EXPIRED -> VenueOrderStatus.EXPIRED;
        };
    if (order.status == VenueOrderStatus.WORKING) {
      unfinished.add(order);
    } else if (order.status != VenueOrderStatus.FILLED) {
      world.stream(order);
    }
    world.story().tell("venue", () -> "%s is %s".formatted(order.name, order.status));
  }

  /** A triggered order that has traded a part only: the rest of it expires. */
  private boolean leavesRest(FillEvent.Closed closed) {
    return closed.order().parent() != 0 && slow.isPart(closed.order().id());
  }

  private void traded(Trade trade) {
    Placed order = owners.get(trade.orderId());
    // Both parts are the same order; what a conditional order triggers is another.
    long number = order == null || order.isConditional() ? trade.orderId() : order.number;
    Fill fill =
        new Fill(
            trade.symbol(),
            trade.id(),
            "" + number,
            trade.side(),
            Price.of(Fixed.decimal(trade.price())),
            Quantity.of(Fixed.decimal(trade.quantity())),
            Usdt.of(Fixed.decimal(trade.fee())),
            Usdt.of(Fixed.decimal(trade.realizedPnl())),
            trade.maker(),
            Instant.ofEpochMilli(trade.at()));
    trades.put(trade.id(), fill);
    if (order != null) {
      order.fills.add(fill);
      if (chance.strikes(Incident.TRADE_SHOWN_LATE)) {
        shownFrom.put(trade.id(), world.now() + chance.between(Draw.SIZE_OF_FAULT, 100, 3_000));
      }
      world.stream(order);
    }
    world
        .story()
        .tell(
            "venue",
            () ->
                "trade %d: %s %s %s at %s of %s"
                    .formatted(
                        trade.id(),
                        fill.side(),
                        fill.quantity(),
                        fill.symbol(),
                        fill.price(),
                        order == null ? "nobody" : order.name));
  }

  private boolean isNaked(Symbol symbol) {
    Position position = account.position(symbol);
    if (position.isFlat()) {
      return false;
    }
    for (Order order : account.orders()) {
      OrderRequest request = order.request();
      boolean guards = request.type() == OrderType.STOP_MARKET || order.parent() != 0;
      if (guards
          && request.symbol().equals(symbol)
          && position.isReducedBy(request.side())
          && (request.closePosition() || request.quantity() >= position.size())) {
        return false;
      }
    }
    return true;
  }
}
