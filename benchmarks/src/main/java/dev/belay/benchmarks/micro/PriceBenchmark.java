package dev.belay.benchmarks.micro;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
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

/** A synthetic price and a candle, minute after minute. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PriceBenchmark {
  private static final long MINUTE = 60_000;

  private final SyntheticMarket market = new SyntheticMarket(7, Scenario.MIXED);
  private final Symbol symbol = market.instruments().getFirst().symbol();
  private long time = market.from();

  @Benchmark
  public OptionalLong price() {
    time += MINUTE;
    return market.price(symbol, time);
  }

  @Benchmark
  public @Nullable Bar bar() {
    time += MINUTE;
    return market.bar(symbol, time);
  }
}
