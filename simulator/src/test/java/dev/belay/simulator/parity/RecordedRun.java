package dev.belay.simulator.parity;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Verdict;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Store;
import dev.belay.simulator.venue.Venue;
import dev.belay.simulator.venue.VenueAccount;
import dev.belay.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A venue on a real Postgres with three accounts that do all there is to do, by a seed: also in the
 * same millisecond, and over restarts in order and not.
 */
final class RecordedRun implements AutoCloseable {
  static final SyntheticMarket MARKET = new SyntheticMarket(7, Scenario.CRASH);
  private static final int SPEED = 60;
  private static final int TICK = 500;
  private static final List<Symbol> SYMBOLS =
      List.of(Symbol.of("BTCUSDT"), Symbol.of("ETHUSDT"), Symbol.of("SOLUSDT"));

  private final String database = TestPostgres.newDatabase();
  private final HandClock wall = new HandClock();
  private final SplittableRandom chance;
  private Store store;
  private Venue venue;
  private int named;

  /** Wall time that passes when it is told to. */
  private static final class HandClock extends Clock {
    private long now = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }

  RecordedRun(long seed) {
    chance = new SplittableRandom(seed);
    store = open();
    venue = begin();
    for (String account : List.of("parity.small", "parity.middle")) {
      var unused = venue.open(account, 20_000 * Fixed.ONE);
    }
    var unused = venue.open("parity.large", 20_000_000 * Fixed.ONE);
  }

  private Store open() {
    return Store.open(database, TestPostgres.USER, "");
  }

  private Venue begin() {
    return new Venue(MARKET, store, Terms.Costs.DEFAULT, SPEED, Failpoints.NONE, wall);
  }

  /** Ends the venue, in order or as a kill would, and begins one on the same books. */
  void restart(boolean orderly) {
    if (orderly) {
      venue.stop();
    }
    store.close();
    store = open();
    venue = begin();
  }

