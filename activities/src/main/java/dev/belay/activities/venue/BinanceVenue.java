package dev.belay.activities.venue;

import dev.belay.activities.venue.BinanceTransport.Method;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueOrder;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.position.Direction;
import dev.belay.workflows.order.VenueActivities.VenuePosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Binance USDⓈ-M futures in one-way mode with isolated margin; the simulator speaks the same. */
public final class BinanceVenue implements Venue {
  private static final int MOST = 1000;
  private static final String OPEN = "/fapi/v1/openOrders";
  private static final String OPEN_CONDITIONAL = "/fapi/v1/openAlgoOrders";
  private static final int ORDER_DOES_NOT_EXIST = -2013;
  private static final int NOT_OPEN_ANY_MORE = -2011;
  private static final int MARGIN_TYPE_UNCHANGED = -4046;

  private final BinanceTransport transport;
  private final VenueKeys keys;
  private final InstantSource wall;
  private final ClockGate clock;
  private final Sending sending;
  private final ConcurrentMap<Market, Integer> leverages = new ConcurrentHashMap<>();

  private record Market(String account, Symbol symbol) {}

  /** What becomes of a request that would change something. */
  public enum Sending {
    SEND,
    /** It is made and signed, and not sent: an order is refused with {@code DRY_RUN}. */
    SIGN_ONLY
  }

  /**
   * @param wall the wall clock that stamps requests
   * @param clock asked before an entry is sent
   */
  public BinanceVenue(
      BinanceTransport transport, VenueKeys keys, InstantSource wall, ClockGate clock) {
    this(transport, keys, wall, clock, Sending.SEND);
  }

  public BinanceVenue(
      BinanceTransport transport,
      VenueKeys keys,
      InstantSource wall,
      ClockGate clock,
      Sending sending) {
    this.transport = transport;
    this.keys = keys;
    this.wall = wall;
    this.clock = clock;
    this.sending = sending;
  }

  @Override
  public void setLeverage(String account, Symbol symbol, int leverage) {
    if (sending == Sending.SIGN_ONLY) {
      return;
    }
    Market market = new Market(account, symbol);
    Integer known = leverages.get(market);
    if (known != null && known == leverage) {
      return;
    }
    if (known == null) {
      isolate(account, symbol);
    }
    leverages.remove(market);
    Params params = Params.of("symbol", symbol).with("leverage", leverage);
    call(Method.POST, "/fapi/v1/leverage", params, account);
    leverages.put(market, leverage);
  }

  private void isolate(String account, Symbol symbol) {
    Params params = Params.of("symbol", symbol).with("marginType", "ISOLATED");
    try {
      call(Method.POST, "/fapi/v1/marginType", params, account);
    } catch (VenueException.Refused e) {
      if (e.code() != MARGIN_TYPE_UNCHANGED) {
        throw e;
      }
    }
  }

  @Override
  public SubmitOutcome submit(OrderIntent intent, Runnable whenSent) {
    try {
      boolean conditional = intent.type().isConditional();
      Params params = OrderRequests.params(intent);
      VenueKey key = keys.keyOf(intent.account());
      Optional<SubmitOutcome> tooFar = clockTooFar(intent);
      if (tooFar.isPresent()) {
        return tooFar.get();
      }
      // The same instant is checked and signed: bytes that leave later are too old for the venue.
      Instant now = wall.instant();
      if (now.isAfter(intent.sendBy())) {
        return new SubmitOutcome.Rejected(
            "INTENT_EXPIRED",
            "Not sent: it was %s, to be sent by %s".formatted(now, intent.sendBy()));
      }
      String path = OrderRequests.path(conditional);
      if (sending == Sending.SIGN_ONLY) {
        return new SubmitOutcome.Rejected(
            "DRY_RUN",
            "Signed and not sent: POST %s with %d characters"
                .formatted(path, transport.sign(params, key, now).length()));
      }
      Fields answer = transport.signed(Method.POST, path, params, key, now, whenSent);
      return accepted(answer, intent, conditional);
    } catch (VenueException e) {
      return RejectionCodes.outcome(e);
    }
  }

  /** An entry that could be accepted after its absence was proven is not sent. */
  private Optional<SubmitOutcome> clockTooFar(OrderIntent intent) {
    if (intent.reduceOnly()) {
      return Optional.empty();
    }
    try {
      return clock
          .tooFar()
          .map(why -> new SubmitOutcome.Rejected("VENUE_CLOCK_SKEW", "Not sent: " + why));
    } catch (VenueException e) {
      return Optional.of(RejectionCodes.notSent(e));
    }
  }

