package dev.belay.workflows;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueOrder;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.PositionStatus;
import dev.belay.workflows.order.OrderActivities;
import dev.belay.workflows.order.VenueActivities;
import dev.belay.workflows.position.PositionActivities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger and a venue in memory, just enough of both to drive orders and positions. What the venue
 * answers to a submission is scripted; everything it was sent is counted.
 */
public final class FakeWorld implements OrderActivities, PositionActivities, VenueActivities {
  static final String ACCOUNT = "main.qwen_single";
  static final String POSITION = ACCOUNT + "/BTCUSDT/1";
  static final Symbol BTC = Symbol.of("BTCUSDT");
  static final Price PRICE = Price.of("100");

  private final Supplier<Instant> wallNow;
  private final Map<ClientOrderId, Order> orders = new LinkedHashMap<>();
  private final Map<ClientOrderId, VenueOrder> venue = new LinkedHashMap<>();
  private PositionStatus status = PositionStatus.OPENING;
  private @Nullable ExitReason exitReason;
  private @Nullable Instant firstFillAt;
  private @Nullable Instant stopConfirmedAt;
  private Price stop = Price.of("95");
  private @Nullable Price target = Price.of("120");
  private final List<Instruction.UnderWay> underWay = new ArrayList<>();
  private int told;
  private long trades;

  /** Instructions that ended, as "n END". */
  final List<String> settled = new ArrayList<>();

  /** Answers a submission; the default accepts. */
  Function<OrderIntent, SubmitOutcome> answer = this::accept;

  final List<ClientOrderId> submitted = new ArrayList<>();
  int cancels;

  private static final class Order {
    OrderIntent intent;
    OrderStatus status = OrderStatus.RECORDED;
    @Nullable Instant triggeredAt;
    boolean claimed;
    @Nullable String reason;
    final Map<Long, Fill> fills = new LinkedHashMap<>();

    Order(OrderIntent intent) {
      this.intent = intent;
    }

    Quantity executed() {
      return fills.values().stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }
  }

  FakeWorld(Supplier<Instant> wallNow) {
    this.wallNow = wallNow;
  }

  /** Records the entry of the position, as an admission would. */
  synchronized ClientOrderId recordEntry() {
    return intent(Leg.ENTRY, 0, OrderType.MARKET, Quantity.of("1"), null);
  }

  private ClientOrderId intent(
      Leg leg, int number, OrderType type, @Nullable Quantity quantity, @Nullable Price trigger) {
    ClientOrderId id = ClientOrderId.derive("i", ACCOUNT, POSITION, leg, number);
    Direction direction = Direction.LONG;
    orders.computeIfAbsent(
        id,
        key ->
            new Order(
                new OrderIntent(
                    id,
                    ACCOUNT,
                    POSITION,
                    POSITION,
                    leg,
                    number,
                    BTC,
                    leg == Leg.ENTRY ? direction.entrySide() : direction.exitSide(),
                    type,
                    quantity,
                    null,
                    trigger,
                    leg == Leg.ENTRY ? 2 : 0,
                    wallNow.get(),
                    wallNow.get().plus(VenueProfile.PAPER.sendWithin()))));
    return id;
  }

  // The venue.

  SubmitOutcome accept(OrderIntent intent) {
    venue.put(
        intent.id(),
        new VenueOrder(
            intent.id(),
            "" + (venue.size() + 1),
            VenueOrderStatus.WORKING,
            Quantity.ZERO,
            List.of()));
    return new SubmitOutcome.Accepted("" + venue.size());
  }

