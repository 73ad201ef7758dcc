package dev.belay.simulator.venue;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Depth;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Rows.AccountRow;
import dev.belay.simulator.store.Rows.ClockRow;
import dev.belay.simulator.store.Rows.TransferRow;
import dev.belay.simulator.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The venue. Commands of different accounts run side by side under the read lock; a step over a
 * boundary between candles has the write lock. Both commit before they let go, and a failed commit
 * makes the venue read its state anew, because it can't know whether the commit took effect.
 */
public final class Venue {
  private final Market market;
  private final Store store;
  private final VenueClock clock;
  private final Failpoints failpoints;
  private final Matching matching;
  private final Keys keys = new Keys();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, VenueAccount> byKey = new ConcurrentHashMap<>();
  private final Map<String, VenueAccount> byId = new ConcurrentHashMap<>();
  private volatile Audience audience = Audience.NONE;
  private volatile long steppedTo;
  private volatile boolean stale;

  /** Up to which of its versions a market's quotes have been dealt with. */
  private volatile long heard = -1;

  /** Stamps of the last fundings, by account and symbol. Guarded by the write lock. */
  private Map<String, Map<Symbol, Long>> fundings = new TreeMap<>();

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
    store.startClock(row, spec, speed, costs);
    this.matching = new Matching(market, costs, ids(store));
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
    return matching.depth();
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
    return matching.instruments();
  }

  /** Lists an instrument with other filters, until {@link #relist()} or the next start. */
  public void relist(Instrument changed) {
    rule(null, new Command.Relisted(changed), () -> matching.relist(changed));
  }

  /** Lists all instruments as the market has them. */
  public void relist() {
    if (!matching.isUsual()) {
      rule(null, new Command.ListedAsUsual(), matching::relist);
    }
  }

  /**
   * The market order of the stop, which is about to be placed, is to wait that many candles after
   * the trigger. Not remembered over a restart, unless it has triggered by then.
   */
  public void slowTrigger(VenueAccount account, String clientId, int steps) {
    rule(
        account.id(),
        new Command.TriggerSlowed(clientId, steps),
        () -> matching.slowTrigger(account.id(), clientId, steps));
  }

  /** The stop has not been taken after all. */
  public void usualTrigger(VenueAccount account, String clientId) {
    rule(
        account.id(),
        new Command.TriggerSlowed(clientId, 0),
        () -> matching.usualTrigger(account.id(), clientId));
  }

  /** Stops of all accounts fill when they trigger, also those placed before. */
  public void usualTriggers() {
    if (matching.hasSlowTriggers()) {
      rule(null, new Command.TriggersUsual(), matching::usualTriggers);
    }
  }

  /** Changes what holds for all that comes, between two steps and with no command under way. */
  private void rule(@Nullable String account, Command command, Runnable change) {
    lock.writeLock().lock();
    try {
      store.keep(account, command, new Command.When(moment(), steppedTo));
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
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
              return matching.engine().place(account.state, request, now);
            },
            request.symbol(),
            events -> new Command.Placed(opened(events).id(), request));
    if (outcome.verdict() instanceof Verdict.Accepted) {
      failpoints.hit("simulator.order.committed");
    }
    return outcome;
  }

  public Outcome cancel(VenueAccount account, long orderId, Symbol symbol) {
    return command(
        account,
        "",
        now -> matching.engine().cancel(account.state, orderId, now.at()),
        symbol,
        events -> new Command.Canceled(orderId));
  }

  public Outcome setLeverage(VenueAccount account, Symbol symbol, int leverage) {
    return command(
        account,
        "",
        now -> matching.engine().setLeverage(account.state, symbol, leverage),
        symbol,
        events -> new Command.LeverageChosen(symbol, leverage));
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
          refused.isEmpty() ? matching.engine().deposit(account.state, amount, at) : List.of();
      TransferRow moved = row;
      Command.When when = new Command.When(at, steppedTo);
      commit(() -> store.saveTransfer(account.state, events, moved, when, clock.wallNow()));
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
   * Gives an open limit order another price and quantity, as {@link FillEngine#amend} says.
   *
   * @param inTime as with {@link #place}
   */
  public Outcome amend(
      VenueAccount account, Order order, long quantity, long limitPrice, Runnable inTime) {
    return command(
        account,
        "",
        now -> {
          inTime.run();
          return matching.engine().amend(account.state, order.id(), quantity, limitPrice, now);
        },
        order.request().symbol(),
        events -> new Command.Amended(order.id(), quantity, limitPrice));
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

  /**
   * @param kept what is kept of it when it is taken, given the events it causes
   */
  private Outcome command(
      VenueAccount account,
      String workingType,
      Function<FillEngine.Moment, Verdict> decision,
      Symbol symbol,
      Function<List<FillEvent>, Command> kept) {
    advance();
    lock.readLock().lock();
    account.lock.lock();
    try {
      checkFresh();
      long at = moment();
      Account before = copyForAudience(account.state);
      // On quotes what counts for an order is what is heard after it; on candles, the next open.
      long since = market instanceof QuotedMarket ? at : steppedTo;
      Verdict verdict = decision.apply(matching.moment(symbol, at, since));
      if (verdict instanceof Verdict.Accepted accepted) {
        List<FillEvent> events = accepted.events();
        Command command = kept.apply(events);
        Command.When when = new Command.When(at, steppedTo);
        commit(
            () -> store.save(account.state, events, workingType, command, when, clock.wallNow()));
        if (before != null) {
          audience.committed(before, events, workingType);
        }
      }
      return new Outcome(verdict, at);
    } finally {
      account.lock.unlock();
      lock.readLock().unlock();
    }
  }

  private static Order opened(List<FillEvent> events) {
    return ((FillEvent.Opened) events.getFirst()).order();
  }

  /** The account as it is; null when nobody wants to know how it changes. */
  private @Nullable Account copyForAudience(Account state) {
    if (!audience.listens(state.id())) {
      return null;
    }
    Map<Symbol, Integer> leverages = new TreeMap<>();
    for (Symbol symbol : matching.instruments().keySet()) {
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
        step(at, account -> matching.engine().quoted(account, tape)).forEach(tape::committed);
        heard = version;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void step(long at) {
    Tape tape = matching.boundary(at);
    var unused = step(at, account -> matching.step(account, tape));
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
