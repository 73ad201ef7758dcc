package dev.belay.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Brackets;
import dev.belay.engine.fill.FillEngine;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Ids;
import dev.belay.engine.fill.Order;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Tape;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.fill.Trade;
import dev.belay.engine.fill.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A backtest asks the fill engine only where something can happen. Here it is asked at every
 * candle, with every order resting at it from the moment it is wanted, as on paper: both must come
 * to the same, to the last digit.
 */
class FillEngineParityTest {
  private static final Terms FILTERED =
      new Terms(
          Made.BTC,
          Fixed.of("0.01"),
          Fixed.of("0.001"),
          Fixed.of("0.001"),
          Fixed.of("1000000"),
          Fixed.of("5"),
          Brackets.single(25, Fixed.of("0.01")),
          Fixed.of("0.0125"));
  private static final Terms.Costs COSTS =
      new Terms.Costs(Fixed.of("0.0002"), Fixed.of("0.0005"), Fixed.of("0.0002"));

  /** Wants something by chance, always with what protects it on the right side. */
  private static final class Whims implements Strategy {
    private final Random random;

    Whims(long seed) {
      random = new Random(seed);
    }

    @Override
    public void onCandle(Candles candles, int index, Desk desk) {
      long close = candles.close(index);
      Direction direction = desk.direction();
      int whim = random.nextInt(100);
      if (direction == null) {
        if (whim < 20) {
          Direction chosen = whim % 2 == 0 ? Direction.LONG : Direction.SHORT;
          desk.enter(chosen, whim < 10 ? 1 : 0.37);
          protect(desk, chosen, close);
        }
      } else if (whim < 5) {
        desk.exit();
      } else if (whim < 8) {
        Direction other = direction == Direction.LONG ? Direction.SHORT : Direction.LONG;
        desk.enter(other);
        protect(desk, other, close);
      } else if (whim < 20) {
        protect(desk, direction, close);
      }
    }

    private void protect(Desk desk, Direction direction, long close) {
      double away = 0.06 + 0.06 * random.nextDouble();
      double sign = direction == Direction.LONG ? 1 : -1;
      int which = random.nextInt(8);
      desk.stopAt((which & 1) == 0 ? 0 : onTick(close * (1 - sign * away)));
      desk.targetAt((which & 2) == 0 ? 0 : onTick(close * (1 + sign * away)));
      desk.trail((which & 4) == 0 ? 0 : (5 + random.nextInt(40)) / 1000.0);
    }

    private static long onTick(double price) {
      return Math.round(price / 1_000_000) * 1_000_000;
    }
  }

  /** The same run with every order at the engine. */
  private static final class Eager implements Desk {
    private final Candles candles;
    private final Strategy strategy;
    private final Funding funding;
    private final Broker sizing;
    private final FillEngine engine;
    private final Account account = new Account("eager");
    private final List<Trade> trades = new ArrayList<>();
    private final long[] equity;
    private @Nullable Direction wanted;
    private double share;
    private boolean leaves;
    private long[] entryProtection = new long[3];
    private final String[] resting = {"stop", "target", "trail"};
    private long at;
    private long candle;
    private long price;
    private int numbers;

    Eager(Candles candles, Funding funding, Strategy strategy, Rules rules) {
      this.candles = candles;
      this.funding = funding;
      this.strategy = strategy;
      this.sizing = new Broker(List.of(FILTERED), rules);
      this.engine = new FillEngine(List.of(FILTERED), rules.costs(), Ids.counting());
      this.equity = new long[candles.size()];
      engine.deposit(account, rules.cash(), 0);
      engine.setLeverage(account, Made.BTC, rules.leverage());
    }

    private record Boundary(long at, @Nullable Bar shut, @Nullable Bar begun, OptionalLong rate)
        implements Tape {
      @Override
      public @Nullable Bar closed(Symbol symbol) {
        return shut;
      }

      @Override
      public @Nullable Bar opened(Symbol symbol) {
        return begun;
      }

      @Override
      public OptionalLong fundingRate(Symbol symbol) {
        return rate;
      }
    }

    void run() {
      int due = 0;
      for (int i = 0; i < candles.size(); i++) {
        Bar bar =
            new Bar(
                candles.openTime(i),
                candles.open(i),
                candles.high(i),
                candles.low(i),
                candles.close(i),
                candles.volume(i));
        at = bar.openTime();
        price = bar.open();
        while (due < funding.size() && funding.time(due) <= at) {
          Position open = account.position(Made.BTC);
          if (!open.isFlat() && funding.time(due) > open.openedAt()) {
            candle = Long.MIN_VALUE;
            step(new Boundary(at, null, bar, OptionalLong.of(funding.rate(due))));
          }
          due++;
        }
        candle = at - 1;
        open(bar);
        candle = at;
        at = candles.closeTime(i);
        step(new Boundary(at, bar, null, OptionalLong.empty()));
        price = bar.close();
        // Resting from the next candle on.
        candle = at;
        strategy.onCandle(candles, i, this);
        equity[i] = account.wallet() + account.position(Made.BTC).unrealizedPnl(price);
      }
    }

    private void open(Bar bar) {
      Position open = account.position(Made.BTC);
      if ((leaves || wanted != null) && !open.isFlat()) {
        place(market(open.quantity() > 0 ? Side.SELL : Side.BUY, open.size(), true));
        step(new Boundary(at, null, bar, OptionalLong.empty()));
      }
      leaves = false;
      Direction direction = wanted;
      wanted = null;
      if (direction == null) {
        return;
      }
      long budget = (long) Math.floor(account.available() * share);
      long quantity = sizing.affordable(Made.BTC, direction.entrySide(), budget, bar.open());
      if (quantity > 0) {
        place(market(direction.entrySide(), quantity, false));
        step(new Boundary(at, null, bar, OptionalLong.empty()));
      }
      candle = at;
      for (int kind = 0; kind < 3; kind++) {
        rest(kind, entryProtection[kind]);
      }
    }