  /** The order trades one; done a second time, the venue comes to show a trade late. */
  synchronized void fill(ClientOrderId id) {
    Order order = orders.get(id);
    VenueOrder before = venue.get(id);
    if (order == null || before == null) {
      throw new IllegalStateException("Expected an order at the venue, was " + id);
    }
    Quantity quantity = order.intent.quantity() == null ? held() : order.intent.quantity();
    Fill fill =
        new Fill(
            BTC,
            ++trades,
            before.venueOrderId(),
            order.intent.side(),
            PRICE,
            quantity,
            Usdt.of("0.05"),
            Usdt.ZERO,
            false,
            wallNow.get());
    List<Fill> fills = new ArrayList<>(before.fills());
    fills.add(fill);
    venue.put(
        id,
        new VenueOrder(
            id,
            before.venueOrderId(),
            VenueOrderStatus.FILLED,
            before.executed().plus(quantity),
            fills));
  }

  /** The order triggers, and what it becomes does not trade. */
  synchronized void trigger(ClientOrderId id) {
    VenueOrder before = venue.get(id);
    if (before == null) {
      throw new IllegalStateException("Expected an order at the venue, was " + id);
    }
    venue.put(
        id,
        new VenueOrder(
            id, before.venueOrderId(), VenueOrderStatus.TRIGGERED, Quantity.ZERO, List.of()));
  }

  /** What is held by booked fills. */
  synchronized Quantity held() {
    Quantity in = Quantity.ZERO;
    Quantity out = Quantity.ZERO;
    for (Order order : orders.values()) {
      if (order.intent.leg() == Leg.ENTRY) {
        in = in.plus(order.executed());
      } else {
        out = out.plus(order.executed());
      }
    }
    return in.minus(out);
  }

  /** Keeps an instruction as the ledger would; returns its id. */
  synchronized String tell(Instruction wanted) {
    Leg leg =
        switch (wanted.kind()) {
          case CLOSE -> Leg.EXIT;
          case STOP -> Leg.STOP;
          case TARGET -> Leg.TARGET;
        };
    int first =
        orders.values().stream()
            .filter(order -> order.intent.leg() == leg)
            .mapToInt(order -> order.intent.number() + 1)
            .max()
            .orElse(0);
    underWay.add(new Instruction.UnderWay(++told, wanted, first));
    return POSITION + "/" + told;
  }

  /** What rests at the venue of a leg, as "quantity@trigger". */
  synchronized List<String> resting(Leg leg) {
    return venue.values().stream()
        .filter(order -> order.status() == VenueOrderStatus.WORKING)
        .map(order -> intentOf(order.id()))
        .filter(intent -> intent.leg() == leg)
        .map(
            intent ->
                (intent.quantity() == null ? "all" : intent.quantity())
                    + "@"
                    + intent.triggerPrice())
        .toList();
  }

  synchronized @Nullable ClientOrderId atVenue(Leg leg) {
    return venue.keySet().stream()
        .filter(id -> intentOf(id).leg() == leg)
        .reduce((a, b) -> b)
        .orElse(null);
  }

  synchronized VenueOrderStatus venueStatus(ClientOrderId id) {
    VenueOrder order = venue.get(id);
    return order == null ? VenueOrderStatus.REJECTED : order.status();
  }

