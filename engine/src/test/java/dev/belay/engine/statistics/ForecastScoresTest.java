package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastScoresTest {
  @Test
  void figuresAreThoseComputedByHand() {
    ForecastScores scores =
        ForecastScores.of(new double[] {0.9, 0.95, 0.2}, new boolean[] {true, false, false});

    assertThat(scores.brier().value()).isCloseTo((0.01 + 0.9025 + 0.04) / 3, within(1e-12));
    assertThat(scores.logLoss().value())
        .isCloseTo(-(Math.log(0.9) + Math.log(0.05) + Math.log(0.8)) / 3, within(1e-12));
    assertThat(scores.calibrationError().value())
        .isCloseTo((Math.abs(0.9 + 0.95 - 1) + 0.2) / 3, within(1e-12));
    assertThat(scores.brier().samples()).isEqualTo(3);
  }

  @Test
  void certaintyThatWasWrongHasABoundedLoss() {
    ForecastScores scores = ForecastScores.of(new double[] {1}, new boolean[] {false});

    assertThat(scores.logLoss().value()).isCloseTo(-Math.log(1e-15), within(0.2));
    assertThat(scores.brier().value()).isEqualTo(1);
    assertThat(scores.calibrationError().value()).isEqualTo(1);
  }

  @Test
  void noForecastHasNoScore() {
    assertThat(ForecastScores.of(new double[0], new boolean[0]).brier().reason())
        .isEqualTo("no forecast");
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> ForecastScores.of(new double[] {1.1}, new boolean[] {true}))
        .hasMessage("Expected a probability of 0 to 1 at 0, was 1.1");
    assertThatThrownBy(() -> ForecastScores.of(new double[] {1}, new boolean[0]))
        .hasMessage("Expected an outcome for each of 1 probabilities, was 0");
  }
}
