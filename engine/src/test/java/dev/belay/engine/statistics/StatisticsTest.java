package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void sharpeOfAlternatingReturnsIsTheOneComputedByHand() {
    // 72 returns of 2 % and 0 %: mean 0.01, sample deviation 0.01·√(72/71), times √8760.
    HourlyReturns returns = HourlyReturns.of(alternating(73, 1.02, 1.0));

    assertThat(returns.sharpe().value()).isCloseTo(92.9426, within(1e-3));
    assertThat(returns.sharpe().samples()).isEqualTo(72);
    assertThat(returns.volatilityPct().value()).isCloseTo(94.2517, within(1e-3));
  }

  @Test
  void sharpeIsUnknownBelowSeventyTwoReturns() {
    Estimate sharpe = HourlyReturns.of(alternating(72, 1.02, 1.0)).sharpe();

    assertThat(sharpe.value()).isNull();
    assertThat(sharpe.reason()).isEqualTo("not enough data: 71 hourly returns of at least 72");
  }

  @Test
  void sharpeLooksBackOneHundredSixtyEightHours() {
    // A crash 200 hours ago is out of the window.
    List<EquityMark> marks = new ArrayList<>();
    marks.add(new EquityMark(START.minus(HOUR), 100_000, 0));
    marks.addAll(alternating(201, 1.02, 1.0));

    Estimate sharpe = HourlyReturns.of(marks).sharpe();

    assertThat(sharpe.samples()).isEqualTo(168);
    assertThat(sharpe.value()).isPositive();
  }

  @Test
  void anHourWithAGapHasNoReturn() {
    List<EquityMark> marks = new ArrayList<>(alternating(80, 1.02, 1.0));
    marks.remove(40);

    assertThat(HourlyReturns.of(marks).sharpe().samples()).isEqualTo(77);
  }

  @Test
  void sharpeOfEquityThatNeverMovedIsUnknown() {
    assertThat(HourlyReturns.of(alternating(80, 1, 1)).sharpe().reason())
        .isEqualTo("equity did not move");
  }

  @Test
  void aTransferIsNoReturn() {
    EquityMark before = new EquityMark(START, 1000, 1000);
    EquityMark after = new EquityMark(START.plus(HOUR), 510, 500);

    assertThat(after.returnSince(before)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void capitalThatComesBackToAnEmptyAccountMakesNoBoundlessReturn() {
    EquityMark empty = new EquityMark(START, 0.00000001, 0.00000001);
    EquityMark funded = new EquityMark(START.plus(HOUR), 990, 1000.00000001);

    assertThat(funded.returnSince(empty)).isCloseTo(-0.01, within(1e-9));
  }

  @Test
  void drawdownIsMeasuredFromTheHighestPeak() {
    // 100 -> 120 -> 90 -> 130 -> 117: the falls are 25 % and 10 %.
    assertThat(drawdown(new double[] {100, 120, 90, 130, 117}, 0)).isCloseTo(25, within(1e-9));
  }

  @Test
  void aWithdrawalIsNoDrawdown() {
    assertThat(drawdown(new double[] {1000, 500, 550}, -500)).isZero();
  }

  @Test
  void drawdownWithoutMarksIsUnknown() {
    assertThat(Drawdown.NONE.maxPct().reason()).isEqualTo("no equity mark yet");
  }

  @Test
  void oppositeAgentsCorrelateToMinusOneAndCancelOut() {
    List<EquityMark> up = fiveMinutes(41, 1.01, 1.0);
    List<EquityMark> down = fiveMinutes(41, 1.0, 1.01);

    CommonReturns common = CommonReturns.of(List.of(up, down));

    assertThat(common.samples()).isEqualTo(40);
    List<@Nullable Double> row = Objects.requireNonNull(common.correlation().matrix()).getFirst();
    assertThat(row.get(0)).isCloseTo(1, within(1e-9));
    assertThat(row.get(1)).isCloseTo(-1, within(1e-9));
    assertThat(common.diversificationRatio().value()).isNull();
  }

  @Test
  void independentAgentsOfEqualSizeDiversifyBySquareRootOfTwo() {
    // The four combinations of ±1 % equally often: covariance 0.
    List<EquityMark> a = path(new double[] {.01, .01, -.01, -.01});
    List<EquityMark> b = path(new double[] {.01, -.01, .01, -.01});

    CommonReturns common = CommonReturns.of(List.of(a, b));

    List<@Nullable Double> row = Objects.requireNonNull(common.correlation().matrix()).getFirst();
    assertThat(row.get(1)).isCloseTo(0, within(1e-9));
    assertThat(common.diversificationRatio().value()).isCloseTo(Math.sqrt(2), within(1e-9));
  }

  @Test
  void correlationIsUnknownBelowTwentyCommonReturns() {
    Correlation correlation =
        CommonReturns.of(List.of(fiveMinutes(20, 1.01, 1), fiveMinutes(60, 1.01, 1))).correlation();

    assertThat(correlation.matrix()).isNull();
    assertThat(correlation.samples()).isEqualTo(19);
    assertThat(correlation.reason())
        .isEqualTo("not enough data: 19 common five-minute returns of at least 20");
  }

  @Test
  void anAgentThatNeverMovedCorrelatesWithNobody() {
    Correlation correlation =
        CommonReturns.of(List.of(fiveMinutes(41, 1.01, 1), fiveMinutes(41, 1, 1))).correlation();

    assertThat(Objects.requireNonNull(correlation.matrix()).get(1)).containsExactly(null, null);
    assertThat(correlation.reason()).isEqualTo("null where an agent's equity did not move");
  }

  @Test
  void nobodyHasNoCorrelation() {
    assertThat(CommonReturns.of(List.of()).samples()).isZero();
    assertThat(CommonReturns.of(List.of()).diversificationRatio().value()).isNull();
  }

  private static double drawdown(double[] equity, double secondTransfer) {
    Drawdown drawdown = Drawdown.NONE;
    for (int i = 0; i < equity.length; i++) {
      drawdown =
          drawdown.with(
              new EquityMark(START.plusSeconds(300L * i), equity[i], i == 0 ? 0 : secondTransfer));
    }
    return Objects.requireNonNull(drawdown.maxPct().value());
  }

  private static List<EquityMark> alternating(int count, double odd, double even) {
    return marks(count, HOUR, odd, even);
  }

  private static List<EquityMark> fiveMinutes(int count, double odd, double even) {
    return marks(count, CommonReturns.STEP, odd, even);
  }

  private static List<EquityMark> marks(int count, Duration step, double odd, double even) {
    List<EquityMark> marks = new ArrayList<>();
    double equity = 1000;
    for (int i = 0; i < count; i++) {
      marks.add(new EquityMark(START.plus(step.multipliedBy(i)), equity, 1000));
      equity *= i % 2 == 0 ? odd : even;
    }
    return marks;
  }

  /**
   * The four returns ten times over, then back at the start, so that both end with equal equity.
   */
  private static List<EquityMark> path(double[] cycle) {
    List<EquityMark> marks = new ArrayList<>();
    double equity = 1000;
    marks.add(new EquityMark(START, equity, 0));
    for (int i = 0; i < 40; i++) {
      equity *= 1 + cycle[i % 4];
      marks.add(new EquityMark(START.plusSeconds(300L * (i + 1)), equity, 0));
    }
    return marks;
  }
}
