package dev.belay.benchmarks.micro;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
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
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Entry, stop and exit of one position, each on a flat candle. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FillBenchmark {
  private static final long MINUTE = 60_000;
  private static final long DEPOSIT = 1_000_000 * Fixed.ONE;

  private final SyntheticMarket market = new SyntheticMarket(7, Scenario.CALM);
  private final Terms terms = Terms.of(market.instruments().getFirst());
  private final Symbol symbol = terms.symbol();
  private final long price = market.price(symbol, market.from()).orElseThrow();
  private final FillEngine engine =
      new FillEngine(List.of(terms), Terms.Costs.DEFAULT, Ids.counting());
  private long now = market.from();

  /** A flat market at a boundary. */
  private record Flat(long at, Bar before, Bar after) implements Tape {
    static Flat at(long at, long price) {
      return new Flat(
          at,
          new Bar(at - MINUTE, price, price, price, price, 0),
          new Bar(at, price, price, price, price, 0));
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
      return OptionalLong.empty();
    }
  }

  @Benchmark
  public Account openProtectAndClose() {
    Account account = new Account("benchmark");
    engine.deposit(account, DEPOSIT, now);
    place(account, "entry", Side.BUY, OrderType.MARKET, 0, false);
    step(account);
    long trigger = (price - price / 50) / Fixed.ONE * Fixed.ONE;
    place(account, "stop", Side.SELL, OrderType.STOP_MARKET, trigger, false);
    step(account);
    place(account, "exit", Side.SELL, OrderType.MARKET, 0, true);
    step(account);
    if (!account.position(symbol).isFlat()) {
      throw new IllegalStateException("Expected a flat position, was " + account.position(symbol));
    }
    return account;
  }

  private List<FillEvent> step(Account account) {
    now += MINUTE;
    return engine.step(account, Flat.at(now, price));
  }

  private void place(
      Account account, String id, Side side, OrderType type, long trigger, boolean reduceOnly) {
    boolean whole = type.isConditional();
    Verdict verdict =
        engine.place(
            account,
            new OrderRequest(
                id,
                symbol,
                side,
                type,
                OrderRequest.TimeInForce.GTC,
                whole ? 0 : Fixed.ONE,
                0,
                trigger,
                reduceOnly,
                whole),
            new FillEngine.Moment(now + 1, now, price));
    if (!(verdict instanceof Verdict.Accepted)) {
      throw new IllegalStateException("Expected an accepted order, was " + verdict);
    }
  }
}
