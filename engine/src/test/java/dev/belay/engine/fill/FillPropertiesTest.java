package dev.belay.engine.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds whatever the market does and whatever is ordered. */
class FillPropertiesTest {
  /** One candle and what is asked for in the candle after it; moves are in basis points. */
  record Minute(int up, int down, int close, int gap, int funding, Ask ask) {}

  /**
   * @param callback in tenths of a percent; a stop that has one trails the price
   */
  record Ask(
      Side side,
      OrderType type,
      TimeInForce force,
      int size,
      int distance,
      boolean reduce,
      int callback) {
    boolean trails() {
      return type == OrderType.STOP_MARKET && callback > 0;
    }
  }

  /** Of which most of the orders take several levels. */
  private static final Depth THIN = new BookDepth(7, Fixed.of("500"));

  @Provide
  Arbitrary<List<Minute>> days() {
    Arbitrary<Ask> asks =
        Combinators.combine(
                Arbitraries.of(Side.class),
                Arbitraries.of(OrderType.class),
                Arbitraries.of(TimeInForce.class),
                Arbitraries.integers().between(0, 2_000),
                Arbitraries.integers().between(-300, 300),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(-10, 20))
            .as(Ask::new);
    Arbitrary<Integer> moves =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 60)),
            Tuple.of(1, Arbitraries.integers().between(0, 900)));
    return Combinators.combine(
            moves,
            moves,
            Arbitraries.integers().between(-500, 500),
            Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, 400), Tuple.of(1, -400)),
            Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, 7_500), Tuple.of(1, -7_500)),
            asks)
        .as(Minute::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  private static long tick(long price) {
    return Math.max(World.TERMS.tick(), price - price % World.TERMS.tick());
  }

  private static OrderRequest request(Ask ask, World world, int number) {
    long price = tick(world.price() + world.price() / 10_000 * ask.distance());
    boolean conditional = ask.type().isConditional();
    boolean all = conditional && ask.reduce() && !ask.trails();
    return new OrderRequest(
        "id-" + number,
        World.ETH,
        ask.side(),
        ask.type(),
        ask.force(),
        all ? 0 : ask.size() * World.TERMS.step(),
        ask.type() == OrderType.LIMIT ? price : 0,
        conditional ? price : 0,
        ask.reduce() && !all,
        all,
        ask.trails() ? ask.callback() * Fixed.ONE / 1_000 : 0);
  }

  private interface Check {
    void after(World world, List<FillEvent> step, Position before);
  }

  private static World live(List<Minute> day, int leverage, Check check) {
    return live(day, leverage, Depth.ENDLESS, check);
  }

  private static World live(List<Minute> day, int leverage, Depth depth, Check check) {
    World world = new World("3000", "2000", World.TERMS, depth);
    world.engine.setLeverage(world.account, World.ETH, leverage);
    int number = 0;
    for (Minute minute : day) {
      world.place(request(minute.ask(), world, ++number));
      Position before = world.position();
      long open = world.price();
      long unit = open / 10_000;
      long high = tick(open + unit * minute.up());
      long low = tick(open - unit * minute.down());
      long close = Math.clamp(tick(open + unit * minute.close()), low, high);
      if (minute.funding() != 0) {
        world.fundingDue(minute.funding() * 100L);
      }
      check.after(world, world.close(high, low, close, tick(close + unit * minute.gap())), before);
    }
    return world;
  }

  @Property(tries = 400)
  void walletIsDepositsPlusGainsMinusFeesPlusFundingToTheLastDigit(
      @ForAll("days") List<Minute> day) {
    World world = live(day, 20, THIN, (w, step, before) -> {});

    long sum = 0;
    for (FillEvent event : world.events) {
      sum +=
          switch (event) {
            case FillEvent.Deposited e -> e.amount();
            case FillEvent.Traded e -> e.trade().realizedPnl() - e.trade().fee();
            case FillEvent.FundingSettled e -> e.amount();
            case FillEvent.Opened e -> 0;
            case FillEvent.Advanced e -> 0;
            case FillEvent.Closed e -> 0;
            case FillEvent.PositionChanged e -> 0;
            case FillEvent.LeverageSet e -> 0;
          };
    }
    assertThat(world.account.wallet()).isEqualTo(sum);
  }

  @Property(tries = 400)
  void noFillIsOutsideTheCandleItIsFilledIn(@ForAll("days") List<Minute> day) {
    live(
        day,
        20,
        (world, step, before) -> {
          Bar closed = world.barClosedAt(world.now());
          for (FillEvent event : step) {
            if (event instanceof FillEvent.Traded traded) {
              long price = traded.trade().price();
              boolean inClosed = price >= closed.low() && price <= closed.high();
              boolean nearOpen =
                  Math.abs(price - world.price()) <= world.price() / 5_000 + 2 * World.TERMS.tick();
              assertThat(inClosed || nearOpen).as("%s in %s", traded, closed).isTrue();
              assertThat(price % World.TERMS.tick()).isZero();
            }
          }
        });
  }

  @Property(tries = 400)
  void aMarketOrderFillsAtTheOpenAfterTheCandleItWasSentIn(@ForAll("days") List<Minute> day) {
    World world = live(day, 20, (w, step, before) -> {});

    for (FillEvent event : world.events) {
      if (event instanceof FillEvent.Closed closed
          && closed.state() == Order.State.FILLED
          && closed.order().request().type() == OrderType.MARKET
          && closed.order().request().clientId().startsWith("id-")) {
        assertThat(closed.at()).isEqualTo(closed.order().activeFrom() + 60_000);
      }
    }
  }

  @Property(tries = 400)
  void whatOnlyReducesNeverIncreasesOrTurnsAPosition(@ForAll("days") List<Minute> day) {
    World world = live(day, 20, THIN, (w, step, before) -> {});

    Position position = Position.flat(World.ETH, 0);
    Order current = null;
    for (FillEvent event : world.events) {
      if (event instanceof FillEvent.Opened opened) {
        current = opened.order();
      }
      if (event instanceof FillEvent.Traded traded) {
        long id = traded.trade().orderId();
        current =
            world.events.stream()
                .filter(e -> e instanceof FillEvent.Opened o && o.order().id() == id)
                .map(e -> ((FillEvent.Opened) e).order())
                .findFirst()
                .orElseThrow();
      }
      if (event instanceof FillEvent.PositionChanged changed) {
        if (current != null && current.request().reduces()) {
          assertThat(changed.position().size()).isLessThanOrEqualTo(position.size());
          assertThat(changed.position().sign() * position.sign()).isNotNegative();
        }
        position = changed.position();
      }
    }
  }

  @Property(tries = 400)
  void noTradeTakesMoreThanTheMarginAndTheWalletStaysAboveZero(@ForAll("days") List<Minute> day) {
    live(
        day,
        100,
        (world, step, before) -> {
          boolean funded = step.stream().anyMatch(FillEvent.FundingSettled.class::isInstance);
          if (!funded) {
            assertThat(world.account.wallet()).isNotNegative();
          }
          long margin = Math.max(0, before.margin());
          for (FillEvent event : step) {
            if (event instanceof FillEvent.Traded t) {
              assertThat(-t.trade().realizedPnl()).isLessThanOrEqualTo(margin);
            } else if (event instanceof FillEvent.PositionChanged changed) {
              // Funding received in the same step is margin too.
              margin = Math.max(0, changed.position().margin());
            }
          }
        });
  }

  @Property(tries = 400)
  void anOpenPositionIsAlwaysAboveItsMaintenanceAtTheClose(@ForAll("days") List<Minute> day) {
    live(
        day,
        100,
        (world, step, before) -> {
          Position after = world.position();
          if (after.equals(before) && !after.isFlat()) {
            Bar bar = world.barClosedAt(world.now());
            long mark = after.quantity() > 0 ? bar.low() : bar.high();
            long balance = after.margin() + after.unrealizedPnl(mark);
            long maintenance =
                World.TERMS.brackets().maintenance(Amounts.notional(mark, after.size()));
            assertThat(balance).isGreaterThanOrEqualTo(maintenance - Fixed.ONE / 100);
          }
        });
  }

  @Property(tries = 400)
  void whatAnOrderHasTradedIsTheSumOfItsTrades(@ForAll("days") List<Minute> day) {
    World world = live(day, 20, THIN, (w, step, before) -> {});

    for (FillEvent event : world.events) {
      if (event instanceof FillEvent.Closed closed && !closed.order().conditional()) {
        List<Trade> trades =
            world.trades().stream().filter(t -> t.orderId() == closed.order().id()).toList();
        Order.Progress progress = closed.order().progress();
        assertThat(trades.stream().mapToLong(Trade::quantity).sum()).isEqualTo(progress.executed());
        assertThat(trades.stream().mapToLong(t -> Amounts.notional(t.price(), t.quantity())).sum())
            .isEqualTo(progress.turnover());
        assertThat(progress.executed()).isLessThanOrEqualTo(closed.order().request().quantity());
      }
    }
  }

  @Property(tries = 400)
  void whatIsHeldBackIsNeverNegativeAndNothingOnceNothingIsOpen(@ForAll("days") List<Minute> day) {
    World world =
        live(day, 20, THIN, (w, step, before) -> assertThat(w.account.reserved()).isNotNegative());
    List.copyOf(world.account.orders())
        .forEach(order -> world.engine.cancel(world.account, order.id(), world.now()));
    assertThat(world.account.reserved()).isZero();
  }

  @Property(tries = 2_000)
  void whatShortsGetOfFundingIsNeverMoreThanWhatLongsPay(
      @ForAll("marks") long mark, @ForAll("sizes") long quantity, @ForAll("rates") long rate) {
    long longs = Amounts.funding(mark, quantity, rate);
    long shorts = Amounts.funding(mark, -quantity, rate);

    assertThat(longs + shorts).isBetween(-1L, 0L);
    if (rate > 0) {
      assertThat(longs).isNotPositive();
      assertThat(shorts).isNotNegative();
    }
  }

  @Provide
  Arbitrary<Long> marks() {
    return Arbitraries.longs().between(1, 200_000 * Fixed.ONE);
  }

  @Provide
  Arbitrary<Long> sizes() {
    return Arbitraries.longs().between(1, 1_000 * Fixed.ONE);
  }

  @Provide
  Arbitrary<Long> rates() {
    return Arbitraries.longs().between(-3_000_000, 3_000_000);
  }

  @Property(tries = 200)
  void theSameOrdersOnTheSameCandlesGiveTheSameEvents(@ForAll("days") List<Minute> day) {
    assertThat(live(day, 20, THIN, (w, s, b) -> {}).events)
        .isEqualTo(live(day, 20, THIN, (w, s, b) -> {}).events);
  }

  @Property(tries = 200)
  void theEventsAloneRebuildTheAccount(@ForAll("days") List<Minute> day) {
    World world = live(day, 20, THIN, (w, s, b) -> {});
    Account rebuilt = new Account("test");
    world.engine.setLeverage(rebuilt, World.ETH, 20);
    world.events.forEach(rebuilt::apply);

    assertThat(rebuilt).usingRecursiveComparison().isEqualTo(world.account);
  }
}
