package dev.belay.strategies.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.CorrelationCoefficientIndicator;
import org.ta4j.core.indicators.statistics.CovarianceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.statistics.VarianceIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/** The primitives against ta4j, bar by bar from the first on. */
class IncrementalTest {
  private static final double SAME = 1e-9;
  private static final int BARS = 700;

  /** Of a price: what ta4j's running sums may have lost. */
  private static final double ROUNDING = 1e-12;

  /** Prices in units of 1e-8, as candles have them. */
  record Sample(String name, long[] high, long[] low, long[] close, double[] volume) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        walk("a walk", 1, 0.002, 0, 64_000),
        walk("another walk", 2, 0.02, 0, 0.00004),
        walk("a walk with jumps", 3, 0.002, 0.02, 1800),
        walk("a steady rise", 4, -1, 0, 100),
        walk("a constant price without volume", 5, 0, 0, 5.5),
        walk("a price that stands still for long", 6, 0.002, 0.5, 250));
  }

  private static Sample walk(String name, int seed, double wildness, double jumps, double price) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] high = new long[BARS];
    long[] low = new long[BARS];
    long[] close = new long[BARS];
    double[] volume = new double[BARS];
    double now = price;
    double open = price;
    for (int i = 0; i < BARS; i++) {
      boolean isStill = jumps == 0.5 && i / 60 % 2 == 1;
      if (wildness < 0) {
        now += price / 1000;
      } else if (!isStill) {
        now *= Math.exp(wildness * (random.nextDouble() * 2 - 1));
        if (jumps == 0.02 && random.nextDouble() < jumps) {
          now *= random.nextBoolean() ? 4 : 0.25;
        }
      }
      double reach = isStill ? 0 : Math.max(wildness, 0) * random.nextDouble();
      close[i] = Math.round(now * 1e8);
      high[i] = Math.max(Math.round(open * 1e8), close[i]) + Math.round(now * reach * 1e8);
      low[i] = Math.min(Math.round(open * 1e8), close[i]) - Math.round(now * reach * 1e8);
      volume[i] = wildness == 0 || random.nextInt(5) == 0 ? 0 : random.nextInt(1_000_000) / 1e3;
      open = now;
    }
    return new Sample(name, high, low, close, volume);
  }

  private static BarSeries series(Sample sample) {
    BarSeries series =
        new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
    for (int i = 0; i < BARS; i++) {
      series
          .barBuilder()
          .timePeriod(Duration.ofMinutes(5))
          .endTime(Instant.EPOCH.plusSeconds(300L * (i + 1)))
          .openPrice(price(sample.close[Math.max(0, i - 1)]))
          .highPrice(price(sample.high[i]))
          .lowPrice(price(sample.low[i]))
          .closePrice(price(sample.close[i]))
          .volume(sample.volume[i])
          .add();
    }
    return series;
  }

  private static double price(long fixed) {
    return fixed / 1e8;
  }

  /** Ours is shown what there is from a bar on; both have no value at the same bars. */
  private static void same(String what, Indicator<Num> theirs, int from, IntToDoubleFunction ours) {
    for (int i = 0; i < BARS; i++) {
      double mine = i < from ? Double.NaN : ours.applyAsDouble(i);
      near(what + " at bar " + i, mine, theirs.getValue(i).doubleValue(), 0);
    }
  }

  private static void near(String what, double mine, double expected, double floor) {
    double allowed = Math.max(SAME * Math.abs(expected), floor);
    boolean both = Double.isNaN(mine) && Double.isNaN(expected);
    assertThat(both || Math.abs(mine - expected) <= allowed)
        .as("%s: %s for %s", what, mine, expected)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void averagesAreThoseOfTa4j(Sample sample) {
    BarSeries series = series(sample);
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    for (int period : new int[] {1, 2, 12, 26, 50, 200}) {
      // ta4j leaves out the first n values and starts with the next one.
      Ema ema = new Ema(period);
      same("EMA", new EMAIndicator(close, period), period, i -> ema.add(price(sample.close[i])));
      Sma sma = new Sma(period);
      same("SMA", new SMAIndicator(close, period), 0, i -> sma.add(sample.close[i]) / 1e8);
      RollingMean mean = new RollingMean(period);
      same("mean", new SMAIndicator(close, period), 0, i -> mean.add(price(sample.close[i])));
      RollingMean volume = new RollingMean(period);
      SMAIndicator theirs = new SMAIndicator(new VolumeIndicator(series), period);
      for (int i = 0; i < BARS; i++) {
        // Its running sum keeps something where there was no volume at all.
        double kept = theirs.getValue(i).doubleValue();
        near("mean volume", volume.add(sample.volume[i]), kept, 1000 * ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void strengthAndRangeAreThoseOfTa4j(Sample sample) {
    BarSeries series = series(sample);
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    for (int period : new int[] {2, 7, 14, 30}) {
      // ta4j leaves out the changes and true ranges of the first n bars, too.
      Rsi rsi = new Rsi(period);
      same(
          "RSI", new RSIIndicator(close, period), period - 1, i -> rsi.add(price(sample.close[i])));
      Atr atr = new Atr(period);
      same(
          "ATR",
          new ATRIndicator(series, period),
          period - 1,
          i -> atr.add(price(sample.high[i]), price(sample.low[i]), price(sample.close[i])));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void convergenceIsThatOfTa4jOnceTheStartsAreForgotten(Sample sample) {
    // ta4j starts the fast average at bar 12, the slow one and the signal at bar 26; ours all start
    // at the first. A start has a weight of (25/27)^k after k bars.
    BarSeries series = series(sample);
    MACDIndicator theirs = new MACDIndicator(new ClosePriceIndicator(series));
    EMAIndicator signal = theirs.getSignalLine(9);
    double range = Arrays.stream(sample.close).max().orElseThrow() / 1e8;
    Macd macd = new Macd();
    Ema fast = new Ema(12);
    Ema slow = new Ema(26);
    Ema average = new Ema(9);
    for (int i = 0; i < BARS; i++) {
      double x = price(sample.close[i]);
      double value = macd.add(x);
      double forgotten = range * Math.pow(25 / 27.0, Math.max(0, i - 50));
      if (i >= 26) {
        near("MACD", value, theirs.getValue(i).doubleValue(), forgotten + SAME * 1e-6 * range);
        near(
            "signal",
            macd.signal(),
            signal.getValue(i).doubleValue(),
            3 * forgotten + SAME * 1e-6 * range);
      }
      // Started as ta4j starts them, the averages alone give the same at once.
      if (i >= 12) {
        fast.add(x);
      }
      if (i >= 26) {
        average.add(fast.value() - slow.add(x));
        near("difference", fast.value() - slow.value(), theirs.getValue(i).doubleValue(), 0);
        near("its average", average.value(), signal.getValue(i).doubleValue(), 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void extremesAreThoseOfTa4j(Sample sample) {
    BarSeries series = series(sample);
    for (int period : new int[] {1, 2, 20, 55}) {
      Extreme highest = Extreme.highest(period);
      same(
          "highest",
          new HighestValueIndicator(new HighPriceIndicator(series), period),
          0,
          i -> highest.add(price(sample.high[i])));
      Extreme lowest = Extreme.lowest(period);
      same(
          "lowest",
          new LowestValueIndicator(new LowPriceIndicator(series), period),
          0,
          i -> lowest.add(price(sample.low[i])));
    }
  }

  @Test
  void whatIsReadySaysSo() {
    Ema ema = new Ema(3);
    Rsi rsi = new Rsi(3);
    Atr atr = new Atr(3);
    Sma sma = new Sma(3);
    Macd macd = new Macd(2, 3, 2);
    Bollinger bands = new Bollinger(3, 2);
    ZScore score = new ZScore(3);
    RollingPair pair = new RollingPair(3);
    RealizedVolatility volatility = new RealizedVolatility(3, 1);
    Extreme highest = Extreme.highest(3);
    assertThat(ema.value()).isNaN();
    assertThat(rsi.value()).isNaN();
    assertThat(atr.value()).isNaN();
    assertThat(sma.value()).isNaN();
    assertThat(macd.signal()).isNaN();
    assertThat(bands.upper()).isNaN();
    assertThat(score.value()).isNaN();
    assertThat(pair.correlation()).isNaN();
    assertThat(volatility.value()).isNaN();
    assertThat(highest.value()).isNaN();
    for (int i = 1; i <= 6; i++) {
      ema.add(i);
      rsi.add(i);
      atr.add(i, i, i);
      sma.add(i);
      macd.add(i);
      bands.add(i);
      score.add(i);
      pair.add(i, i);
      volatility.add(i);
      highest.add(i);
      assertThat(ema.isReady()).isEqualTo(i >= 3);
      assertThat(rsi.isReady()).isEqualTo(i >= 4);
      assertThat(atr.isReady()).isEqualTo(i >= 4);
      assertThat(sma.isReady()).isEqualTo(i >= 3);
      assertThat(macd.isReady()).isEqualTo(i >= 4);
      assertThat(bands.isReady()).isEqualTo(i >= 3);
      assertThat(score.isReady()).isEqualTo(i >= 3);
      assertThat(pair.isReady()).isEqualTo(i >= 3);
      assertThat(volatility.isReady()).isEqualTo(i >= 4);
      assertThat(highest.isReady()).isEqualTo(i >= 3);
    }
  }

  @Test
  void refusesPeriodsThatAreNone() {
    assertThatThrownBy(() -> new Ema(0)).hasMessage("Expected a period of at least 1, was 0");
    assertThatThrownBy(() -> new Sma(-1)).hasMessageContaining("was -1");
    assertThatThrownBy(() -> Extreme.highest(0)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> new RollingPair(1)).hasMessageContaining("at least 2, was 1");
    assertThatThrownBy(() -> new Macd(26, 12, 9)).hasMessageContaining("was 26 and 12");
    assertThatThrownBy(() -> new Bollinger(20, 0)).hasMessageContaining("was 0.0");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bandsAreThoseOfTa4j(Sample sample) {
    BarSeries series = series(sample);
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    double rounding = Arrays.stream(sample.close).max().orElseThrow() / 1e8 * ROUNDING;
    for (int period : new int[] {2, 20, 50}) {
      StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, period);
      BollingerBandsMiddleIndicator middle =
          new BollingerBandsMiddleIndicator(new SMAIndicator(close, period));
      BollingerBandsUpperIndicator upper = new BollingerBandsUpperIndicator(middle, deviation);
      BollingerBandsLowerIndicator lower = new BollingerBandsLowerIndicator(middle, deviation);
      Bollinger bands = new Bollinger(period, 2);
      RollingMoments moments = new RollingMoments(period);
      ZScore score = new ZScore(period);
      for (int i = 0; i < BARS; i++) {
        double x = price(sample.close[i]);
        near("middle", bands.add(x), middle.getValue(i).doubleValue(), 0);
        near("upper", bands.upper(), upper.getValue(i).doubleValue(), 0);
        near("lower", bands.lower(), lower.getValue(i).doubleValue(), rounding);
        moments.add(x);
        double spread = deviation.getValue(i).doubleValue();
        near("deviation", moments.deviation(), spread, rounding);
        score.add(x);
        if (spread > 1e4 * rounding) {
          double off = x - middle.getValue(i).doubleValue();
          near("score", score.value(), off / spread, 1e-6 * SAME + rounding / spread);
          near("percent", bands.percentB(), 0.5 + off / spread / 4, rounding / spread);
          near("width", bands.width(), 4 * spread / middle.getValue(i).doubleValue(), 0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void correlationAndBetaAreThoseOfTa4j(Sample sample) {
    BarSeries series = series(sample);
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    HighPriceIndicator high = new HighPriceIndicator(series);
    double rounding = Arrays.stream(sample.high).max().orElseThrow() / 1e8 * ROUNDING;
    for (int period : new int[] {2, 30, 100}) {
      CorrelationCoefficientIndicator correlation =
          new CorrelationCoefficientIndicator(close, high, period);
      CovarianceIndicator covariance = new CovarianceIndicator(close, high, period);
      VarianceIndicator variance = new VarianceIndicator(close, period);
      VarianceIndicator other = new VarianceIndicator(high, period);
      RollingPair pair = new RollingPair(period);
      for (int i = 0; i < BARS; i++) {
        pair.add(price(sample.close[i]), price(sample.high[i]));
        double spread = Math.sqrt(variance.getValue(i).doubleValue());
        double least = Math.min(spread, Math.sqrt(other.getValue(i).doubleValue()));
        if (least > 1e5 * rounding) {
          double theirs = covariance.getValue(i).doubleValue();
          double floor = rounding / least;
          near("correlation", pair.correlation(), correlation.getValue(i).doubleValue(), floor);
          near("covariance", pair.covariance(), theirs, rounding * spread);
          near("beta", pair.beta(), theirs / spread / spread, floor);
        }
      }
    }
  }

  @Test
  void whatDoesNotMoveHasNoDeviationAtAll() {
    RollingMoments moments = new RollingMoments(20);
    RollingPair pair = new RollingPair(20);
    ZScore score = new ZScore(20);
    RealizedVolatility volatility = new RealizedVolatility(20, 8760);
    for (int i = 0; i < 500; i++) {
      double x = i < 100 ? i * i * 1e7 : 63_000.1;
      moments.add(x);
      pair.add(x, i);
      score.add(x);
      volatility.add(x + 1);
    }

    assertThat(moments.deviation()).isZero();
    assertThat(moments.sampleDeviation()).isZero();
    assertThat(moments.mean()).isEqualTo(63_000.1);
    assertThat(pair.correlation()).isNaN();
    assertThat(pair.beta()).isNaN();
    assertThat(score.value()).isNaN();
    assertThat(volatility.value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 250})
  void nothingDriftsOverAMillionValues(int period) {
    SplittableRandom random = new SplittableRandom(period);
    double[] x = new double[1_000_000];
    double[] y = new double[x.length];
    double now = 64_000;
    for (int i = 0; i < x.length; i++) {
      now *= Math.exp(0.001 * (random.nextDouble() - 0.5));
      // A spike now and then, of which nothing may be left once it is out of the window.
      x[i] = Math.rint(random.nextInt(10_000) == 0 ? now * 1e13 : now * 1e8) / 1e8;
      y[i] = x[i] * 0.5 + 100 * random.nextDouble();
    }
    Sma sma = new Sma(period);
    RollingMean mean = new RollingMean(period);
    RollingMoments moments = new RollingMoments(period);
    RollingPair pair = new RollingPair(Math.max(2, period));
    Extreme highest = Extreme.highest(period);
    Extreme lowest = Extreme.lowest(period);
    for (int i = 0; i < x.length; i++) {
      sma.add(Math.round(x[i] * 1e8));
      mean.add(x[i]);
      moments.add(x[i]);
      pair.add(x[i], y[i]);
      highest.add(x[i]);
      lowest.add(x[i]);
      if (i > 2 * period && i % 31 == 0) {
        double[] window = Arrays.copyOfRange(x, i + 1 - period, i + 1);
        assertThat(sma.sum())
            .isEqualTo(Arrays.stream(window).mapToLong(v -> Math.round(v * 1e8)).sum());
        double fresh = Arrays.stream(window).average().orElseThrow();
        double spread = Math.sqrt(squares(window, window) / period);
        assertThat(highest.value()).isEqualTo(Arrays.stream(window).max().orElseThrow());
        assertThat(lowest.value()).isEqualTo(Arrays.stream(window).min().orElseThrow());
        near("mean", mean.value(), fresh, 0);
        near("mean of moments", moments.mean(), fresh, 0);
        near("deviation", moments.deviation(), spread, 0);
        if (period > 1) {
          double[] other = Arrays.copyOfRange(y, i + 1 - period, i + 1);
          double product = squares(window, other);
          near("beta", pair.beta(), product / squares(window, window), SAME);
          double scale = Math.sqrt(squares(window, window) * squares(other, other));
          near("correlation", pair.correlation(), product / scale, SAME);
        }
      }
    }
  }

  private static double squares(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum;
  }

  @Test
  void realisedVolatilityIsTheRootOfTheMeanSquare() {
    RealizedVolatility volatility = new RealizedVolatility(2, 100);
    volatility.add(50);
    volatility.add(100);
    volatility.add(50);
    assertThat(volatility.add(100)).isCloseTo(10 * Math.log(2), within(1e-12));
    assertThat(volatility.add(100)).isCloseTo(10 * Math.log(2) / Math.sqrt(2), within(1e-12));
  }

  @Test
  void anAverageRefusesASumThatDoesNotFit() {
    Sma sma = new Sma(3);
    sma.add(Long.MAX_VALUE / 2);
    sma.add(Long.MAX_VALUE / 2);

    assertThatThrownBy(() -> sma.add(Long.MAX_VALUE / 2)).isInstanceOf(ArithmeticException.class);
  }
}
