package dev.belay.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoveryReportTest {
  private static CaseResult result(
      long seed, boolean reached, @Nullable Long recovery, long naked, String... problems) {
    return new CaseResult(
        seed,
        Case.System.AMPLIFIER,
        "kill -9 of worker",
        List.of(new CaseResult.Break("worker at venue.submit.sent", true, reached)),
        recovery,
        naked,
        4,
        2,
        problems.length,
        0,
        0,
        0,
        List.of(problems));
  }

  @Test
  void sumsUp() throws JsonProcessingException {
    RecoveryReport report =
        RecoveryReport.of(
            1,
            List.of(
                result(1, true, 4_000L, 9_000),
                result(2, true, 8_000L, 12_000),
                result(3, false, null, 700)),
            60);

    assertThat(report.isPassed()).isTrue();
    assertThat(report.passed()).isEqualTo(3);
    assertThat(report.orders()).isEqualTo(12);
    assertThat(report.nakedSMax()).isEqualTo(12.0);
    assertThat(report.nakedSMaxUp()).isEqualTo(0.7);
    assertThat(report.recoveryMs())
        .isEqualTo(new RecoveryReport.Recovery(4_000L, 8_000L, 8_000L, 2));
    assertThat(report.boundaries())
        .containsExactly(new RecoveryReport.Boundary("worker at venue.submit.sent", 3, 2, 8_000L));
    JsonNode json = Json.mapper().readTree(Json.write(report));
    assertThat(json.path("seeds").asInt()).isEqualTo(3);
    assertThat(json.path("naked_s_max_up").asDouble()).isEqualTo(0.7);
    assertThat(json.path("recovery_ms").path("p95").asLong()).isEqualTo(8_000);
    assertThat(json.path("boundaries").path(0).path("hits").asInt()).isEqualTo(2);
  }

  @Test
  void aFailureSaysHowToRunItAgain() {
    RecoveryReport report =
        RecoveryReport.of(
            17,
            List.of(result(17, true, 4_000L, 0, "a: DUPLICATE_ORDER b was accepted 2 times")),
            9);

    assertThat(report.isPassed()).isFalse();
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.failed().getFirst().again())
        .isEqualTo("belay verify-recovery --systems amplifier --from 17 --seeds 1");
    assertThat(report.table()).contains("seed 17 failed", "DUPLICATE_ORDER", "--from 17 --seeds 1");
  }
}
