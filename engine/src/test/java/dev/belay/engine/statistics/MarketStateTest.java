package dev.belay.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarketStateTest {
  @Test
  void aMarketThatGoesOneWayIsTrending() {
    assertThat(MarketState.of(closes(100, i -> 1.001 + (i % 3) * 0.0002)))
        .isEqualTo(MarketState.TRENDING);
  }

  @Test
  void aMarketThatGoesBackAndForthIsRanging() {
    assertThat(MarketState.of(closes(100, i -> i % 2 == 0 ? 1.002 : 1 / 1.002)))
        .isEqualTo(MarketState.RANGING);
  }

  @Test
  void aMarketThatMovesMuchMoreThanBeforeIsVolatile() {
    assertThat(
            MarketState.of(
                closes(
                    168,
                    i -> {
                      double size = i < 144 ? 1.001 : 1.02;
                      return i % 2 == 0 ? size : 1 / size;
                    })))
        .isEqualTo(MarketState.VOLATILE);
  }

  @Test
  void withoutADayOfCandlesNobodyCanTell() {
    assertThat(MarketState.of(closes(23, i -> 1.01))).isEqualTo(MarketState.UNKNOWN);
    assertThat(MarketState.of(closes(24, i -> 1.01))).isEqualTo(MarketState.TRENDING);
  }

  private interface Step {
    double at(int hour);
  }

  private static double[] closes(int returns, Step step) {
    double[] closes = new double[returns + 1];
    closes[0] = 100;
    for (int i = 0; i < returns; i++) {
      closes[i + 1] = closes[i] * step.at(i);
    }
    return closes;
  }
}
