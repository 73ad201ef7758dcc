package dev.belay.engine.simulation;

import dev.belay.domain.book.OrderBooking;
import dev.belay.domain.book.PositionBooking;
import dev.belay.domain.book.Posting;
import dev.belay.domain.book.SendRule;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SendGate.Claim;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionCommand;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.Admission;
import dev.belay.domain.risk.AgentRisk;
import dev.belay.domain.risk.BreakerState;
import dev.belay.domain.risk.Breakers;
import dev.belay.domain.risk.EntryRequest;
import dev.belay.domain.risk.Exposure;
import dev.belay.domain.risk.FundRisk;
import dev.belay.domain.risk.InstructionRules;
import dev.belay.domain.risk.MarketView;
import dev.belay.domain.risk.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ledger, in memory: it survives every crash. Each method is one transaction; the rules it goes
 * by are those of the ledger in Postgres.
 */
final class Books {
  static final String ACCOUNT = "fund.agent";
  static final BigDecimal TAKER_FEE = new BigDecimal("0.0005");
  private static final String INSTALLATION = "simulation";
  private static final String EXTERNAL = "fund.external";
  private static final long WATCHED_AFTER_END = 10_000;
  private static final VenueProfile PROFILE = VenueProfile.PAPER;

  private final Conduct conduct;
  private final Map<String, Round> rounds = new LinkedHashMap<>();
  private final Map<ClientOrderId, OrderRow> orders = new LinkedHashMap<>();
  private final Map<String, PositionRow> positions = new LinkedHashMap<>();
  private final TreeMap<Long, Fill> fills = new TreeMap<>();
  private final TreeSet<String> venueNumbers = new TreeSet<>();
  private Usdt cash;
  private int postings;
  private boolean halted;
  private long version;

  Books(Conduct conduct, Usdt deposit) {
    this.conduct = conduct;
    this.cash = deposit;
  }

  // What is there.

  Collection<Round> rounds() {
    return rounds.values();
  }

  Collection<OrderRow> orders() {
    return orders.values();
  }

  Collection<PositionRow> positions() {
    return positions.values();
  }

  Collection<Fill> fills() {
    return fills.values();
  }

  boolean isBooked(long tradeId) {
    return fills.containsKey(tradeId);
  }

  /** How many trades were booked, each as often as it was. */
  int postings() {
    return postings;
  }

  Usdt cash() {
    return cash;
  }

  boolean isHalted() {
    return halted;
  }

  /** Grows with every change. */
  long version() {
    return version;
  }

  @Nullable OrderRow find(ClientOrderId id) {
    return orders.get(id);
  }

  OrderRow order(ClientOrderId id) {
    OrderRow row = orders.get(id);
    if (row == null) {
      throw new IllegalArgumentException("Expected an order in the ledger, was " + id);
    }
    return row;
  }

  PositionRow position(String id) {
    PositionRow row = positions.get(id);
    if (row == null) {
      throw new IllegalArgumentException("Expected a position in the ledger, was " + id);
    }
    return row;
  }

  /** Claimed orders that are not over, or have been for a moment only. */
  List<OrderRow> watched(long wallNow) {
    List<OrderRow> watched = new ArrayList<>();
    for (OrderRow order : orders.values()) {
      boolean recent = order.endedAt < 0 || wallNow - order.endedAt < WATCHED_AFTER_END;
      if (order.isClaimed() && recent) {
        watched.add(order);
      }
    }
    return watched;
  }

  /** The highest trade booked in the symbol; 0 when there is none. */
  long lastTradeId(Symbol symbol) {
    for (Fill fill : fills.descendingMap().values()) {
      if (fill.symbol().equals(symbol)) {
        return fill.tradeId();
      }
    }
    return 0;
  }

  /** Whether an order is known, or a trade booked, under the venue's number of an order. */
  boolean knows(String venueOrderId) {
    return venueNumbers.contains(venueOrderId);
  }

  // Halts.

  void halt(boolean on) {
    halted = on;
    version++;
  }

  private Optional<Refusal> refusal() {
    return halted
        ? Optional.of(new Refusal(RefusalCode.HALT_ACTIVE, "Expected entries not halted"))
        : Optional.empty();
  }

  // Rounds and admissions.

