package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.integration.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real clock the server's own Schedule raises the weekly review. */
@Tag("crash")
class ScheduleTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void aScheduleOfTheServerRaisesTheReviewAndOutlivesAKill() throws Exception {
    Path config = folder.resolve("fund.yaml");
    assertThat(Cli.run(folder, "config", "init", config.toString()).code()).isZero();
    Files.writeString(
        config,
        Files.readString(config).replaceFirst("daily_budget_usd: 10", "daily_budget_usd: 11"));
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 5)) {
      belay.up("--config", config.toString());
      belay.awaitReady();
      assertThat(belay.get("/api/config").at("/config/daily_budget_usd").asText()).isEqualTo("11");
      assertThat(Duration.between(marketTime(belay), Instant.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
      try (Flows flows = Flows.of(belay)) {
        List<Instant> next =
            flows.schedule("review-main").describe().getInfo().getNextActionTimes();
        assertThat(next.get(0)).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(7)));
        assertThat(next)
            .allSatisfy(
                at -> {
                  assertThat(at.atOffset(ZoneOffset.UTC).getDayOfWeek())
                      .isEqualTo(DayOfWeek.MONDAY);
                  assertThat(at.getEpochSecond() % Duration.ofDays(1).toSeconds()).isZero();
                });
        assertThat(flows.find("WorkflowType = 'Calendar'")).isEmpty();
      }
      belay.kill(true);
      belay.up();
      belay.awaitReady();
      try (Flows flows = Flows.of(belay)) {
        flows.schedule("review-main").trigger();
        // A review comes once a week, however often it is raised.
        flows.schedule("review-main").trigger();
        belay.await("the review to be carried out", LIMIT, () -> isCarriedOut(belay));
        assertThat(flows.find("WorkflowType = 'WeeklyReview'"))
            .isNotEmpty()
            .allMatch(id -> id.startsWith("review/main/scheduled"));
      }
      JsonNode reviews = belay.get("/api/reviews").path("items");
      assertThat(reviews).hasSize(1);
      assertThat(reviews.get(0).path("kind").asText()).isEqualTo("weekly");
      belay.stop();
      assertThat(belay.verify().path("differences").toString()).isEqualTo("[]");
    }
  }

  private static Instant marketTime(ChildBelay belay) throws IOException {
    return Instant.parse(belay.get("/api/portfolio").at("/market/as_of").asText());
  }

  private static boolean isCarriedOut(ChildBelay belay) {
    try {
      JsonNode plans = belay.get("/api/allocations").path("items");
      return !plans.isEmpty() && !plans.get(0).path("ended_at").isNull();
    } catch (IOException e) {
      return false;
    }
  }
}