  private OrderIntent intentOf(ClientOrderId id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("Expected a recorded order, was " + id);
    }
    return order.intent;
  }

  @Override
  public synchronized SubmitOutcome submit(ClientOrderId id) {
    Order order = orders.get(id);
    if (order == null || order.claimed) {
      return new SubmitOutcome.Unknown("claimed before");
    }
    order.claimed = true;
    order.status = OrderStatus.SENT;
    submitted.add(id);
    return answer.apply(order.intent);
  }

  @Override
  public synchronized FindResult find(ClientOrderId id) {
    VenueOrder order = venue.get(id);
    return order == null ? new FindResult.NotFound(wallNow.get()) : new FindResult.Found(order);
  }

  @Override
  public synchronized void cancel(ClientOrderId id) {
    cancels++;
    VenueOrder order = venue.get(id);
    if (order != null && !order.status().isTerminal()) {
      venue.put(
          id,
          new VenueOrder(
              id, order.venueOrderId(), VenueOrderStatus.CANCELED, order.executed(), List.of()));
    }
  }

  @Override
  public List<VenuePosition> positions(String account) {
    return List.of();
  }

  @Override
  public List<String> openOrders(String account) {
    return List.of();
  }

  // The ledger.

  synchronized PositionStatus status() {
    return status;
  }

  synchronized @Nullable ExitReason exitReason() {
    return exitReason;
  }

  synchronized OrderStatus statusOf(ClientOrderId id) {
    return load(id).status();
  }

  /** As after a crash between the claim and everything that follows. */
  synchronized void claimWithoutAnswer(ClientOrderId id) {
    Order order = orders.get(id);
    if (order != null) {
      order.claimed = true;
      order.status = OrderStatus.SENT;
    }
  }

  @Override
  public synchronized OrderView load(ClientOrderId id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("Expected a recorded order, was " + id);
    }
    return new OrderView(
        order.intent,
        order.status,
        order.claimed,
        null,
        order.executed(),
        VenueProfile.PAPER,
        order.reason);
  }

  @Override
  public synchronized OrderView record(OrderUpdate update) {
    Order order = orders.get(update.id());
    if (order == null) {
      throw new IllegalStateException("Expected a recorded order, was " + update.id());
    }
    if (!order.status.isTerminal()) {
      if (update.status() == OrderStatus.TRIGGERED && order.triggeredAt == null) {
        order.triggeredAt = wallNow.get();
      }
      order.status = update.status();
      order.reason = update.reason();
    }
    for (Fill fill : update.fills()) {
      order.fills.putIfAbsent(fill.tradeId(), fill);
      if (firstFillAt == null) {
        firstFillAt = wallNow.get();
      }
    }
    if (status.isTerminal() && !held().isZero()) {
      status = PositionStatus.OPEN;
      firstFillAt = wallNow.get();
      stopConfirmedAt = null;
    }
    return load(update.id());
  }

  @Override
  public synchronized PositionView load(String positionId) {
    List<PositionOrder> legs = new ArrayList<>();
    for (Order order : orders.values()) {
      legs.add(
          new PositionOrder(
              order.intent.id(),
              order.intent.leg(),
              order.intent.number(),
              order.status,
              order.executed(),
              order.intent.quantity(),
              order.intent.triggerPrice(),
              order.reason,
              order.triggeredAt));
    }
    return new PositionView(
        POSITION,
        ACCOUNT,
        "qwen_single",
        BTC,
        Direction.LONG,
        status,
        held(),
        stop,
        target,
        2,
        "d#0",
        Instant.EPOCH,
        exitReason,
        firstFillAt,
        stopConfirmedAt,
        legs,
        VenueProfile.PAPER,
        underWay);
  }

  @Override
  public synchronized void settle(Settlement settlement) {
    for (Instruction.UnderWay ended : List.copyOf(underWay)) {
      if (ended.n() == settlement.instruction()) {
        underWay.remove(ended);
        settled.add(ended.n() + " " + settlement.end());
        if (settlement.end() == Instruction.End.DONE) {
          switch (ended.wanted()) {
            case Instruction.MoveStop(Price price) -> stop = price;
            case Instruction.MoveTarget(Price price) -> target = price;
            case Instruction.Close ignored -> {}
          }
        }
      }
    }
  }

  @Override
  public synchronized ClientOrderId recordIntent(ReducingIntent request) {
    return intent(
        request.leg(),
        request.number(),
        request.type(),
        request.quantity(),
        request.triggerPrice());
  }

  @Override
  public synchronized void record(PositionUpdate update) {
    if (!status.isTerminal()) {
      status = update.status();
    }
    if (exitReason == null || status.isTerminal()) {
      exitReason = update.exitReason() == null ? exitReason : update.exitReason();
    }
    if (update.stopConfirmed() && stopConfirmedAt == null) {
      stopConfirmedAt = wallNow.get();
    }
  }
}
