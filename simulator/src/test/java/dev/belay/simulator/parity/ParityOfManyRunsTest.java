package dev.belay.simulator.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More runs by other seeds. */
@Tag("long")
@Tag("integration")
class ParityOfManyRunsTest {
  private static final int MINUTES = 300;

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void replayToTheLastDigit(long seed) {
    try (RecordedRun run = new RecordedRun(seed)) {
      run.trade(MINUTES);

      Parity parity = Parity.check(RecordedRun.MARKET, run.recording(), at -> {});

      assertThat(parity.comparison().differences()).isEmpty();
      assertThat(parity.comparison().trades()).isPositive();
    }
  }
}
