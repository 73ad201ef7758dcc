package dev.belay.simulator.venue;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.BookDepth;
import dev.belay.engine.fill.Depth;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.store.Rows.AccountRow;
import dev.belay.simulator.store.Rows.ClockRow;
import dev.belay.simulator.store.Rows.TransferRow;
import dev.belay.simulator.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The venue. Commands of different accounts run side by side under the read lock; a step over a
 * boundary between candles has the write lock. Both commit before they let go, and a failed commit
 * makes the venue read its state anew, because it can't know whether the commit took effect.
 */
public final class Venue {
  /** What the first level of each book holds at least: all that paper accounts usually order. */
  private static final long FIRST_LEVEL = 200_000 * Fixed.ONE;

  private final Market market;
  private final Store store;
  private final VenueClock clock;
  private final Failpoints failpoints;
  private final Terms.Costs costs;
  private final Depth depth;
  private final Ids ids;
  private final SlowTriggers slow = new SlowTriggers();
  private final Keys keys = new Keys();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, VenueAccount> byKey = new ConcurrentHashMap<>();
  private final Map<String, VenueAccount> byId = new ConcurrentHashMap<>();
  private volatile Audience audience = Audience.NONE;
  private volatile Listing listing;
  private volatile long steppedTo;
  private volatile boolean stale;

  /** Up to which of its versions a market's quotes have been dealt with. */
  private volatile long heard = -1;

  /** Stamps of the last fundings, by account and symbol. Guarded by the write lock. */
  private Map<String, Map<Symbol, Long>> fundings = new TreeMap<>();

  /** What trades, in order of symbol, and the engine that goes by it. */
  private record Listing(SortedMap<Symbol, Instrument> instruments, FillEngine engine) {}

  /**
   * Opens the venue where it was left.
   *
   * @throws IllegalStateException if the books belong to another market
   */
  public Venue(
      Market market, Store store, Terms.Costs costs, int speed, Failpoints failpoints, Clock wall) {
    this.market = market;
    this.store = store;
    this.failpoints = failpoints;
    String identity = market.identity();
    MarketSpec spec = market.spec();
    ClockRow row = store.clock().orElse(new ClockRow(identity, spec, market.from(), market.from()));
    boolean same = row.spec() == null || row.spec().isSameAs(spec);
    if (!row.market().equals(identity) || !same) {
      throw new IllegalStateException(
          "Expected the market of these books, %s, was %s%s: take another home, or the same market"
              .formatted(row.market(), identity, same ? "" : " with other prices"));
    }
    this.clock =
        market.followsClock()
            ? VenueClock.onWall(wall, row.highWater(), speed)
            : new VenueClock(wall, row.highWater(), speed, market.to());
    this.steppedTo = row.steppedTo();
    store.startClock(row, spec, speed);
    this.costs = costs;
    this.depth = new BookDepth(spec.seed(), FIRST_LEVEL);
    this.ids = ids(store);
    this.listing = listing(market.instruments());
    persistClock();
    load();
  }

  /** What a command came to. */
  public record Outcome(Verdict verdict, long at) {}

  /** An account's state at a market time. */
  public record View<T>(T value, long at) {}

  public Market market() {
    return market;
  }

  /** What its books hold. */
  public Depth depth() {
    return depth;
  }

  public VenueClock clock() {
    return clock;
  }

  /** Tells the audience from now on what is committed. */
  public void tell(Audience listening) {
    audience = listening;
  }

  /** What trades, by symbol and in its order. */
  public SortedMap<Symbol, Instrument> instruments() {
    return listing.instruments;
  }

