package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belay.engine.statistics.BlockBootstrap.Interval;
import dev.belay.engine.statistics.BlockBootstrap.Intervals;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
  private static final double HOURS = 8760;

  private static double[] returns(long seed, int count, double mean, double memory) {
    SplitMix chance = new SplitMix(seed);
    double[] returns = new double[count];
    double before = 0;
    for (int i = 0; i < count; i++) {
      before = memory * before + 0.01 * chance.nextGaussian();
      returns[i] = mean + before;
    }
    return returns;
  }

  private static double value(Estimate estimate) {
    return Objects.requireNonNull(estimate.value(), () -> "value: " + estimate.reason());
  }

  @Test
  void randomNumbersAreThoseOfTheAlgorithm() {
    // The reference values of SplitMix64 for the seed 1234567.
    SplitMix chance = new SplitMix(1234567);

    assertThat(chance.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(chance.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(chance.nextLong())).isEqualTo("9817491932198370423");
  }

  @Test
  void aSeedGivesTheSameEveryTimeAndAnotherSeedAnother() {
    double[] returns = returns(1, 500, 0.001, 0);

    Intervals first = new BlockBootstrap(8, 500, 42).intervals(returns, HOURS, 0.95);

    assertThat(new BlockBootstrap(8, 500, 42).intervals(returns, HOURS, 0.95)).isEqualTo(first);
    assertThat(new BlockBootstrap(8, 500, 43).intervals(returns, HOURS, 0.95)).isNotEqualTo(first);
  }

  @Test
  void theIntervalOfAMeanWithoutMemoryIsTheNormalOne() {
    double[] returns = returns(2, 2000, 0.001, 0);

    Interval mean = new BlockBootstrap(1, 5000, 7).intervals(returns, HOURS, 0.95).mean();

    double half = 1.96 * Moments.deviation(returns) / Math.sqrt(2000);
    assertThat(mean.low()).isCloseTo(value(mean.estimate()) - half, within(0.05 * half));
    assertThat(mean.high()).isCloseTo(value(mean.estimate()) + half, within(0.05 * half));
  }

  @Test
  void blocksSeeThatReturnsHangTogether() {
    double[] returns = returns(3, 4000, 0, 0.8);

    Interval alone = new BlockBootstrap(1, 1000, 7).intervals(returns, HOURS, 0.9).mean();
    Interval together = new BlockBootstrap(50, 1000, 7).intervals(returns, HOURS, 0.9).mean();

    // The long-run deviation is (1 + 0.8) / √(1 − 0.8²) = 3 times that of one.
    assertThat((together.high() - together.low()) / (alone.high() - alone.low()))
        .isBetween(2.3, 3.3);
  }

  @Test
  void intervalsHoldWhatTheyAreOf() {
    double[] returns = returns(4, 1000, 0.0005, 0.1);

    Intervals all =
        new BlockBootstrap(BlockBootstrap.usualBlock(1000), 1000, 1)
            .intervals(returns, HOURS, 0.95);

    double[] equity = new double[1000];
    double now = 1;
    for (int i = 0; i < equity.length; i++) {
      now *= 1 + returns[i];
      equity[i] = now;
    }
    CurveStatistics curve = CurveStatistics.of(equity, 1, HOURS);
    assertThat(value(all.sharpe().estimate())).isCloseTo(value(curve.sharpe()), within(1e-9));
    assertThat(value(all.maxDrawdown().estimate()))
        .isCloseTo(value(curve.maxDrawdown()), within(1e-12));
    assertThat(value(curve.sharpe())).isBetween(all.sharpe().low(), all.sharpe().high());
    assertThat(all.maxDrawdown().low()).isBetween(0.0, all.maxDrawdown().high());
    assertThat(all.maxDrawdown().high()).isBetween(value(curve.maxDrawdown()) * 0.8, 1.0);
  }

  @Test
  void aDifferenceIsSignificantOnlyWhereThereIsOne() {
    double[] a = returns(5, 1000, 0, 0);
    double[] alike = returns(6, 1000, 0, 0);
    double[] better = Arrays.stream(alike).map(r -> r + 0.002).toArray();
    BlockBootstrap bootstrap = new BlockBootstrap(5, 2000, 9);

    assertThat(value(bootstrap.pValue(better, a))).isLessThan(0.01);
    assertThat(value(bootstrap.pValue(a, better))).isLessThan(0.01);
    assertThat(value(bootstrap.pValue(alike, a))).isGreaterThan(0.05);
  }

  @Test
  void withoutADifferenceOneInTenPValuesIsBelowATenth() {
    int below = 0;
    for (int i = 0; i < 400; i++) {
      double p =
          value(
              new BlockBootstrap(3, 200, i)
                  .pValue(returns(1000 + i, 200, 0, 0), returns(5000 + i, 200, 0, 0)));
      if (p <= 0.1) {
        below++;
      }
    }

    assertThat(below / 400.0).isBetween(0.06, 0.15);
  }

  @Test
  void tooLittleIsUnknown() {
    BlockBootstrap bootstrap = new BlockBootstrap(1, 100, 0);
    double[] few = returns(1, 19, 0, 0);

    assertThat(bootstrap.intervals(few, HOURS, 0.9).mean().estimate().reason())
        .isEqualTo("too few bars: 19 of at least 20");
    assertThat(bootstrap.intervals(few, HOURS, 0.9).sharpe().low()).isNaN();
    assertThat(bootstrap.pValue(few, few).value()).isNull();
    double[] enough = returns(1, 20, 0, 0);
    assertThat(bootstrap.pValue(enough, enough).reason())
        .isEqualTo("the two differ by the same at every bar");
    assertThatThrownBy(() -> bootstrap.pValue(few, enough)).hasMessageContaining("19 and 20");
    assertThatThrownBy(() -> bootstrap.intervals(enough, HOURS, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new BlockBootstrap(0, 100, 1)).hasMessageContaining("0.0 and 100");
  }
}
