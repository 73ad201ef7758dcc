package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.health.Notified;
import dev.belay.api.health.Probes;
import dev.belay.api.health.Upkeep;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.time.Duration;
import java.time.Instant;
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
  void diskAndDatabaseAreTold() {
    JsonNode health = api.json("/api/health");

    assertThat(health.at("/disk/free_bytes").asLong()).isEqualTo(50L << 30);
    assertThat(health.at("/disk/entries_refused").asBoolean()).isFalse();
    assertThat(health.at("/database/bytes").asLong()).isEqualTo(300 << 20);
    assertThat(health.at("/database/tables/0/name").asText()).isEqualTo("belay.contents");
    assertThat(health.at("/database/texts_kept_days").asInt()).isEqualTo(7);
    assertThat(health.at("/database/deleted_bodies").asInt()).isEqualTo(12);
    assertThat(api.get("/prometheus").body())
        .contains("belay_disk_free_bytes 5.36870912E10", "belay_database_size_bytes 3.145728E8");
    assertThat(api.get("/settings").body())
        .contains("51,200 MiB free", "300 MiB, most of it belay.contents 200 MiB", "for 7 days");
  }

  @Test
  void aDiskWithoutRoomDegrades() {
    api.probes.upkeep =
        new Upkeep(new Upkeep.Disk(400L << 20, true, true, "only 400 MiB free"), null, null);

    JsonNode health = degraded();

    assertThat(health.at("/disk/entries_refused").asBoolean()).isTrue();
    assertThat(health.at("/database/bytes_reason").asText()).isEqualTo("not measured yet");
    assertThat(health.at("/database/texts_kept_days_reason").asText()).isEqualTo("for ever");
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
  void channelsOfNotificationsAreTold() {
    assertThat(api.json("/api/health").at("/notifications/on").asBoolean()).isFalse();
    assertThat(api.json("/api/health").at("/notifications/detail").asText()).isEqualTo("off");

    Notified.Channel fine = new Notified.Channel("webhook", true, "answers", Fixtures.AT, 3);
    api.probes.notified = new Notified(Notified.State.HERE, List.of(fine));
    JsonNode health = api.json("/api/health");
    assertThat(health.get("status").asText()).isEqualTo("ok");
    assertThat(health.at("/notifications/channels/0/told").asInt()).isEqualTo(3);

    Notified.Channel away = new Notified.Channel("telegram 42", false, "HTTP 502", null, 0);
    api.probes.notified = new Notified(Notified.State.HERE, List.of(fine, away));
    assertThat(degraded().at("/notifications/detail").asText()).isEqualTo("telegram 42: no answer");
    assertThat(api.get("/settings").body())
        .contains("webhook: answers, 3 notifications", "telegram 42: HTTP 502");
  }

  @Test
  void aVenueThatNeverAnsweredDegrades() {
    api.market.away = new IllegalStateException("refused");

    assertThat(degraded().at("/venue_clock/as_of").isNull()).isTrue();
  }

  @Test
  void oldLivePricesDegradeAndSayThatNothingIsOpened() throws Exception {
    assertThat(api.json("/api/health").at("/prices/status").asText()).isEqualTo("ok");
    assertThat(api.json("/api/health").at("/prices/age_seconds").isNull()).isTrue();

    live(1.2, "8 symbols, streamed");
    JsonNode fresh = api.json("/api/health").get("prices");
    assertThat(fresh.get("status").asText()).isEqualTo("ok");
    assertThat(fresh.get("age_seconds").asDouble()).isEqualTo(1.2);
    JsonNode market = api.json("/api/portfolio").get("market");
    assertThat(market.get("simulated").asBoolean()).isFalse();
    assertThat(market.has("problem")).isFalse();
    assertThat(api.get("/").body()).contains("PAPER", "LIVE PRICES").doesNotContain("SIMULATED");

    live(15.1, "no entries in any symbol: the last prices are of 15 s ago");
    JsonNode old = degraded().get("prices");
    assertThat(old.get("entries_refused").asBoolean()).isTrue();
    assertThat(old.get("detail").asText()).contains("no entries");
    assertThat(api.json("/api/portfolio").at("/market/problem").asText()).contains("no entries");
    assertThat(api.json("/api/portfolio").at("/market/feed/age_seconds").asDouble())
        .isEqualTo(15.1);
    assertThat(api.get("/").body()).contains("Live prices are old, positions are not opened");
  }

  private void live(double age, String detail) {
    api.info =
        new MarketInfo(
            "live",
            "LIVE PRICES of fapi.binance.com",
            Instant.parse("2026-11-21T08:00:00Z"),
            null,
            1,
            new PriceFeed(age, true, 0, detail));
  }

  private JsonNode degraded() {
    JsonNode health = api.json("/api/health");
    assertThat(health.get("status").asText()).isEqualTo("degraded");
    return health;
  }
}
