package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.testing.FakeModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long a reconciliation takes that finds hundreds of orders and positions, and no difference.
 */
final class Reconciliation {
  private static final int AGENTS = 13;
  private static final List<String> SYMBOLS =
      List.of(
          "BTCUSDT", "ETHUSDT", "SOLUSDT", "BNBUSDT", "XRPUSDT", "DOGEUSDT", "ADAUSDT", "AVAXUSDT");
  private static final int ORDERS = 200;
  private static final int POSITIONS = 50;
  private static final int PASSES = 2;
  private static final int TIMES = 5;
  private static final double TARGET_MS = 1_000;
  private static final Duration FILLED_WITHIN = Duration.ofMinutes(3);
  private static final String KEY = "BELAY_BENCHMARK_MODEL_KEY";

  private Reconciliation() {}

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    Path home = BelayProcess.freshHome();
    try (FakeModelServer model = FakeModelServer.start()) {
      Path config = Files.writeString(home.resolve("benchmark.yaml"), config(model.baseUrl()));
      try (BelayProcess belay =
          BelayProcess.demo(
              settings,
              home,
              settings.number("--speed", 10),
              List.of("--config", config.toString()),
              Map.of(KEY, "none"))) {
        belay.awaitReady();
        // A symbol a round: a hundred entries at once would be more than stops come for in time.
        for (int pass = 0; pass < PASSES; pass++) {
          for (String open : opens(home)) {
            IntStream.range(0, AGENTS).forEach(agent -> model.then(FakeModelServer.reply(open)));
          }
        }
        model.then(FakeModelServer.reply("{\"reasoning\":\"hold\",\"decisions\":[]}"));
        try (LedgerProbe ledger = LedgerProbe.open(home)) {
          awaitFilled(ledger);
          measure(settings, report, home, ledger);
        }
      }
    }
    BelayProcess.discard(settings, home);
  }

  private static void measure(Settings settings, Report report, Path home, LedgerProbe ledger)
      throws IOException, SQLException, InterruptedException {
    int times = settings.number("--times", TIMES);
    List<Double> took = new ArrayList<>();
    for (int n = 0; n < times; n++) {
      Instant asked = Instant.now();
      Process command =
          new ProcessBuilder(
                  settings.root().resolve("belay").toString(), "reconcile", "--home", "" + home)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      command.waitFor();
      ledger.awaitRow("SELECT 1 FROM belay.reconciliations WHERE began_at >= ?", asked);
      took.addAll(
          ledger.numbers(
              "SELECT extract(epoch FROM ended_at - began_at) * 1000 FROM belay.reconciliations"));
    }
    report.put("open_orders", count(ledger, "orders"));
    report.put("positions", count(ledger, "positions"));
    report.put("differences", count(ledger, "differences"));
    Distribution spans = Distribution.of(took);
    report.put("reconciliation_ms", spans);
    report.most("slowest reconciliation, ms", spans.max(), TARGET_MS);
  }

  private static double count(LedgerProbe ledger, String column) throws SQLException {
    return ledger.numbers("SELECT " + column + " FROM belay.reconciliations").getFirst();
  }

  private static void awaitFilled(LedgerProbe ledger)
      throws IOException, SQLException, InterruptedException {
    Instant end = Instant.now().plus(FILLED_WITHIN);
    double orders = 0;
    double positions = 0;
    while (Instant.now().isBefore(end)) {
      orders =
          ledger.numbers("SELECT count(*) FROM belay.orders WHERE status = 'WORKING'").getFirst();
      positions =
          ledger.numbers("SELECT count(*) FROM belay.positions WHERE status = 'OPEN'").getFirst();
      if (orders >= ORDERS && positions >= POSITIONS) {
        return;
      }
      Thread.sleep(500);
    }
    throw new IOException(
        "Expected %d orders and %d positions within %s, were %.0f and %.0f"
            .formatted(ORDERS, POSITIONS, FILLED_WITHIN, orders, positions));
  }

  /** A small position in each symbol, with stop and target too far away to trade. */
  private static List<String> opens(Path home) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    int port = json.readTree(home.resolve("ports.json").toFile()).path("simulator").asInt();
    JsonNode prices;
    try (HttpClient client = HttpClient.newHttpClient()) {
      prices =
          json.readTree(
              client
                  .send(
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:" + port + "/fapi/v1/ticker/price"))
                          .build(),
                      BodyHandlers.ofString())
                  .body());
    }
    List<String> replies = new ArrayList<>();
    for (JsonNode price : prices) {
      String symbol = price.path("symbol").asText();
      if (SYMBOLS.contains(symbol)) {
        double at = price.path("price").asDouble();
        replies.add(
            String.format(
                Locale.ROOT,
                "{\"reasoning\": \"benchmark\", \"decisions\": [{\"symbol\": \"%s\","
                    + " \"action\": \"open_long\", \"leverage\": 1, \"position_size_usd\": 1000,"
                    + " \"stop_loss\": %.5g, \"take_profit\": %.5g, \"confidence\": 95,"
                    + " \"risk_usd\": 400, \"reasoning\": \"benchmark\"}]}",
                symbol,
                at * 0.7,
                at * 2.2));
      }
    }
    return replies;
  }

  private static String config(String model) {
    String agents =
        IntStream.range(0, AGENTS)
            .mapToObj(
                n ->
                    "  - {id: a%d, name: A%d, model: scripted, style: balanced, interval: 1m}"
                        .formatted(n, n))
            .collect(Collectors.joining("\n"));
    return """
        name: benchmark
        initial_balance: 1300000
        daily_budget_usd: 10
        symbols: [%s]
        models:
          - id: scripted
            name: Scripted
            family: none
            provider: custom
            base_url: %s
            key_variable: %s
            model: scripted
            usd_per_million_in: 0
            usd_per_million_out: 0
            tokens_per_second: 1000
        agents:
        %s
        agent_limits: {max_positions: 8, opens_per_round: 8, opens_per_hour: 100}
        """
        .formatted(String.join(", ", SYMBOLS), model, KEY, agents);
  }
}