  /** Makes the books those of a venue that kept no commands yet, and begins one on them. */
  void grownOld() throws SQLException {
    venue.stop();
    store.close();
    try (Connection connection = DriverManager.getConnection(database, TestPostgres.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("drop table simulator.commands");
      statement.execute("alter table simulator.clock drop column alts");
      statement.execute("delete from simulator.flyway_schema_history where version in ('7', '8')");
    }
    store = open();
    venue = begin();
  }

  /** Lets the accounts act for so many market minutes. */
  void trade(int minutes) {
    for (int i = 0; i < minutes * 60_000 / (TICK * SPEED); i++) {
      wall.now += TICK;
      venue.persistClock();
      long unused = venue.advance();
      for (String name : List.of("parity.small", "parity.middle", "parity.large")) {
        VenueAccount account = venue.byId(name).orElseThrow();
        for (int acts = chance.nextInt(3); acts > 0; acts--) {
          act(account);
        }
      }
      if (i % 400 == 399) {
        restart(i % 800 == 399);
      }
    }
  }

  Recording recording() {
    venue.stop();
    return store.recording().orElseThrow();
  }

  private void act(VenueAccount account) {
    Account state = venue.read(account, RecordedRun::copy).value();
    Symbol symbol = SYMBOLS.get(chance.nextInt(SYMBOLS.size()));
    boolean large = account.id().endsWith("large");
    boolean held = !state.position(symbol).isFlat();
    switch (chance.nextInt(14)) {
      case 0, 1 -> place(account, market(symbol, side(), size(symbol, large ? 900_000 : 4_000)));
      case 2 -> place(account, limit(symbol, size(symbol, large ? 700_000 : 3_000)));
      case 3, 4, 5 -> {
        if (held) {
          protect(account, state.position(symbol));
        }
      }
      case 6 -> cancelOne(account, state);
      case 7 -> amendOne(account, state);
      case 8 -> {
        var unused = venue.setLeverage(account, symbol, 1 + chance.nextInt(100));
      }
      case 9 -> {
        if (held) {
          Position position = state.position(symbol);
          Side out = position.quantity() > 0 ? Side.SELL : Side.BUY;
          place(account, reducing(symbol, out, position.size() / (1 + chance.nextInt(3))));
        }
      }
      case 10 -> {
        if (chance.nextInt(6) == 0) {
          long amount = (chance.nextInt(400) - 200) * Fixed.ONE + 1;
          var unused = venue.transfer(account, "move-" + ++named, amount);
        }
      }
      case 11 -> {
        if (chance.nextInt(60) == 0) {
          relist(symbol);
        }
      }
      case 12 -> {
        if (chance.nextInt(40) == 0) {
          venue.relist();
          venue.usualTriggers();
        }
      }
      default -> {
        // Waits.
      }
    }
  }

  private static Account copy(Account state) {
    return Account.restore(
        state.id(), state.wallet(), state.positions(), state.orders(), new TreeMap<>());
  }

  private Instrument listed(Symbol symbol) {
    return Objects.requireNonNull(venue.instruments().get(symbol));
  }

  private Side side() {
    return chance.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private long price(Symbol symbol) {
    return MARKET.price(symbol, venue.moment()).orElseThrow();
  }

  /** About the notional's worth, on the step. */
  private long size(Symbol symbol, long notional) {
    long step = Fixed.of(listed(symbol).stepSize());
    long wanted =
        Fixed.quotient(
            (notional / 2 + chance.nextLong(notional)) * Fixed.ONE,
            price(symbol),
            RoundingMode.DOWN);
    return wanted - wanted % step;
  }

  /** The price moved by some hundredths of a percent, on the tick. */
  private long near(Symbol symbol, int hundredths) {
    long tick = Fixed.of(listed(symbol).tickSize());
    long moved = price(symbol) / 10_000 * (10_000 + hundredths);
    return moved - moved % tick;
  }

  private String name() {
    return "c" + ++named;
  }

  private OrderRequest market(Symbol symbol, Side side, long quantity) {
    return new OrderRequest(
        name(), symbol, side, OrderType.MARKET, TimeInForce.GTC, quantity, 0, 0, false, false);
  }

  private OrderRequest reducing(Symbol symbol, Side side, long quantity) {
    long step = Fixed.of(listed(symbol).stepSize());
    return new OrderRequest(
        name(),
        symbol,
        side,
        OrderType.MARKET,
        TimeInForce.GTC,
        quantity - quantity % step,
        0,
        0,
        true,
        false);
  }

  private OrderRequest limit(Symbol symbol, long quantity) {
    TimeInForce[] forces = TimeInForce.values();
    return new OrderRequest(
        name(),
        symbol,
        side(),
        OrderType.LIMIT,
        forces[chance.nextInt(forces.length)],
        quantity,
        near(symbol, chance.nextInt(31) - 15),
        0,
        false,
        false);
  }

  private void protect(VenueAccount account, Position position) {
    boolean longs = position.quantity() > 0;
    Side out = longs ? Side.SELL : Side.BUY;
    Symbol symbol = position.symbol();
    int away = 3 + chance.nextInt(60);
    String name = name();
    boolean whole = chance.nextBoolean();
    int kind = chance.nextInt(4);
    boolean trails = kind == 0;
    OrderType type = kind == 3 ? OrderType.TAKE_PROFIT_MARKET : OrderType.STOP_MARKET;
    boolean down = (type == OrderType.STOP_MARKET) == longs;
    long trigger = near(symbol, down ? -away : away);
    if (kind == 1 && chance.nextInt(4) == 0) {
      venue.slowTrigger(account, name, 1 + chance.nextInt(4));
    }
    boolean activates = chance.nextBoolean();
    place(
        account,
        new OrderRequest(
            name,
            symbol,
            out,
            type,
            TimeInForce.GTC,
            trails || !whole ? position.size() : 0,
            0,
            trails ? (activates ? near(symbol, longs ? 5 : -5) : 0) : trigger,
            trails || !whole,
            !trails && whole,
            trails ? (1 + chance.nextInt(4)) * Fixed.ONE / 1_000 : 0));
  }

  private void place(VenueAccount account, OrderRequest request) {
    Verdict verdict = venue.place(account, request, "MARK_PRICE", () -> {}).verdict();
    if (verdict instanceof Verdict.Accepted(List<FillEvent> events)
        && chance.nextInt(40) == 0
        && events.getFirst() instanceof FillEvent.Opened(Order order)) {
      // In the same millisecond.
      var unused = venue.cancel(account, order.id(), request.symbol());
    }
  }

  private Optional<Order> one(List<Order> orders) {
    return orders.isEmpty()
        ? Optional.empty()
        : Optional.of(orders.get(chance.nextInt(orders.size())));
  }

  private void cancelOne(VenueAccount account, Account state) {
    one(new ArrayList<>(state.orders()))
        .ifPresent(order -> venue.cancel(account, order.id(), order.request().symbol()));
  }

  private void amendOne(VenueAccount account, Account state) {
    List<Order> limits =
        state.orders().stream().filter(o -> o.request().type() == OrderType.LIMIT).toList();
    one(limits)
        .ifPresent(
            order -> {
              Symbol symbol = order.request().symbol();
              long step = Fixed.of(listed(symbol).stepSize());
              long quantity = order.request().quantity() * (50 + chance.nextInt(100)) / 100;
              var unused =
                  venue.amend(
                      account,
                      order,
                      quantity - quantity % step,
                      near(symbol, chance.nextInt(31) - 15),
                      () -> {});
            });
  }

  private void relist(Symbol symbol) {
    Instrument was = listed(symbol);
    venue.relist(
        new Instrument(
            symbol,
            was.tickSize().multiply(BigDecimal.TEN),
            was.stepSize(),
            was.minQuantity(),
            was.maxQuantity(),
            Usdt.of("50"),
            was.maxLeverage(),
            was.maintenanceMarginRate(),
            was.liquidationFeeRate()));
  }

  @Override
  public void close() {
    store.close();
  }
}