  private static SubmitOutcome accepted(Fields answer, OrderIntent intent, boolean conditional) {
    String echoed = answer.text(conditional ? "clientAlgoId" : "clientOrderId");
    if (!echoed.equals(intent.id().value())) {
      return new SubmitOutcome.Unknown(
          "The venue answered for %s instead of %s".formatted(Plain.text(echoed, 40), intent.id()));
    }
    return new SubmitOutcome.Accepted(answer.id(conditional ? "algoId" : "orderId"));
  }

  @Override
  public FindResult find(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    Instant askedAt = wall.instant();
    Fields order;
    try {
      Params params =
          conditional
              ? Params.of("clientAlgoId", id)
              : Params.of("symbol", symbol).with("origClientOrderId", id);
      order = call(Method.GET, OrderRequests.path(conditional), params, account);
    } catch (VenueException.Refused e) {
      if (e.code() != ORDER_DOES_NOT_EXIST) {
        throw e;
      }
      Optional<Fields> open = openOrder(account, symbol, id, conditional);
      if (open.isEmpty()) {
        return new FindResult.NotFound(askedAt);
      }
      order = open.get();
    }
    return new FindResult.Found(
        conditional ? conditional(account, symbol, id, order) : plain(account, symbol, id, order));
  }

  /** The query forgets orders by their age, even such as still rest; the list of open ones not. */
  private Optional<Fields> openOrder(
      String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    String path = conditional ? OPEN_CONDITIONAL : OPEN;
    String field = conditional ? "clientAlgoId" : "clientOrderId";
    for (Fields order : call(Method.GET, path, Params.of("symbol", symbol), account).list()) {
      if (order.text(field).equals(id.value())) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  private VenueOrder conditional(String account, Symbol symbol, ClientOrderId id, Fields order) {
    String number = order.id("algoId");
    Optional<VenueOrderStatus> own = OrderAnswers.conditionalStatus(order);
    if (own.isPresent()) {
      return new VenueOrder(id, number, own.get(), Quantity.ZERO, List.of());
    }
    String child = OrderAnswers.child(order).orElseThrow();
    Params params = Params.of("symbol", symbol).with("orderId", child);
    Fields became;
    try {
      became = call(Method.GET, OrderRequests.path(false), params, account);
    } catch (VenueException.Refused e) {
      throw new VenueException.Unknown(
          "Conditional order %s became order %s, which can't be read yet".formatted(number, child),
          e);
    }
    VenueOrder traded = plain(account, symbol, id, became);
    VenueOrderStatus status =
        traded.status() == VenueOrderStatus.WORKING ? VenueOrderStatus.TRIGGERED : traded.status();
    return new VenueOrder(id, number, status, traded.executed(), traded.fills());
  }

  private VenueOrder plain(String account, Symbol symbol, ClientOrderId id, Fields order) {
    String number = order.id("orderId");
    VenueOrderStatus status = OrderAnswers.status(order);
    Quantity executed = order.quantity("executedQty");
    List<Fill> fills = executed.isZero() ? List.of() : tradesOfOrder(account, symbol, number);
    Quantity traded = OrderAnswers.total(fills);
    if (traded.compareTo(executed) < 0) {
      throw new VenueException.Unknown(
          "Order %s has executed %s, but its trades show only %s yet"
              .formatted(number, executed, traded));
    }
    return new VenueOrder(id, number, status, traded, fills);
  }

  private List<Fill> tradesOfOrder(String account, Symbol symbol, String orderId) {
    List<Fill> fills = new ArrayList<>();
    List<Fill> page;
    Long from = null;
    do {
      Params params =
          Params.of("symbol", symbol)
              .with("orderId", orderId)
              .withOptional("fromId", from)
              .with("limit", MOST);
      page = trades(call(Method.GET, "/fapi/v1/userTrades", params, account));
      fills.addAll(page.stream().filter(fill -> fill.venueOrderId().equals(orderId)).toList());
      from = page.isEmpty() ? null : page.getLast().tradeId() + 1;
    } while (page.size() == MOST);
    return fills;
  }

  @Override
  public void cancel(String account, Symbol symbol, ClientOrderId id, boolean conditional) {
    if (sending == Sending.SIGN_ONLY) {
      return;
    }
    Params params =
        conditional
            ? Params.of("clientAlgoId", id)
            : Params.of("symbol", symbol).with("origClientOrderId", id);
    try {
      call(Method.DELETE, OrderRequests.path(conditional), params, account);
    } catch (VenueException.Refused e) {
      if (e.code() != NOT_OPEN_ANY_MORE && e.code() != ORDER_DOES_NOT_EXIST) {
        throw e;
      }
      if (conditional) {
        cancelChild(account, symbol, params);
      }
    }
  }

  /** What has triggered is cancelled as the order it has become. */
  private void cancelChild(String account, Symbol symbol, Params conditional) {
    try {
      Fields order = call(Method.GET, OrderRequests.path(true), conditional, account);
      Optional<String> child = OrderAnswers.child(order);
      if (child.isPresent()) {
        Params params = Params.of("symbol", symbol).with("orderId", child.get());
        call(Method.DELETE, OrderRequests.path(false), params, account);
      }
    } catch (VenueException.Refused e) {
      if (e.code() != NOT_OPEN_ANY_MORE && e.code() != ORDER_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }

  @Override
  public List<Resting> resting(String account) {
    List<Resting> resting = new ArrayList<>();
    for (Fields order : call(Method.GET, OPEN, Params.none(), account).list()) {
      resting.add(new Resting(order.text("clientOrderId"), order.symbol("symbol")));
    }
    Fields conditional = call(Method.GET, OPEN_CONDITIONAL, Params.none(), account);
    for (Fields order : conditional.list()) {
      resting.add(new Resting(order.text("clientAlgoId"), order.symbol("symbol")));
    }
    return List.copyOf(resting);
  }

  @Override
  public List<VenuePosition> positions(String account) {
    List<VenuePosition> positions = new ArrayList<>();
    Fields answer = call(Method.GET, "/fapi/v3/positionRisk", Params.none(), account);
    for (Fields position : answer.list()) {
      BigDecimal amount = position.decimal("positionAmt");
      if (amount.signum() != 0) {
        Direction direction = amount.signum() > 0 ? Direction.LONG : Direction.SHORT;
        positions.add(
            new VenuePosition(position.symbol("symbol"), direction, Quantity.of(amount.abs())));
      }
    }
    positions.sort(Comparator.comparing(VenuePosition::symbol));
    return List.copyOf(positions);
  }

  @Override
  public Balance balance(String account) {
    Fields answer = call(Method.GET, "/fapi/v3/account", Params.none(), account);
    return new Balance(
        answer.usdt("totalWalletBalance"),
        answer.usdt("totalUnrealizedProfit"),
        answer.usdt("availableBalance"));
  }

  @Override
  public List<Fill> trades(String account, Symbol symbol, @Nullable Long afterTradeId) {
    Params params = Params.of("symbol", symbol);
    if (afterTradeId != null) {
      params.with("fromId", afterTradeId + 1);
    }
    return trades(call(Method.GET, "/fapi/v1/userTrades", params.with("limit", MOST), account));
  }

  private static List<Fill> trades(Fields answer) {
    return answer.list().stream()
        .map(OrderAnswers::fill)
        .sorted(Comparator.comparingLong(Fill::tradeId))
        .toList();
  }

  @Override
  public Optional<String> clientIdOf(String account, Symbol symbol, String venueOrderId) {
    Params params = Params.of("symbol", symbol).with("orderId", venueOrderId);
    try {
      Fields order = call(Method.GET, OrderRequests.path(false), params, account);
      return Optional.of(order.text("clientOrderId"));
    } catch (VenueException.Refused e) {
      if (e.code() == ORDER_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Income> income(String account, String type, @Nullable Instant from) {
    return incomes(account, type, from).stream()
        .map(
            income ->
                new Income(
                    income.symbol("symbol"),
                    income.text("incomeType"),
                    income.usdt("income"),
                    income.id("tranId"),
                    income.millis("time")))
        .sorted(Comparator.comparing(Income::at))
        .toList();
  }

  @Override
  public List<Deposit> deposits(String account, Instant from) {
    return incomes(account, "TRANSFER", from).stream()
        .filter(income -> income.text("asset").equals("USDT"))
        .map(
            income ->
                new Deposit(
                    "TRANSFER/" + income.id("tranId"),
                    income.usdt("income"),
                    income.millis("time")))
        .sorted(Comparator.comparing(Deposit::at))
        .toList();
  }

  private List<Fields> incomes(String account, String type, @Nullable Instant from) {
    Params params = Params.of("incomeType", type);
    if (from != null) {
      params.with("startTime", from.toEpochMilli());
    }
    return call(Method.GET, "/fapi/v1/income", params.with("limit", MOST), account).list();
  }

  private Fields call(Method method, String path, Params params, String account) {
    return transport.signed(method, path, params, keys.keyOf(account), wall.instant());
  }
}
