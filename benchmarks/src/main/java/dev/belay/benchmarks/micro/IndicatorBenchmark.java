package dev.belay.benchmarks.micro;

import dev.belay.strategies.indicators.Atr;
import dev.belay.strategies.indicators.Bollinger;
import dev.belay.strategies.indicators.Ema;
import dev.belay.strategies.indicators.Extreme;
import dev.belay.strategies.indicators.Macd;
import dev.belay.strategies.indicators.RealizedVolatility;
import dev.belay.strategies.indicators.RollingPair;
import dev.belay.strategies.indicators.Rsi;
import dev.belay.strategies.indicators.Sma;
import dev.belay.strategies.indicators.ZScore;
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

/** A five-minute candle closes for 250 symbols, each with ten indicators. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IndicatorBenchmark {
  private static final int SYMBOLS = 250;
  private static final int CANDLES = 512;
  private static final double BARS_A_YEAR = 105_120;

  private final Watched[] watched = new Watched[SYMBOLS];
  private final long[][] closes = new long[SYMBOLS][CANDLES];
  private int tick;

  /** The indicators of one symbol. */
  private static final class Watched {
    private final Ema fast = new Ema(12);
    private final Sma mean = new Sma(50);
    private final Rsi rsi = new Rsi(14);
    private final Atr atr = new Atr(14);
    private final Macd macd = new Macd();
    private final Bollinger bands = new Bollinger();
    private final ZScore score = new ZScore(96);
    private final RollingPair pair = new RollingPair(288);
    private final RealizedVolatility volatility = new RealizedVolatility(288, BARS_A_YEAR);
    private final Extreme highest = Extreme.highest(55);
    private double last;

    double candle(long fixed, double market) {
      double close = fixed / 1e8;
      double high = close * 1.001;
      double low = close * 0.999;
      double change = last == 0 ? 0 : close / last - 1;
      last = close;
      bands.add(close);
      macd.add(close);
      pair.add(market, change);
      return fast.add(close)
          + mean.add(fixed)
          + rsi.add(close)
          + atr.add(high, low, close)
          + macd.signal()
          + bands.upper()
          + score.add(close)
          + pair.beta()
          + pair.correlation()
          + volatility.add(close)
          + highest.add(high);
    }
  }

  public IndicatorBenchmark() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < SYMBOLS; i++) {
      watched[i] = new Watched();
      double price = 1 + 1000 * random.nextDouble();
      for (int j = 0; j < CANDLES; j++) {
        price *= 1 + 0.002 * (random.nextDouble() - 0.5);
        closes[i][j] = Math.round(price * 1e8);
      }
    }
  }

  @Benchmark
  public double tick() {
    int now = tick++ & CANDLES - 1;
    double market = closes[0][now] / 1e8;
    double sum = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      sum += watched[i].candle(closes[i][now], market);
    }
    return sum;
  }
}
