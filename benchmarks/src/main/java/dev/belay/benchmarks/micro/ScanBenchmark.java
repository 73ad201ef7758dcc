package dev.belay.benchmarks.micro;

import dev.belay.domain.market.Symbol;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Bars;
import dev.belay.strategies.amplifier.BtcMomentum;
import dev.belay.strategies.amplifier.CoinBars;
import dev.belay.strategies.amplifier.MomentumRule;
import dev.belay.strategies.amplifier.Scan;
import dev.belay.strategies.amplifier.Scanner;
import dev.belay.strategies.amplifier.Screened;
import dev.belay.strategies.amplifier.Universe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** A cycle of the amplifier over 250 coins: momentum, scan, what falls out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScanBenchmark {
  private static final int COINS = 250;
  private static final long FIVE = 300_000;
  private static final long HOUR = 3_600_000;
  private static final long END = 500_000 * HOUR;

  private final AmplifierSettings settings = AmplifierSettings.standard();
  private final Scanner scanner = new Scanner(settings.scanner());
  private final MomentumRule momentum = new MomentumRule(settings);
  private final SplittableRandom random = new SplittableRandom(1);
  private final double[] market = steps(100 * 12, 0.001);
  private final CoinBars btc = coin("BTCUSDT", 1, 96);
  private final List<CoinBars> coins = new ArrayList<>();
  private final Universe universe;

  public ScanBenchmark() {
    for (int i = 0; i < COINS; i++) {
      coins.add(coin("C" + (1000 + i) + "USDT", 1 + 0.02 * i, 48));
    }
    universe =
        Universe.of(coins.stream().map(CoinBars::symbol).toList(), settings.scanner().exclusions());
  }

  private double[] steps(int count, double size) {
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      steps[i] = size * (random.nextDouble() - 0.49);
    }
    return steps;
  }

  private CoinBars coin(String symbol, double beta, int hours) {
    double[] own = steps(market.length, 0.002);
    double[] prices = new double[market.length + 1];
    prices[0] = 10;
    for (int i = 0; i < market.length; i++) {
      prices[i + 1] = prices[i] * (1 + beta * market[i] + own[i]);
    }
    return new CoinBars(Symbol.of(symbol), bars(prices, 12, hours), bars(prices, 1, 288));
  }

  /** The last ones, each of so many steps. */
  private static Bars bars(double[] prices, int steps, int count) {
    long[] times = new long[count];
    double[] opens = new double[count];
    double[] closes = new double[count];
    double[] volumes = new double[count];
    for (int i = 0; i < count; i++) {
      int from = prices.length - 1 - (count - i) * steps;
      times[i] = END - (count - i) * steps * FIVE;
      opens[i] = prices[from];
      closes[i] = prices[from + steps];
      volumes[i] = 1e6 * steps;
    }
    return Bars.of(steps * FIVE, times, opens, closes, volumes);
  }

  @Benchmark
  public Screened cycle() {
    Scan scan = scanner.scan(btc, coins, END);
    Optional<BtcMomentum> measured = momentum.at(btc, END);
    if (measured.isEmpty() || scan.ranked().size() != COINS) {
      throw new IllegalStateException("Expected everything to be measured, was " + scan.leftOut());
    }
    return Screened.of(universe, scan, settings.scanner());
  }
}