  void decide(Round round) {
    rounds.putIfAbsent(round.id, round);
    version++;
  }

  void finish(Round round) {
    round.finished = true;
    version++;
  }

  /** Admits or refuses; asked again it returns what is stored. */
  Optional<String> admit(Round round, Market market, Instant now, long wallNow) {
    if (!round.settled) {
      round.settled = true;
      round.positionId =
          round.decision.action().opens()
              ? open(round, market, now, wallNow)
              : held(round).map(row -> row.id).orElse(null);
      version++;
    }
    return Optional.ofNullable(round.positionId);
  }

  private Optional<PositionRow> held(Round round) {
    return positions.values().stream()
        .filter(p -> p.isOpen() && p.symbol.equals(round.symbol()))
        .filter(p -> p.direction == round.direction())
        .findFirst();
  }

  private @Nullable String open(Round round, Market market, Instant now, long wallNow) {
    Verdict verdict = judge(round, market, wallNow);
    if (!(verdict instanceof Verdict.Admitted admitted)) {
      return null;
    }
    String id = "%s/%s/%d".formatted(ACCOUNT, round.symbol(), positions.size() + 1);
    PositionRow position = new PositionRow(id, round, admitted.stop(), admitted.target());
    positions.put(id, position);
    Integer leverage = round.decision.leverage();
    insert(
        position,
        new OrderIntent(
            ClientOrderId.derive(INSTALLATION, ACCOUNT, round.id, Leg.ENTRY, 0),
            ACCOUNT,
            id,
            round.id,
            Leg.ENTRY,
            0,
            round.symbol(),
            position.direction.entrySide(),
            OrderType.MARKET,
            admitted.quantity(),
            null,
            null,
            leverage == null ? 1 : leverage,
            round.asOf,
            now.plus(PROFILE.sendWithin())),
        admitted.reservation());
    return id;
  }

  private Verdict judge(Round round, Market market, long wallNow) {
    Instant marketNow = market.time(wallNow);
    Usdt equity = cash;
    Usdt bound = Usdt.ZERO;
    List<Symbol> openIn = new ArrayList<>();
    List<Exposure> exposures = new ArrayList<>();
    int opens = 0;
    for (PositionRow position : positions.values()) {
      Price mark = market.visible(position.symbol);
      equity = equity.plus(position.sums.unrealized(mark));
      Integer leverage = position.round.decision.leverage();
      bound = bound.plus(position.sums.margin(leverage == null ? 1 : leverage));
      if (position.isOpen()) {
        openIn.add(position.symbol);
        exposures.add(new Exposure(position.symbol, position.sums.signedNotional(mark)));
      }
      boolean thisHour = position.round.asOf.isAfter(marketNow.minus(Duration.ofHours(1)));
      opens += thisHour && position.status != PositionStatus.NOT_OPENED ? 1 : 0;
    }
    for (OrderRow order : orders.values()) {
      bound = bound.plus(order.reserved);
    }
    return Admission.judge(
        new EntryRequest(round.decision, round.validUntil),
        new MarketView(
            marketNow,
            market.known(round.symbol(), wallNow),
            market.quote(round.symbol(), wallNow),
            TAKER_FEE),
        new AgentRisk(
            AgentLimits.DEFAULT,
            Market.SYMBOLS,
            true,
            false,
            BreakerState.NEW,
            equity,
            cash.minus(bound),
            openIn,
            0,
            opens,
            0),
        new FundRisk(
            FundLimits.DEFAULT, refusal().orElse(null), Breakers.FundState.NEW, equity, exposures));
  }

  private void insert(PositionRow position, OrderIntent intent, Usdt reserved) {
    OrderRow row = new OrderRow(intent, reserved);
    orders.put(intent.id(), row);
    position.orders.add(row);
    version++;
  }

  // Orders.

