package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.health.Probes;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void allPartsAnswering() {
    JsonNode health = api.json("/api/health");

    assertThat(health.get("status").asText()).isEqualTo("ok");
    assertThat(health.at("/ledger/status").asText()).isEqualTo("ok");
    assertThat(health.at("/temporal/kind").asText()).isEqualTo("server");
    assertThat(health.at("/venue_clock/as_of").asText()).isEqualTo("2026-01-05T12:00:00Z");
    assertThat(health.at("/venue_clock/speed").asInt()).isEqualTo(60);
    assertThat(health.at("/feed/age_seconds").asDouble()).isEqualTo(0.7);
  }

  @Test
  void aPartThatIsAwayDegrades() {
    api.probes.temporalAway = true;
    assertThat(degraded().at("/temporal/detail").asText()).isEqualTo("does not answer");
    api.probes.temporalAway = false;

    api.book.away = new CannotCreateTransactionException("gone");
    assertThat(degraded().at("/ledger/status").asText()).isEqualTo("degraded");
    api.book.away = null;

    api.probes.feedAge = Duration.ofMinutes(2);
    assertThat(degraded().at("/feed/detail").asText()).isEqualTo("nothing heard for 120 s");
  }

  @Test
  void aFeedOfOtherProcessesIsFineWhileWorkersAskForTasks() {
    api.probes.elsewhere = new Probes.Elsewhere(List.of());
    JsonNode health = api.json("/api/health");
    assertThat(health.get("status").asText()).isEqualTo("ok");
    assertThat(health.at("/feed/age_seconds").isNull()).isTrue();

    api.probes.elsewhere = new Probes.Elsewhere(List.of("models", "venue"));
    assertThat(degraded().at("/feed/detail").asText())
        .isEqualTo("no worker asks for the tasks of models, venue");
  }

  @Test
  void aVenueThatNeverAnsweredDegrades() {
    api.market.away = new IllegalStateException("refused");

    assertThat(degraded().at("/venue_clock/as_of").isNull()).isTrue();
  }

  private JsonNode degraded() {
    JsonNode health = api.json("/api/health");
    assertThat(health.get("status").asText()).isEqualTo("degraded");
    return health;
  }
}
