package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.temporal.ServerForTests;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Belay in several processes, on one Postgres and one Temporal server; workers are killed. */
@Tag("crash")
class PartsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String READINESS = "/health/readiness";
  private static final int ROUNDS = 4;
  private static final int ORDERS = 2;
  private static final Set<String> UNKNOWN = Set.of("RECORDED", "SENT");

  /** As an expression of Prometheus names it. */
  private static final Pattern FIGURE =
      Pattern.compile("\\b(belay|temporal|jvm|process)_[a-z0-9_]+\\b");

  @TempDir Path folder;

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Part part, Condition condition)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw part.failure("Expected %s within %s".formatted(what, PATIENCE));
      }
      Thread.sleep(200);
    }
  }

  @Test
  void killingEitherOfTwoWorkersLosesNothing() throws Exception {
    Map<String, String> here = System.getenv();
    CacheFolder cache = CacheFolder.locate(here);
    TemporalChoice choice = ServerForTests.choice();
    Assumptions.assumeTrue(
        choice instanceof TemporalChoice.Executable, "no local Temporal server: " + choice);
    TemporalSettings settings =
        new TemporalSettings("shared", TemporalSettings.DEMO_RETENTION, false, List.of(), here);
    try (BelayHome servers = BelayHome.open(folder.resolve("servers"));
        PostgresServer postgres = PostgresServer.start(servers, cache, Map.of());
        TemporalServer temporal = TemporalServer.start(choice, servers, settings);
        Part simulator =
            part("simulator", postgres, temporal, Map.of(), "/fapi/v1/ping", "--speed", "60")) {
      simulator.start().awaitReady();
      Map<String, String> more = Map.of("BELAY_SIMULATOR_URL", simulator.address());
      try (Part api = part("api", postgres, temporal, more, READINESS);
          Part first = worker("first", postgres, temporal, more);
          Part second = worker("second", postgres, temporal, more)) {
        killEither(api, first, second);
      }
    }
  }

  private void killEither(Part api, Part first, Part second) throws Exception {
    // At once, on an empty ledger: both begin the fund, and the API waits for it.
    List<Part> all = List.of(api, first, second);
    all.forEach(Part::start);
    for (Part part : all) {
      part.awaitReady();
    }
    await("trading", api, () -> rounds(api) > ROUNDS && orders(api).size() > ORDERS);
    assertThat(api.get("/api/health").path("feed").path("status").asText()).isEqualTo("ok");
    assertThat(second.text("/prometheus")).contains("belay_worker_role{role=\"venue\"}");
    assertThat(figures(Files.readString(Path.of("../deploy/prometheus/alerts.yml"))))
        .isSubsetOf(scraped(api, first, second));
    assertThat(figures(Files.readString(Path.of("../deploy/grafana/dashboards/belay.json"))))
        .isSubsetOf(scraped(api, first, second));
    Set<String> seen = new HashSet<>(orders(api).keySet());

    first.kill();
    int before = rounds(api);
    int orderedBefore = orders(api).size();
    await(
        "the second to trade on its own",
        api,
        () -> rounds(api) > before + ROUNDS && orders(api).size() > orderedBefore + ORDERS);
    first.start().awaitReady();
    second.kill();
    int after = rounds(api);
    int orderedAfter = orders(api).size();
    await(
        "the first to trade on its own",
        api,
        () -> rounds(api) > after + ROUNDS && orders(api).size() > orderedAfter + ORDERS);

    assertThat(orders(api).keySet()).containsAll(seen);
    api.post("/api/portfolio/halt", TOKEN);
    await(
        "every order to be known",
        api,
        () -> orders(api).values().stream().noneMatch(UNKNOWN::contains));
    first.stop();
    verdict(api);
  }

  /** What alerts or dashboards ask for; a counter of failures is there after the first. */
  private static Set<String> figures(String text) {
    Set<String> figures = new TreeSet<>();
    FIGURE.matcher(text).results().forEach(found -> figures.add(found.group()));
    figures.remove("temporal_workflow_task_execution_failed_total");
    assertThat(figures).hasSizeGreaterThan(5);
    return figures;
  }

  private static Set<String> scraped(Part... parts) throws IOException, InterruptedException {
    Set<String> figures = new TreeSet<>();
    for (Part part : parts) {
      for (String line : part.text("/prometheus").lines().toList()) {
        figures.add(line.split("[{ ]", 2)[0]);
      }
    }
    return figures;
  }

  private static void verdict(Part api) throws IOException, InterruptedException {
    // The simulator and the API still run: the one is asked, the other changes nothing.
    api.stop();
    JsonNode verdict = api.run("verify", "--json");
    assertThat(verdict.path("differences")).as("%s", verdict).isEmpty();
    assertThat(verdict.path("duplicates").asInt(-1)).isZero();
    assertThat(verdict.path("orders").asInt()).isGreaterThan(3 * ORDERS);
  }

  private Part worker(
      String name, PostgresServer postgres, TemporalServer temporal, Map<String, String> more) {
    return new Part(
        folder,
        name,
        environment(postgres, temporal, more),
        READINESS,
        List.of("worker", "--roles", "orchestration,market-data,venue,models"));
  }

  private Part part(
      String verb,
      PostgresServer postgres,
      TemporalServer temporal,
      Map<String, String> more,
      String ready,
      String... flags) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    arguments.addAll(List.of(flags));
    return new Part(folder, verb, environment(postgres, temporal, more), ready, arguments);
  }

  /** The passwords are in files, as containers mount them. */
  private Map<String, String> environment(
      PostgresServer postgres, TemporalServer temporal, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put(
        "BELAY_DATABASE_URL_FILE",
        secret(
            "database",
            "%s?user=%s&password=%s"
                .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password())));
    environment.put("BELAY_SIMULATOR_SECRET_FILE", secret("simulator-secret", "open-sesame"));
    environment.put("BELAY_TOKEN_FILE", secret("api-token", TOKEN));
    environment.put("TEMPORAL_ADDRESS", String.valueOf(temporal.description().target()));
    environment.put("TEMPORAL_NAMESPACE", temporal.namespace());
    return environment;
  }

  private String secret(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new AssertionError("Expected to write " + name, e);
    }
  }

  private static int rounds(Part api) throws IOException, InterruptedException {
    for (String line : api.text("/prometheus").lines().toList()) {
      if (line.startsWith("belay_rounds_total")) {
        return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return 0;
  }

  /** Their states by id; an id that comes twice fails. */
  private static Map<String, String> orders(Part api) throws IOException, InterruptedException {
    Map<String, String> orders = new TreeMap<>();
    String before = "";
    do {
      JsonNode page = api.get("/api/orders?limit=500" + before);
      for (JsonNode order : page.path("items")) {
        String earlier = orders.put(order.path("id").asText(), order.path("status").asText());
        assertThat(earlier).as("an order that is there twice").isNull();
      }
      JsonNode next = page.path("next");
      before = next.isMissingNode() || next.isNull() ? "" : "&before=" + next.asText();
    } while (!before.isEmpty());
    return orders;
  }
}
