package dev.belay.benchmarks.micro;

import dev.belay.engine.statistics.CurveAccumulator;
import dev.belay.engine.statistics.Estimate;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The curve of one combination of a sweep: 25,000 closes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CurveBenchmark {
  private static final int CLOSES = 25_000;

  private final double[] equity = new double[CLOSES];
  private final CurveAccumulator accumulator = new CurveAccumulator(10_000, 8760);

  public CurveBenchmark() {
    SplittableRandom random = new SplittableRandom(7);
    double now = 10_000;
    for (int i = 0; i < CLOSES; i++) {
      now *= 1 + 0.01 * (random.nextDouble() - 0.5);
      equity[i] = now;
    }
  }

  @Benchmark
  public Estimate curve() {
    accumulator.reset();
    for (double close : equity) {
      accumulator.add(close);
    }
    return accumulator.sharpe();
  }
}
