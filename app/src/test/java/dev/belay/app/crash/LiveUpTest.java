package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.config.AmplifierFile;
import dev.belay.app.integration.Cli;
import dev.belay.domain.fault.Failpoints;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole application at live prices, with a simulator of this process as the exchange. */
@Tag("crash")
class LiveUpTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;
  private final String database = TestPostgres.newDatabase();
  private final Instant from = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private SimulatorServer exchange(int port) {
    return exchange(port, false);
  }

  private SimulatorServer exchange(int port, boolean alts) {
    SimulatorServer server =
        new SimulatorServer(
            database,
            TestPostgres.USER,
            "",
            SyntheticMarket.of(
                new MarketSpec.Synthetic(Scenario.MIXED, 7, from, true, alts), false),
            SimulatorServer.Options.of(port, "admin-secret-of-the-tests", 1),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  @Test
  void tradesOnQuotesStopsEntriesWhenTheyAreOldAndGoesOn() throws Exception {
    Path config = folder.resolve("fund.yaml");
    assertThat(Cli.run(folder, "config", "init", config.toString()).code()).isZero();
    Files.writeString(
        config,
        Files.readString(config)
            .replaceAll("interval: \\d+m", "interval: 10s")
            .replaceAll("opens_per_hour: \\d+", "opens_per_hour: 60"));
    SimulatorServer exchange = exchange(0);
    int port = exchange.port();
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 5)) {
      // Live prices are what `up` has unless told otherwise.
      belay.up("--exchange", "http://127.0.0.1:" + port, "--config", config.toString());
      belay.awaitReady();
      JsonNode market = belay.get("/api/portfolio").path("market");
      assertThat(market.path("kind").asText()).isEqualTo("live");
      assertThat(market.path("label").asText()).isEqualTo("LIVE PRICES of 127.0.0.1:" + port);
      assertThat(market.path("simulated").asBoolean()).isFalse();
      assertThat(market.path("speed").asInt()).isEqualTo(1);
      assertThat(market.path("problem").isMissingNode()).isTrue();
      assertThat(Instant.parse(market.path("from").asText())).isBetween(from, Instant.now());
      belay.await("a fill", LIMIT, has(belay, "/api/fills", items -> !items.isEmpty()));
      assertThat(belay.get("/api/health").at("/prices/status").asText()).isEqualTo("ok");

      exchange.close();
      belay.await("old prices", LIMIT, prices(belay, "degraded"));
      JsonNode health = belay.get("/api/health").path("prices");
      assertThat(health.path("entries_refused").asBoolean()).isTrue();
      assertThat(health.path("age_seconds").asDouble()).isGreaterThan(15);
      assertThat(belay.get("/api/portfolio").at("/market/problem").asText()).contains("no entries");
      int fills = items(belay, "/api/fills?limit=200").size();
      ChildBelay.pause(3_000);
      assertThat(items(belay, "/api/fills?limit=200")).hasSize(fills);

      exchange = exchange(port);
      belay.await("fresh prices", LIMIT, prices(belay, "ok"));
      belay.await(
          "another fill", LIMIT, has(belay, "/api/fills?limit=200", items -> items.size() > fills));
      belay.stop();
      // Books of live prices are judged without the exchange.
      exchange.close();
      assertThat(belay.verify().path("differences").toString()).isEqualTo("[]");
    } finally {
      exchange.close();
    }
  }

  @Test
  void aDeskListensToWhatIsTradedMostAndItsCandlesAreGathered() throws Exception {
    SimulatorServer exchange = exchange(0, true);
    // Nobody outside is asked by a test.
    Path config = folder.resolve("desk.yaml");
    Files.writeString(
        config,
        AmplifierFile.shippedText()
            .replaceAll("(https://\\S+?|\"https://[^\"]+\")(?=[}\\s])", "none"));
    assertThat(AmplifierFile.read(config).sources().sources(Optional::of)).isEmpty();
    try (ChildBelay belay = new ChildBelay(folder.resolve("home"), 5)) {
      belay.up(
          "--exchange",
          "http://127.0.0.1:" + exchange.port(),
          "--systems",
          "amplifier",
          "--amplifier-config",
          config.toString());
      belay.awaitReady();
      belay.await(
          "streams of all coins", LIMIT, () -> detail(belay).startsWith("251 symbols, streamed"));
      assertThat(belay.get("/api/amplifier").path("status").asText()).isEqualTo("running");
      belay.await("gathered candles", LIMIT, has(belay, "/api/data", items -> !items.isEmpty()));
      JsonNode store = items(belay, "/api/data").path(0);
      assertThat(store.path("name").asText()).isEqualTo("universe");
      assertThat(store.path("candles").asLong()).isPositive();
      assertThat(store.path("missing").asLong()).isZero();
      belay.stop();
      // A fund without money has no review that could be due.
      assertThat(Files.readString(folder.resolve("home/logs/belay.log")))
          .doesNotContain("ReviewBook");
    } finally {
      exchange.close();
    }
  }

  private static String detail(ChildBelay belay) {
    try {
      return belay.get("/api/health").at("/prices/detail").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static JsonNode items(ChildBelay belay, String path) throws IOException {
    return belay.get(path).path("items");
  }

  private static BooleanSupplier has(ChildBelay belay, String path, Predicate<JsonNode> expected) {
    return () -> {
      try {
        return expected.test(items(belay, path));
      } catch (IOException e) {
        return false;
      }
    };
  }

  private static BooleanSupplier prices(ChildBelay belay, String status) {
    return () -> {
      try {
        return belay.get("/api/health").at("/prices/status").asText().equals(status);
      } catch (IOException e) {
        return false;
      }
    };
  }
}
