package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharpeSignificanceTest {
  private static double value(Estimate estimate) {
    return Objects.requireNonNull(estimate.value(), () -> "value: " + estimate.reason());
  }

  @ParameterizedTest
  @CsvSource({"250, 2.73", "52, 2.83", "12, 3.24"})
  void theYearsOfATrackRecordAreThoseOfThePaper(double bars, double years) {
    // Bailey and López de Prado 2012: normal returns, an annual ratio of 2 against 1 with 95 %.
    double year = Math.sqrt(bars);
    SharpeSignificance two = SharpeSignificance.of(2 / year, 100, 0, 3);

    assertThat(value(two.minimumTrackRecord(1 / year, 0.95)) / bars)
        .isCloseTo(years, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({"100, 0.9004", "46, 0.9505"})
  void theDeflatedRatioIsThatOfThePaper(int trials, double expected) {
    // Bailey and López de Prado 2014: annual ratio 2.5 over five years of 250 days.
    SharpeSignificance best = SharpeSignificance.of(2.5 / Math.sqrt(250), 1250, -3, 10);

    assertThat(value(best.deflated(0.5 / 250, trials))).isCloseTo(expected, within(1e-4));
  }

  @Test
  void theExpectedMaximumIsThatOfThePaper() {
    assertThat(SharpeSignificance.expectedMaximum(0.5 / 250, 100)).isCloseTo(0.1132, within(5e-5));
    assertThat(SharpeSignificance.expectedMaximum(1, 1)).isZero();
    assertThat(SharpeSignificance.expectedMaximum(0, 1000)).isZero();
  }

  @Property(tries = 200)
  void aTrackRecordOfTheLeastLengthHasTheConfidence(
      @ForAll @DoubleRange(min = 0.02, max = 0.5) double sharpe,
      @ForAll @DoubleRange(min = -2, max = 2) double skewness,
      @ForAll @DoubleRange(min = 5.1, max = 20) double kurtosis,
      @ForAll @DoubleRange(min = 0.6, max = 0.99) double confidence) {
    SharpeSignificance some = SharpeSignificance.of(sharpe, 10, skewness, kurtosis);
    int bars = (int) Math.ceil(value(some.minimumTrackRecord(0, confidence)));

    SharpeSignificance enough =
        SharpeSignificance.of(sharpe, Math.max(2, bars), skewness, kurtosis);
    assertThat(value(enough.probabilistic(0))).isGreaterThanOrEqualTo(confidence - 1e-9);
    if (bars > 2) {
      SharpeSignificance less = SharpeSignificance.of(sharpe, bars - 1, skewness, kurtosis);
      assertThat(value(less.probabilistic(0))).isLessThanOrEqualTo(confidence + 1e-9);
    }
  }

  @Property(tries = 200)
  void moreTrialsLeaveLess(@ForAll @IntRange(min = 1, max = 100_000) int trials) {
    SharpeSignificance some = SharpeSignificance.of(0.1, 500, -1, 6);

    assertThat(value(some.deflated(0.002, trials + 1)))
        .isLessThan(value(some.deflated(0.002, trials)));
  }

  @Test
  void whatCannotBeToldSaysWhy() {
    SharpeSignificance still = SharpeSignificance.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1});
    SharpeSignificance few = SharpeSignificance.of(new double[] {0.1, 0.2, 0.3});
    SharpeSignificance poor = SharpeSignificance.of(new double[] {-0.1, 0.1, -0.2, 0.1, 0.05});

    assertThat(still.probabilistic(0).reason()).isEqualTo("the returns do not differ");
    assertThat(few.deflated(1, 5).reason()).isEqualTo("too few bars: 3 of at least 4");
    assertThat(few.minimumTrackRecord(0, 0.95).reason()).isEqualTo("too few bars: 3 of at least 4");
    assertThat(poor.minimumTrackRecord(0, 0.95).reason())
        .isEqualTo("the ratio is not above the benchmark");
    assertThatThrownBy(() -> poor.minimumTrackRecord(0, 0.4)).hasMessageContaining("was 0.4");
    assertThatThrownBy(() -> SharpeSignificance.expectedMaximum(1, 0))
        .hasMessageContaining("was 1.0 and 0");
  }

  @Test
  void theInverseUndoesTheDistribution() {
    for (double x = -37; x <= 8; x += 0.01) {
      double p = Normal.cdf(x);
      // Near 1 there are few numbers left.
      double rounding = Math.ulp(p) / Math.max(1e-300, density(x));
      assertThat(Normal.inverse(p))
          .isCloseTo(x, within(1e-13 * Math.max(1, Math.abs(x)) + rounding));
    }
    assertThat(Normal.inverse(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.inverse(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Normal.inverse(0.5)).isZero();
    assertThat(Normal.cdf(0)).isEqualTo(0.5);
    assertThat(Normal.cdf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThatThrownBy(() -> Normal.inverse(1.1)).hasMessageContaining("was 1.1");
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
