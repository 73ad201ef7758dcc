package dev.belay.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.temporal.ServerForTests;
import dev.belay.app.temporal.TemporalChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills each part of a world of processes in the middle of rounds with orders. */
@Tag("crash")
class RecoveryCheckTest {
  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledOverTenSeeds() {
    passes(1, 10);
  }

  @Tag("long")
  @Test
  void nothingIsLostOrDoubledOverAHundredSeeds() {
    passes(1_000, 100);
  }

  private void passes(long from, int seeds) {
    Map<String, String> here = System.getenv();
    TemporalChoice choice = ServerForTests.choice();
    Assumptions.assumeTrue(
        choice instanceof TemporalChoice.Executable, "no Temporal server to kill: " + choice);

    RecoveryReport report =
        new RecoveryCheck(
                List.of("portfolio", "amplifier"),
                folder.resolve("worlds"),
                here,
                System.err,
                () -> false)
            .run(from, seeds, 1);

    assertThat(report.failed()).isEmpty();
    assertThat(report.seeds()).isEqualTo(seeds);
    assertThat(report.orders()).isGreaterThan(2 * seeds);
    assertThat(report.recoveryMs().samples()).as("deaths").isGreaterThan(seeds / 2);
  }
}