  /** Stores the intent of an order that reduces; the first of its leg and number stays. */
  ClientOrderId recordIntent(String positionId, PositionCommand.Place place, Instant now) {
    PositionRow position = position(positionId);
    for (OrderRow order : position.orders) {
      if (order.intent.leg() == place.leg() && order.intent.number() == place.number()) {
        return order.intent.id();
      }
    }
    ClientOrderId id =
        ClientOrderId.derive(INSTALLATION, ACCOUNT, positionId, place.leg(), place.number());
    insert(
        position,
        new OrderIntent(
            id,
            ACCOUNT,
            positionId,
            positionId,
            place.leg(),
            place.number(),
            position.symbol,
            position.direction.exitSide(),
            switch (place.leg()) {
              case STOP -> OrderType.STOP_MARKET;
              case TARGET -> OrderType.TAKE_PROFIT_MARKET;
              case EXIT -> OrderType.MARKET;
              case ENTRY -> throw new IllegalStateException("Expected only one entry a position");
            },
            place.quantity(),
            null,
            place.trigger(),
            0,
            position.round.asOf,
            now.plus(PROFILE.sendWithin())),
        Usdt.ZERO);
    return id;
  }

  /** The claim: committed before the first byte leaves. */
  Claim claim(ClientOrderId id, Instant now, long wallNow) {
    OrderRow row = order(id);
    Claim claim =
        SendRule.judge(
            row.intent,
            row.status,
            row.isClaimed(),
            () ->
                conduct.heedsHalt()
                    ? refusal().map(r -> new Claim.Refused(r.code().name(), r.detail()))
                    : Optional.empty(),
            now);
    switch (claim) {
      case Claim.Granted ignored -> {
        row.claimedAt = wallNow;
        row.status = OrderStatus.SENT;
        version++;
      }
      case Claim.Refused(String code, String detail) -> {
        if (!row.status.isTerminal()) {
          end(row, OrderStatus.REJECTED, code + ": " + detail, wallNow);
        }
      }
      case Claim.AlreadyClaimed() -> {}
    }
    return claim;
  }

  private void end(OrderRow row, OrderStatus status, @Nullable String reason, long wallNow) {
    row.status = status;
    row.reason = reason;
    row.endedAt = wallNow;
    row.reserved = Usdt.ZERO;
    version++;
  }

  /**
   * News of an order.
   *
   * @param fills all that is known
   */
  record News(
      ClientOrderId id,
      OrderStatus status,
      @Nullable String venueOrderId,
      List<Fill> fills,
      @Nullable String reason) {}

  /** Books fills not booked before and moves the status. */
  OrderRow.View record(News news, Instant now, long wallNow) {
    OrderRow row = order(news.id());
    Quantity before = row.executed;
    for (Fill fill : news.fills()) {
      if (book(fill, position(row.intent.positionId()), now)) {
        row.executed = row.executed.plus(fill.quantity());
      }
    }
    OrderStatus next =
        OrderBooking.next(
            row.status,
            row.isClaimed(),
            row.intent.quantity(),
            new OrderBooking.News(
                news.status(),
                row.executed,
                now.isAfter(PROFILE.absenceProvenAfter(row.intent.sendBy()))));
    if (row.venueOrderId == null && news.venueOrderId() != null) {
      row.venueOrderId = news.venueOrderId();
      venueNumbers.add(news.venueOrderId());
    }
    Quantity quantity = row.intent.quantity();
    if (quantity != null && !row.reserved.isZero()) {
      row.reserved = OrderBooking.stillReserved(row.reserved, next, quantity, before, row.executed);
    }
    if (next != row.status) {
      boolean ends = next.isTerminal() && !row.status.isTerminal();
      row.status = next;
      row.reason = news.reason() == null ? row.reason : news.reason();
      row.endedAt = ends ? wallNow : row.endedAt;
      boolean triggers = next == OrderStatus.TRIGGERED && row.triggeredAt < 0;
      row.triggeredAt = triggers ? wallNow : row.triggeredAt;
    }
    version++;
    return row.view();
  }

  /** Books a trade that the venue made of its own accord. */
  Optional<String> bookForeign(Fill fill, Instant now) {
    PositionRow latest = null;
    for (PositionRow position : positions.values()) {
      if (position.symbol.equals(fill.symbol()) && (latest == null || !latest.isOpen())) {
        latest = position;
      }
    }
    if (latest == null) {
      return Optional.empty();
    }
    if (book(fill, latest, now) && latest.isOpen() && latest.sums.isClosed()) {
      latest.status = PositionStatus.CLOSED;
      latest.exitReason = ExitReason.LIQUIDATION;
      overtake(latest);
    }
    return Optional.of(latest.id);
  }