    private void step(Tape tape) {
      for (FillEvent event : engine.step(account, tape)) {
        if (event instanceof FillEvent.Traded traded) {
          trades.add(traded.trade());
        }
      }
    }

    private OrderRequest market(Side side, long quantity, boolean reduces) {
      return new OrderRequest(
          "m" + numbers++,
          Made.BTC,
          side,
          OrderType.MARKET,
          TimeInForce.GTC,
          quantity,
          0,
          0,
          reduces,
          false);
    }

    private boolean place(OrderRequest request) {
      return engine.place(account, request, new FillEngine.Moment(at, candle, price))
          instanceof Verdict.Accepted;
    }

    /** 0 the stop, 1 the target, 2 what trails. */
    private void rest(int kind, long value) {
      Position open = account.position(Made.BTC);
      if (open.isFlat()) {
        return;
      }
      for (Order order : List.copyOf(account.orders())) {
        if (order.request().clientId().startsWith(resting[kind])) {
          if (kind == 2 && order.request().callback() == value) {
            return;
          }
          engine.cancel(account, order.id(), at);
        }
      }
      if (value != 0) {
        boolean accepted =
            place(
                new OrderRequest(
                    resting[kind] + numbers++,
                    Made.BTC,
                    open.quantity() > 0 ? Side.SELL : Side.BUY,
                    kind == 1 ? OrderType.TAKE_PROFIT_MARKET : OrderType.STOP_MARKET,
                    TimeInForce.GTC,
                    open.size(),
                    0,
                    kind == 2 ? 0 : value,
                    true,
                    false,
                    kind == 2 ? value : 0));
        assertThat(accepted).isTrue();
      }
    }

    @Override
    public @Nullable Direction direction() {
      Position open = account.position(Made.BTC);
      return open.isFlat() ? null : open.quantity() > 0 ? Direction.LONG : Direction.SHORT;
    }

    @Override
    public long entryPrice() {
      return account.position(Made.BTC).entryPrice();
    }

    @Override
    public long entryTime() {
      return account.position(Made.BTC).openedAt();
    }

    @Override
    public void enter(Direction direction, double part) {
      wanted = direction;
      share = part;
      entryProtection = new long[3];
    }

    @Override
    public void exit() {
      leaves = true;
    }

    @Override
    public void stopAt(long stop) {
      protect(0, stop);
    }

    @Override
    public void targetAt(long target) {
      protect(1, target);
    }

    @Override
    public void trail(double callback) {
      protect(2, Math.round(callback * 1000) * (Fixed.ONE / 1000));
    }

    private void protect(int kind, long value) {
      if (wanted != null) {
        entryProtection[kind] = value;
      } else {
        rest(kind, value);
      }
    }
  }

  private static Funding funding(long seed, long until) {
    Random random = new Random(seed);
    int count = (int) (until / (8 * Made.HOUR));
    long[] times = new long[count];
    long[] rates = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = (i + 1) * 8 * Made.HOUR;
      rates[i] = random.nextInt(60_000) - 20_000;
    }
    return new Funding(times, rates);
  }

  @Test
  void comesToTheSameAsAskingTheEngineAtEveryCandle() {
    int exits = 0;
    List<RoundTrip.Exit> kinds = new ArrayList<>();
    for (long seed = 1; seed <= 60; seed++) {
      int leverage = new int[] {1, 3, 20}[(int) (seed % 3)];
      Made candles = Made.walk(Made.BTC, seed, 400, leverage == 1 ? 0.02 : 0.012);
      Funding funding = funding(seed, candles.openTime(candles.size() - 1));
      Rules rules = new Rules(10_000 * Fixed.ONE, COSTS, FillAt.NEXT_OPEN, leverage);
      Outcome outcome =
          Backtest.alone(
              new Entrant(candles, funding, FILTERED, new Whims(seed)),
              rules,
              Backtest.FROM_THE_FIRST);
      Eager eager = new Eager(candles, funding, new Whims(seed), rules);
      eager.run();
      List<List<Long>> expected = new ArrayList<>();
      for (Trade trade : eager.trades) {
        expected.add(List.of(trade.at(), trade.price(), trade.quantity()));
      }
      List<List<Long>> found = new ArrayList<>();
      long pnl = 0;
      for (RoundTrip trip : outcome.trips()) {
        found.add(List.of(trip.entryTime(), trip.entryPrice(), trip.quantity()));
        found.add(List.of(trip.exitTime(), trip.exitPrice(), trip.quantity()));
        pnl += trip.net();
        kinds.add(trip.exit());
        exits++;
      }
      for (Outcome.OpenTrip trip : outcome.open()) {
        found.add(List.of(trip.entryTime(), trip.entryPrice(), trip.quantity()));
      }
      assertThat(found).as("trades of seed %d", seed).isEqualTo(expected);
      assertThat(outcome.equity())
          .as("equity of seed %d", seed)
          .isEqualTo(eager.equity[candles.size() - 1]);
      for (int i = 0; i < candles.size(); i++) {
        assertThat(outcome.curve().equity()[i]).isCloseTo(eager.equity[i], Offset.offset(100L));
      }
      if (outcome.open().isEmpty()) {
        assertThat(outcome.equity()).isEqualTo(rules.cash() + pnl);
      }
    }
    assertThat(exits).isGreaterThan(800);
    assertThat(kinds).contains(RoundTrip.Exit.values());
  }
}
