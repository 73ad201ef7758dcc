package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belay.domain.market.Interval;
import dev.belay.engine.statistics.CurveStatistics.Activity;
import dev.belay.engine.statistics.CurveStatistics.Fall;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveStatisticsTest {
  private static final double HOURS = CurveStatistics.barsPerYear(Interval.H1);
  private static final Offset<Double> EXACT = within(1e-12);

  private static double value(Estimate estimate) {
    return Objects.requireNonNull(estimate.value(), () -> "value: " + estimate.reason());
  }

  @Test
  void aYearHasThreeHundredAndSixtyFiveDays() {
    assertThat(HOURS).isEqualTo(8760);
    assertThat(CurveStatistics.barsPerYear(Interval.M5)).isEqualTo(105_120);
  }

  @Test
  void figuresAreThoseComputedByHand() {
    // Returns 10 %, −10 %, 10 %, 0 from a cash of 100; two bars a year.
    CurveStatistics curve = CurveStatistics.of(new double[] {110, 99, 108.9, 108.9}, 100, 2);

    assertThat(value(curve.totalReturn())).isCloseTo(0.089, EXACT);
    assertThat(value(curve.cagr())).isCloseTo(Math.sqrt(1.089) - 1, EXACT);
    double deviation = Math.sqrt((2 * 0.075 * 0.075 + 0.125 * 0.125 + 0.025 * 0.025) / 3);
    assertThat(value(curve.volatility())).isCloseTo(deviation * Math.sqrt(2), EXACT);
    assertThat(value(curve.sharpe())).isCloseTo(0.025 / deviation * Math.sqrt(2), EXACT);
    assertThat(value(curve.sortino())).isCloseTo(0.025 / 0.05 * Math.sqrt(2), EXACT);
    assertThat(value(curve.maxDrawdown())).isCloseTo(0.1, EXACT);
    assertThat(value(curve.calmar())).isCloseTo((Math.sqrt(1.089) - 1) / 0.1, within(1e-10));
    assertThat(curve.bars()).isEqualTo(4);
  }

  @Test
  void theFirstReturnIsFromTheCashAndSoIsTheFirstPeak() {
    CurveStatistics curve = CurveStatistics.of(new double[] {80, 90}, 100, HOURS);

    assertThat(value(curve.maxDrawdown())).isCloseTo(0.2, EXACT);
    assertThat(curve.deepest()).isEqualTo(new Fall(1 - 80.0 / 100, -1, 0, 1, false));
    assertThat(curve.longestBars()).isEqualTo(2);
  }

  @Test
  void aFallLastsFromItsPeakToTheCloseThatIsAsHighAgain() {
    double[] equity = {100, 120, 60, 90, 120, 130, 125, 126, 127, 128};

    CurveStatistics curve = CurveStatistics.of(equity, 100, HOURS);

    Fall deepest = Objects.requireNonNull(curve.deepest());
    assertThat(deepest).isEqualTo(new Fall(0.5, 1, 2, 4, true));
    assertThat(deepest.bars()).isEqualTo(3);
    assertThat(curve.longestBars()).isEqualTo(4);
  }

  @Test
  void equityThatOnlyRoseHasNoFallAndNoCalmar() {
    CurveStatistics curve = CurveStatistics.of(new double[] {101, 103, 104}, 100, HOURS);

    assertThat(curve.maxDrawdown().value()).isZero();
    assertThat(curve.deepest()).isNull();
    assertThat(curve.longestBars()).isZero();
    assertThat(curve.calmar().reason()).isEqualTo("equity never fell");
    assertThat(curve.sortino().reason()).isEqualTo("no bar lost");
    assertThat(curve.sharpe().value()).isPositive();
  }

  @Test
  void equityThatStoodStillHasNoSharpe() {
    CurveStatistics curve = CurveStatistics.of(new double[] {100, 100, 100, 100}, 100, HOURS);

    assertThat(curve.sharpe().reason()).isEqualTo("the returns do not differ");
    assertThat(curve.skewness().reason()).isEqualTo("the returns do not differ");
    assertThat(curve.totalReturn().value()).isZero();
    assertThat(curve.cagr().value()).isZero();
    assertThat(curve.volatility().value()).isZero();
  }

  @Test
  void whatNeedsMoreBarsSaysSo() {
    CurveStatistics one = CurveStatistics.of(new double[] {101}, 100, HOURS);
    CurveStatistics none = CurveStatistics.of(new double[0], 100, HOURS);

    assertThat(one.sharpe().reason()).isEqualTo("too few bars: 1 of at least 2");
    assertThat(one.kurtosis().reason()).isEqualTo("too few bars: 1 of at least 4");
    assertThat(one.totalReturn().value()).isEqualTo(101.0 / 100 - 1);
    assertThat(none.totalReturn().reason()).isEqualTo("no bar");
    assertThat(none.sharpe().reason()).isEqualTo("no bar");
    assertThat(none.maxDrawdown().reason()).isEqualTo("no bar");
  }

  @Test
  void aRuinedAccountHasALossAndADrawdownAndNothingElse() {
    CurveStatistics curve = CurveStatistics.of(new double[] {110, 0, 50}, 100, HOURS);

    assertThat(curve.totalReturn().value()).isEqualTo(-0.5);
    assertThat(curve.maxDrawdown().value()).isEqualTo(1);
    assertThat(curve.sharpe().reason()).isEqualTo("equity fell to zero or below at bar 1");
    assertThat(curve.cagr().reason()).isEqualTo("equity fell to zero or below at bar 1");
    assertThat(curve.calmar().reason()).isEqualTo("equity fell to zero or below at bar 1");
  }

  @Test
  void exposureAndTurnoverAreOfWhatItIsTold() {
    double[] equity = {100, 110, 90, 100};

    CurveStatistics told = CurveStatistics.of(equity, 100, 8, new Activity(1, 400));
    CurveStatistics untold = CurveStatistics.of(equity, 100, 8);

    assertThat(told.exposure().value()).isEqualTo(0.25);
    assertThat(told.turnover().value()).isEqualTo(8);
    assertThat(untold.exposure().reason()).isEqualTo("not told");
    assertThat(untold.turnover().reason()).isEqualTo("not told");
  }

  @Test
  void refusesWhatIsNoCurve() {
    assertThatThrownBy(() -> CurveStatistics.of(new double[] {1, Double.NaN}, 100, HOURS))
        .hasMessage("Expected equity that is a number at bar 1, was NaN");
    assertThatThrownBy(() -> CurveStatistics.of(new double[] {1}, 0, HOURS))
        .hasMessageContaining("Expected cash and bars a year above 0, was 0.0 and 8760.0");
    assertThatThrownBy(() -> new CurveAccumulator(100, -1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new CurveAccumulator(100, 1).add(Double.NaN))
        .hasMessage("Expected equity that is a number at bar 0, was NaN");
  }

  @Property(tries = 300)
  void theAccumulatorTellsWhatTheCurveDoes(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 3000) int bars,
      @ForAll @DoubleRange(min = 0, max = 0.2) double noise,
      @ForAll @DoubleRange(min = -0.01, max = 0.01) double drift) {
    SplitMix chance = new SplitMix(seed);
    CurveAccumulator accumulator = new CurveAccumulator(10_000, HOURS);
    accumulator.add(1);
    accumulator.reset();
    double[] equity = new double[bars];
    double now = 10_000;
    for (int i = 0; i < bars; i++) {
      now *= 1 + Math.max(-0.9, drift + noise * chance.nextGaussian());
      equity[i] = now;
      accumulator.add(now);
    }

    CurveStatistics curve = CurveStatistics.of(equity, 10_000, HOURS);

    assertThat(accumulator.bars()).isEqualTo(bars);
    same(accumulator.totalReturn(), curve.totalReturn());
    same(accumulator.cagr(), curve.cagr());
    same(accumulator.volatility(), curve.volatility());
    same(accumulator.sharpe(), curve.sharpe());
    same(accumulator.sortino(), curve.sortino());
    same(accumulator.maxDrawdown(), curve.maxDrawdown());
    same(accumulator.calmar(), curve.calmar());
  }

  @Test
  void theAccumulatorIsExactAfterAGreatFirstReturn() {
    // What is shifted by is far from all others.
    SplitMix chance = new SplitMix(3);
    double[] equity = new double[100_000];
    CurveAccumulator accumulator = new CurveAccumulator(1, HOURS);
    for (int i = 0; i < equity.length; i++) {
      equity[i] = i == 0 ? 5 : equity[i - 1] * (1 + 1e-6 * chance.nextGaussian());
      accumulator.add(equity[i]);
    }

    CurveStatistics curve = CurveStatistics.of(equity, 1, HOURS);

    same(accumulator.sharpe(), curve.sharpe());
    same(accumulator.maxDrawdown(), curve.maxDrawdown());
  }

  @Test
  void theAccumulatorKnowsRuin() {
    CurveAccumulator accumulator = new CurveAccumulator(100, HOURS);
    accumulator.add(110);
    accumulator.add(-1);
    accumulator.add(50);

    assertThat(accumulator.sharpe().reason()).isEqualTo("equity fell to zero or below at bar 1");
    assertThat(accumulator.totalReturn().value()).isEqualTo(-0.5);
    assertThat(accumulator.maxDrawdown().value()).isCloseTo(1 + 1 / 110.0, EXACT);
  }

  private static void same(Estimate a, Estimate b) {
    assertThat(a.reason()).isEqualTo(b.reason());
    assertThat(a.samples()).isEqualTo(b.samples());
    if (b.value() != null) {
      assertThat(a.value()).isCloseTo(b.value(), within(1e-9 * Math.max(1, Math.abs(b.value()))));
    }
  }
}