  /** Lists an instrument with other filters, until {@link #relist()} or the next start. */
  public void relist(Instrument changed) {
    lock.writeLock().lock();
    try {
      SortedMap<Symbol, Instrument> now = new TreeMap<>(listing.instruments);
      now.put(changed.symbol(), changed);
      listing = listing(now.values());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Lists all instruments as the market has them. */
  public void relist() {
    lock.writeLock().lock();
    try {
      listing = listing(market.instruments());
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Listing listing(Collection<Instrument> instruments) {
    SortedMap<Symbol, Instrument> bySymbol = new TreeMap<>();
    instruments.forEach(each -> bySymbol.put(each.symbol(), each));
    return new Listing(
        Collections.unmodifiableSortedMap(bySymbol),
        new FillEngine(instruments.stream().map(Terms::of).toList(), costs, depth, ids));
  }

  /**
   * The market order of the stop, which is about to be placed, is to wait that many candles after
   * the trigger. Not remembered over a restart, unless it has triggered by then.
   */
  public void slowTrigger(VenueAccount account, String clientId, int steps) {
    slow.add(account.id(), clientId, steps);
  }

  /** The stop has not been taken after all. */
  public void usualTrigger(VenueAccount account, String clientId) {
    slow.remove(account.id(), clientId);
  }

  /** Stops of all accounts fill when they trigger, also those placed before. */
  public void usualTriggers() {
    slow.clear();
  }

  public Optional<VenueAccount> byKey(String apiKey) {
    return Optional.ofNullable(byKey.get(apiKey));
  }

  public Optional<VenueAccount> byId(String account) {
    return Optional.ofNullable(byId.get(account));
  }

  /** The account's keys; creates it, with the deposit, if there is none yet. */
  public AccountRow open(String account, long deposit) {
    advance();
    lock.writeLock().lock();
    try {
      VenueAccount known = byId.get(account);
      if (known == null) {
        AccountRow row = new AccountRow(account, keys.next(), keys.next(), deposit);
        commit(() -> store.createAccount(row, steppedTo, clock.wallNow()));
        Account state = Account.restore(account, deposit, List.of(), List.of(), new TreeMap<>());
        known = new VenueAccount(row.apiKey(), row.secretKey(), state);
        byId.put(account, known);
        byKey.put(row.apiKey(), known);
      }
      return new AccountRow(account, known.apiKey(), known.secretKey(), known.state.wallet());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Takes an order, or refuses it.
   *
   * @param inTime runs under the account's lock, just before the order counts; what it throws
   *     refuses the order
   */
  public Outcome place(
      VenueAccount account, OrderRequest request, String workingType, Runnable inTime) {
    Outcome outcome =
        command(
            account,
            workingType,
            now -> {
              inTime.run();
              return listing.engine.place(account.state, request, now);
            },
            request.symbol());
    if (outcome.verdict() instanceof Verdict.Accepted) {
      failpoints.hit("simulator.order.committed");
    }
    return outcome;
  }

  public Outcome cancel(VenueAccount account, long orderId, Symbol symbol) {
    return command(
        account, "", now -> listing.engine.cancel(account.state, orderId, now.at()), symbol);
  }

  public Outcome setLeverage(VenueAccount account, Symbol symbol, int leverage) {
    return command(
        account, "", now -> listing.engine.setLeverage(account.state, symbol, leverage), symbol);
  }

  /**
   * Moves capital to the account, or from it when negative; what is not free stays. The first
   * answer to an id is the answer for ever.
   */
  public TransferRow transfer(VenueAccount account, String id, long amount) {
    advance();
    lock.readLock().lock();
    account.lock.lock();
    TransferRow row;
    try {
      checkFresh();
      Optional<TransferRow> known = store.transfer(id);
      if (known.isPresent()) {
        return known.get();
      }
      long at = moment();
      long available = account.state.available();
      String refused =
          amount < 0 && available < -amount
              ? "Asset transfer failed: insufficient balance. Expected at most %s, was %s"
                  .formatted(Fixed.decimal(available), Fixed.decimal(-amount))
              : "";
      row = new TransferRow(id, account.id(), amount, refused, at);
      Account before = copyForAudience(account.state);
      List<FillEvent> events =
          refused.isEmpty() ? listing.engine.deposit(account.state, amount, at) : List.of();
      TransferRow moved = row;
      commit(() -> store.saveTransfer(account.state, events, moved, clock.wallNow()));
      if (before != null) {
        audience.committed(before, events, "");
      }
    } finally {
      account.lock.unlock();
      lock.readLock().unlock();
    }
    failpoints.hit("simulator.transfer.committed");
    return row;
  }

  /**
   * Gives an open limit order another price and quantity under its number, if what is left of it
   * could be placed like that; it queues anew. A quantity that has traded already cancels it, and
   * so does a price at which one that only makes would take.
   *
   * @param inTime as with {@link #place}
   */
  public Outcome amend(
      VenueAccount account, Order order, long quantity, long limitPrice, Runnable inTime) {
    OrderRequest changed = order.request().amended(quantity, limitPrice);
    return command(
        account,
        "",
        now -> {
          inTime.run();
          return amended(account.state, order.id(), changed, now);
        },
        changed.symbol(),
        events -> saveAmended(account.state, events));
  }

  private void saveAmended(Account state, List<FillEvent> events) {
    if (events.getLast() instanceof FillEvent.Opened(Order order)) {
      store.amend(order, ((FillEvent.Closed) events.getFirst()).at());
    } else {
      store.save(state, events, "", clock.wallNow());
    }
  }

  private Verdict amended(Account state, long id, OrderRequest changed, FillEngine.Moment now) {
    Optional<Order> open = state.order(id);
    if (open.isEmpty()) {
      return new Verdict.Rejected(Verdict.Reason.UNKNOWN_ORDER, "No open order %d".formatted(id));
    }
    Order was = open.get();
    long left = changed.quantity() - was.progress().executed();
    if (left <= 0) {
      return listing.engine.cancel(state, id, now.at());
    }
    Account without =
        Account.restore(
            state.id(),
            state.wallet(),
            state.positions(),
            state.orders().stream().filter(o -> o.id() != id).toList(),
            Map.of(changed.symbol(), state.leverage(changed.symbol())));
    OrderRequest rest = changed.amended(left, changed.limitPrice());
    return switch (listing.engine.place(without, rest, now)) {
      case Verdict.Rejected rejected ->
          rejected.reason() == Verdict.Reason.WOULD_TAKE
              ? listing.engine.cancel(state, id, now.at())
              : rejected;
      case Verdict.Accepted accepted -> {
        Order taken = ((FillEvent.Opened) accepted.events().getFirst()).order();
        List<FillEvent> events =
            List.of(
                new FillEvent.Closed(was, Order.State.CANCELED, 0, now.at(), "amended"),
                new FillEvent.Opened(
                    new Order(
                        id,
                        changed,
                        taken.activeFrom(),
                        was.createdAt(),
                        taken.reserved(),
                        0,
                        was.progress())));
        events.forEach(state::apply);
        yield new Verdict.Accepted(events);
      }
    };
  }

  /** Reads an account, and what is recorded of it, between two changes. */
  public <T> View<T> read(VenueAccount account, Function<Account, T> reader) {
    advance();
    lock.readLock().lock();
    account.lock.lock();
    try {
      checkFresh();
      return new View<>(reader.apply(account.state), moment());
    } finally {
      account.lock.unlock();
      lock.readLock().unlock();
    }
  }

  private Outcome command(
      VenueAccount account,
      String workingType,
      Function<FillEngine.Moment, Verdict> decision,
      Symbol symbol) {
    return command(
        account,
        workingType,
        decision,
        symbol,
        events -> store.save(account.state, events, workingType, clock.wallNow()));
  }

  private Outcome command(
      VenueAccount account,
      String workingType,
      Function<FillEngine.Moment, Verdict> decision,
      Symbol symbol,
      Consumer<List<FillEvent>> save) {
    advance();
    lock.readLock().lock();
    account.lock.lock();
    try {
      checkFresh();
      long at = moment();
      long price = market.price(symbol, at).orElse(0);
      Account before = copyForAudience(account.state);
      // On quotes what counts for an order is what is heard after it; on candles, the next open.
      long since = market instanceof QuotedMarket ? at : steppedTo;
      Verdict verdict = decision.apply(new FillEngine.Moment(at, since, price));
      if (verdict instanceof Verdict.Accepted accepted) {
        commit(() -> save.accept(accepted.events()));
        if (before != null) {
          audience.committed(before, accepted.events(), workingType);
        }
      }
      return new Outcome(verdict, at);
    } finally {
      account.lock.unlock();
      lock.readLock().unlock();
    }
  }

  /** The account as it is; null when nobody wants to know how it changes. */
  private @Nullable Account copyForAudience(Account state) {
    if (!audience.listens(state.id())) {
      return null;
    }
    Map<Symbol, Integer> leverages = new TreeMap<>();
    for (Symbol symbol : listing.instruments.keySet()) {
      leverages.put(symbol, state.leverage(symbol));
    }
    return Account.restore(
        state.id(), state.wallet(), state.positions(), state.orders(), leverages);
  }

  private void commit(Runnable save) {
    try {
      save.run();
    } catch (RuntimeException e) {
      stale = true;
      throw e;
    }
  }

  /** A commit failed while we waited for the lock: what is in memory may never have happened. */
  private void checkFresh() {
    if (stale) {
      throw new IllegalStateException("The venue reads its books anew, ask again");
    }
  }

  /** Market time, but never beyond the candle up to which the accounts have been taken. */
  public long moment() {
    if (market instanceof QuotedMarket) {
      return clock.now();
    }
    return Math.min(clock.now(), steppedTo + market.interval().millis() - 1);
  }

  /** Takes all accounts up to the current market time, which is returned. */
  public long advance() {
    long now = clock.now();
    if (market instanceof QuotedMarket quoted) {
      listen(quoted);
      return now;
    }
    long boundary = market.interval().floor(Instant.ofEpochMilli(now)).toEpochMilli();
    if (boundary > steppedTo || stale) {
      lock.writeLock().lock();
      try {
        readAnew();
        while (steppedTo < boundary) {
          step(steppedTo + market.interval().millis());
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
    return now;
  }

  private void readAnew() {
    if (stale) {
      ClockRow row = store.clock().orElseThrow();
      steppedTo = row.steppedTo();
      load();
      stale = false;
    }
  }

  /** Takes all accounts over what has been quoted since the last look. */
  private void listen(QuotedMarket quoted) {
    if (quoted.version() == heard && !stale) {
      return;
    }
    lock.writeLock().lock();
    try {
      readAnew();
      long version = quoted.version();
      if (version != heard) {
        // Another quote of this millisecond may still come; one seen twice does nothing twice.
        long at = Math.max(steppedTo, quoted.latest() - 1);
        QuoteTape tape = new QuoteTape(quoted, fundings, steppedTo);
        step(at, account -> listing.engine.quoted(account, tape)).forEach(tape::committed);
        heard = version;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void step(long at) {
    Boundary tape = new Boundary(market, at);
    var unused =
        step(
            at,
            account ->
                joined(
                    slow.trigger(account, tape, ids, market.interval().millis()),
                    listing.engine.step(account, tape)));
  }

  private Map<Account, List<FillEvent>> step(long at, Function<Account, List<FillEvent>> engine) {
    Map<Account, List<FillEvent>> changes = new LinkedHashMap<>();
    Map<Account, List<FillEvent>> news = new LinkedHashMap<>();
    for (VenueAccount account : byId.values()) {
      Account before = copyForAudience(account.state);
      List<FillEvent> events = engine.apply(account.state);
      if (!events.isEmpty()) {
        changes.put(account.state, events);
        if (before != null) {
          news.put(before, events);
        }
      }
    }
    if (!changes.isEmpty()) {
      commit(() -> store.saveStep(changes, at, clock.wallNow()));
    }
    steppedTo = at;
    news.forEach((before, events) -> audience.committed(before, events, ""));
    if (!changes.isEmpty()) {
      failpoints.hit("simulator.step.committed");
    }
    return changes;
  }

  private static List<FillEvent> joined(List<FillEvent> first, List<FillEvent> then) {
    if (first.isEmpty()) {
      return then;
    }
    List<FillEvent> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  /** Lets market time go on for another while. */
  public void persistClock() {
    long mark = clock.nextHighWater();
    store.raiseClock(mark, steppedTo);
    clock.raise(mark);
  }

  /** Market time stops here and goes on from here at the next start. */
  public void stop() {
    store.stopClock(clock.freeze(), steppedTo);
  }

  private void load() {
    Map<String, Account> states = store.restore();
    for (AccountRow row : store.accounts()) {
      Account state = states.get(row.account());
      if (state == null) {
        throw new IllegalStateException("Expected the state of account " + row.account());
      }
      VenueAccount known =
          byId.computeIfAbsent(
              row.account(), id -> new VenueAccount(row.apiKey(), row.secretKey(), state));
      known.state = state;
      byKey.put(row.apiKey(), known);
    }
    fundings = store.lastFundings();
  }

  private static Ids ids(Store store) {
    AtomicLong orders = new AtomicLong(store.lastOrderId());
    AtomicLong trades = new AtomicLong(store.lastTradeId());
    return new Ids() {
      @Override
      public long nextOrder() {
        return orders.incrementAndGet();
      }

      @Override
      public long nextTrade() {
        return trades.incrementAndGet();
      }
    };
  }
}
