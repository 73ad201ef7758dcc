package dev.belay.simulator.venue;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.venue.VenueStore.Change;
import dev.belay.simulator.venue.VenueStore.Keyed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The venue: takes the market forward candle by candle, places and fills orders. Every change is
 * committed before it is acknowledged; if a commit fails the accounts are read back as they were.
 * Safe for many threads; one at a time gets in.
 */
public final class PaperVenue {
  /** Funding is charged at 00, 08 and 16 UTC. */
  static final long FUNDING_PERIOD = 8 * 3_600_000L;

  private static final int STEPS_A_COMMIT = 500;

  private final Market market;
  private final MarketClock clock;
  private final VenueStore store;
  private final Failpoints failpoints;
  private final FillEngine engine;
  private final TreeMap<String, Keyed> accounts = new TreeMap<>();
  private final Map<String, Keyed> byKey = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private long lastStep;
  private boolean stale;

  public PaperVenue(
      Market market,
      MarketClock clock,
      VenueStore store,
      Terms.Costs costs,
      long lastStep,
      Failpoints failpoints) {
    this.market = market;
    this.clock = clock;
    this.store = store;
    this.failpoints = failpoints;
    this.lastStep = lastStep;
    long[] highest = store.highest();
    this.engine =
        new FillEngine(
            market.instruments().stream().map(Terms::of).toList(), costs, counting(highest));
    reload();
  }

  private static Ids counting(long[] highest) {
    return new Ids() {
      private long order = highest[0];
      private long trade = highest[1];

      @Override
      public long nextOrder() {
        return ++order;
      }

      @Override
      public long nextTrade() {
        return ++trade;
      }
    };
  }

  private void reload() {
    accounts.clear();
    byKey.clear();
    for (Keyed keyed : store.load()) {
      accounts.put(keyed.account().id(), keyed);
      byKey.put(keyed.apiKey(), keyed);
    }
    stale = false;
  }

  public Market market() {
    return market;
  }

  public MarketClock clock() {
    return clock;
  }

  public VenueStore store() {
    return store;
  }

  /** The account and secret behind a key; null if there is none. */
  public synchronized @Nullable Keyed byKey(String apiKey) {
    return byKey.get(apiKey);
  }

  /** Whether the venue has the account. */
  public synchronized boolean has(String account) {
    return accounts.containsKey(account);
  }

  /** The account, made with its deposit if the venue does not have it. */
  public synchronized Keyed open(String account, Usdt deposit) {
    Keyed known = accounts.get(account);
    if (known != null) {
      return known;
    }
    Keyed made = new Keyed(new Account(account), secret(), secret());
    List<FillEvent> events =
        deposit.isPositive()
            ? engine.deposit(made.account(), Fixed.of(deposit.value()), clock.now())
            : List.of();
    store.create(made, changes(account, events));
    accounts.put(account, made);
    byKey.put(made.apiKey(), made);
    return made;
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public synchronized Verdict place(String account, OrderRequest request) {
    advance();
    long now = clock.now();
    var moment =
        new FillEngine.Moment(
            now,
            market.base().floor(java.time.Instant.ofEpochMilli(now)).toEpochMilli(),
            market.price(request.symbol(), now));
    Verdict verdict = carryOut(account, a -> engine.place(a, request, moment));
    if (verdict instanceof Verdict.Accepted) {
      failpoints.hit("simulator.order.committed");
    }
    return verdict;
  }

  public synchronized Verdict cancel(String account, long orderId) {
    advance();
    Verdict verdict = carryOut(account, a -> engine.cancel(a, orderId, clock.now()));
    failpoints.hit("simulator.cancel.committed");
    return verdict;
  }

  public synchronized Verdict setLeverage(String account, Symbol symbol, int leverage) {
    return carryOut(account, a -> engine.setLeverage(a, symbol, leverage));
  }

  /** Reads an account, after the market was taken to now. */
  public synchronized <T> T read(String account, Function<Account, T> reader) {
    advance();
    return reader.apply(account(account));
  }

  /** Takes the market to now; all fills on the way are committed. */
  public synchronized void advance() {
    if (stale) {
      reload();
    }
    long base = market.base().millis();
    long now = clock.now();
    List<Change> changes = new ArrayList<>();
    int steps = 0;
    long reached = lastStep;
    while (reached + base <= now) {
      reached += base;
      step(reached, changes);
      if (++steps % STEPS_A_COMMIT == 0) {
        commit(changes, OptionalLong.of(reached));
        changes.clear();
        lastStep = reached;
      }
    }
    if (reached > lastStep) {
      commit(changes, OptionalLong.of(reached));
      lastStep = reached;
      failpoints.hit("simulator.step.committed");
    }
  }

  private void step(long at, List<Change> changes) {
    long base = market.base().millis();
    Tape tape =
        new Tape() {
          @Override
          public long at() {
            return at;
          }

          @Override
          public @Nullable Bar closed(Symbol symbol) {
            return market.candle(symbol, at - base);
          }

          @Override
          public @Nullable Bar opened(Symbol symbol) {
            return market.candle(symbol, at);
          }

          @Override
          public OptionalLong fundingRate(Symbol symbol) {
            return at % FUNDING_PERIOD == 0 ? market.fundingRate(symbol, at) : OptionalLong.empty();
          }
        };
    for (Keyed keyed : accounts.values()) {
      if (!keyed.account().activeSymbols().isEmpty()) {
        for (FillEvent event : engine.step(keyed.account(), tape)) {
          changes.add(new Change(keyed.account().id(), event));
        }
      }
    }
  }

  private Verdict carryOut(String account, Function<Account, Verdict> command) {
    Verdict verdict = command.apply(account(account));
    if (verdict instanceof Verdict.Accepted(List<FillEvent> events)) {
      commit(changes(account, events), OptionalLong.empty());
    }
    return verdict;
  }

  private Account account(String account) {
    if (stale) {
      reload();
    }
    Keyed keyed = accounts.get(account);
    if (keyed == null) {
      throw new IllegalArgumentException("Expected an account of the venue, was " + account);
    }
    return keyed.account();
  }

  private static List<Change> changes(String account, List<FillEvent> events) {
    return events.stream().map(event -> new Change(account, event)).toList();
  }

  private void commit(List<Change> changes, OptionalLong step) {
    try {
      store.commit(changes, step);
    } catch (RuntimeException e) {
      // What is in memory was never acknowledged: the record is the truth.
      stale = true;
      throw e;
    }
  }
}