  private boolean book(Fill fill, PositionRow position, Instant now) {
    boolean known = fills.containsKey(fill.tradeId());
    if (known && conduct.booksOnce()) {
      return false;
    }
    fills.put(fill.tradeId(), fill);
    venueNumbers.add(fill.venueOrderId());
    postings++;
    for (Posting.Entry entry : Posting.fill(ACCOUNT, EXTERNAL, fill).entries()) {
      cash = entry.account().equals(ACCOUNT) ? cash.plus(entry.amount()) : cash;
    }
    position.sums = position.sums.plus(fill);
    position.firstBookedAt = position.firstBookedAt == null ? now : position.firstBookedAt;
    revise(position, now);
    version++;
    return true;
  }

  /** A late fill contradicts the recorded end, unless another position has the symbol by now. */
  private void revise(PositionRow position, Instant now) {
    PositionStatus after = PositionBooking.afterFill(position.status, position.sums);
    boolean taken =
        positions.values().stream()
            .anyMatch(p -> p != position && p.isOpen() && p.symbol.equals(position.symbol));
    if (after == position.status || taken) {
      return;
    }
    position.status = after;
    if (!after.isTerminal()) {
      position.stopConfirmedAt = null;
      position.firstBookedAt = now;
    }
  }

  // Positions.

  /** Stores what the position has come to; states only go forward. */
  void record(
      String positionId,
      PositionStatus reported,
      @Nullable ExitReason exitReason,
      boolean stopConfirmed,
      Instant now) {
    PositionRow row = position(positionId);
    PositionStatus next = PositionBooking.next(row.status, reported, row.sums);
    row.exitReason = PositionBooking.reason(row.status, row.exitReason, next, exitReason);
    boolean moved = next != row.status;
    row.status = next;
    if (stopConfirmed && row.stopConfirmedAt == null) {
      row.stopConfirmedAt = now;
    }
    if (moved && next.compareTo(PositionStatus.CLOSING) >= 0) {
      overtake(row);
    }
    version++;
  }

  private static void overtake(PositionRow row) {
    row.instructions.removeIf(under -> row.status.isTerminal() || !isCloseAll(under.wanted()));
  }

  private static boolean isCloseAll(Instruction wanted) {
    return wanted instanceof Instruction.Close(var quantity) && quantity == null;
  }

  /** Judges an operator's instruction and keeps it; whether it was kept. */
  boolean tell(String positionId, Instruction wanted, Market market, Instant now, long wallNow) {
    PositionRow row = position(positionId);
    boolean closing = row.status == PositionStatus.CLOSING || row.status.isTerminal();
    InstructionRules.Held held =
        new InstructionRules.Held(
            row.status,
            row.direction,
            row.sums.held(),
            row.stop,
            row.target,
            closing ? row.exitReason : null,
            row.instructions);
    if (!(InstructionRules.judge(
            held, wanted, market.known(row.symbol, wallNow), market.quote(row.symbol, wallNow))
        instanceof InstructionRules.Verdict.Accepted(Instruction accepted))) {
      return false;
    }
    if (isCloseAll(accepted)) {
      record(positionId, PositionStatus.CLOSING, ExitReason.COMMAND, false, now);
    }
    Leg leg =
        switch (accepted.kind()) {
          case CLOSE -> Leg.EXIT;
          case STOP -> Leg.STOP;
          case TARGET -> Leg.TARGET;
        };
    row.instructions.add(new UnderWay(++row.instructionsEver, accepted, row.nextNumber(leg)));
    version++;
    return true;
  }

  /** Stores what came of an instruction. */
  void settle(String positionId, int n, End end) {
    PositionRow row = position(positionId);
    for (UnderWay under : List.copyOf(row.instructions)) {
      if (under.n() == n) {
        row.instructions.remove(under);
        if (end == End.DONE) {
          moveProtection(row, under.wanted());
        }
        version++;
      }
    }
  }

  private static void moveProtection(PositionRow row, Instruction wanted) {
    switch (wanted) {
      case Instruction.MoveStop(Price price) -> row.stop = price;
      case Instruction.MoveTarget(Price price) -> row.target = price;
      case Instruction.Close ignored -> {
        // What it closed is in the fills.
      }
    }
  }
}
