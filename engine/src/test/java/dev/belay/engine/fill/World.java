package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.engine.fill.OrderRequest.TimeInForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One account on one market whose candles a test writes as it goes. */
final class World {
  static final Symbol ETH = Symbol.of("ETHUSDT");
  static final Terms TERMS =
      new Terms(
          ETH,
          Fixed.of("0.01"),
          Fixed.of("0.001"),
          Fixed.of("0.001"),
          Fixed.of("10000"),
          Fixed.of("20"),
          100,
          Fixed.of("0.005"),
          Fixed.of("0.0125"));
  private static final long MINUTE = 60_000;

  final FillEngine engine;
  final Account account = new Account("test");
  final List<FillEvent> events = new ArrayList<>();
  private final Map<Long, Bar> bars = new HashMap<>();
  private long now;
  private Bar current;
  private OptionalLong funding = OptionalLong.empty();
  private int ids;

  World(String price, String deposit) {
    this(price, deposit, TERMS, Depth.ENDLESS);
  }

  World(String price, String deposit, Terms terms, Depth depth) {
    engine = new FillEngine(List.of(terms), Terms.Costs.DEFAULT, depth, Ids.counting());
    current = new Bar(0, fixed(price), fixed(price), fixed(price), fixed(price), 0);
    events.addAll(engine.deposit(account, fixed(deposit), 0));
  }

  static long fixed(String value) {
    return Fixed.of(value);
  }

  long now() {
    return now;
  }

  /** The rate that is charged at the next boundary. */
  World fundingDue(long rate) {
    funding = OptionalLong.of(rate);
    return this;
  }

  /** Lets the current candle close as told and the next one open. */
  List<FillEvent> close(String high, String low, String close, String nextOpen) {
    return close(fixed(high), fixed(low), fixed(close), fixed(nextOpen));
  }

  List<FillEvent> close(long high, long low, long close, long nextOpen) {
    Bar closed =
        new Bar(
            now,
            current.open(),
            Math.max(high, Math.max(current.open(), close)),
            Math.min(low, Math.min(current.open(), close)),
            close,
            0);
    bars.put(now, closed);
    now += MINUTE;
    current =
        new Bar(now, nextOpen, nextOpen + nextOpen / 10, nextOpen - nextOpen / 10, nextOpen, 0);
    List<FillEvent> step = engine.step(account, new Step(closed, current, funding));
    funding = OptionalLong.empty();
    events.addAll(step);
    return step;
  }

  /** A flat candle: only the next open matters. */
  List<FillEvent> open(String nextOpen) {
    return close(current.open(), current.open(), current.open(), fixed(nextOpen));
  }

  private record Step(Bar before, Bar after, OptionalLong rate) implements Tape {
    @Override
    public long at() {
      return after.openTime();
    }

    @Override
    public @Nullable Bar closed(Symbol symbol) {
      return before;
    }

    @Override
    public @Nullable Bar opened(Symbol symbol) {
      return after;
    }

    @Override
    public OptionalLong fundingRate(Symbol symbol) {
      return rate;
    }
  }

  Verdict market(Side side, String quantity, boolean reduceOnly) {
    return place(side, OrderType.MARKET, quantity, "0", "0", reduceOnly, TimeInForce.GTC);
  }

  Verdict limit(Side side, String quantity, String price, TimeInForce force) {
    return place(side, OrderType.LIMIT, quantity, price, "0", false, force);
  }

  Verdict closeAt(Side side, OrderType type, String trigger) {
    return place(side, type, "0", "0", trigger, false, TimeInForce.GTC);
  }

  private Verdict place(
      Side side,
      OrderType type,
      String quantity,
      String limit,
      String trigger,
      boolean reduceOnly,
      TimeInForce force) {
    return place(
        new OrderRequest(
            "id-" + ++ids,
            ETH,
            side,
            type,
            force,
            fixed(quantity),
            fixed(limit),
            fixed(trigger),
            reduceOnly,
            type.isConditional() && fixed(quantity) == 0));
  }

  /**
   * @param activation 0 for none
   * @param callback a fraction
   */
  Verdict trail(Side side, String quantity, String activation, String callback) {
    return place(
        new OrderRequest(
            "id-" + ++ids,
            ETH,
            side,
            OrderType.STOP_MARKET,
            TimeInForce.GTC,
            fixed(quantity),
            0,
            fixed(activation),
            true,
            false,
            fixed(callback)));
  }

  Verdict place(OrderRequest request) {
    Verdict verdict =
        engine.place(account, request, new FillEngine.Moment(now + 1, now, current.open()));
    if (verdict instanceof Verdict.Accepted accepted) {
      events.addAll(accepted.events());
    }
    return verdict;
  }

  long price() {
    return current.open();
  }

  Position position() {
    return account.position(ETH);
  }

  List<Trade> trades() {
    List<Trade> trades = new ArrayList<>();
    for (FillEvent event : events) {
      if (event instanceof FillEvent.Traded traded) {
        trades.add(traded.trade());
      }
    }
    return trades;
  }

  Trade lastTrade() {
    return trades().getLast();
  }

  /** The candle that had closed at the time. */
  Bar barClosedAt(long time) {
    Bar bar = bars.get(time - MINUTE);
    if (bar == null) {
      throw new IllegalStateException("No candle closed at " + time);
    }
    return bar;
  }
}
