package dev.belay.benchmarks;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.wire.Limits;
import dev.belay.testing.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What live prices for eight agents, each of which looks at fifty pairs, weigh at the exchange: the
 * exchange's own count of each minute, from the start on.
 */
final class Weight {
  private static final int AGENTS = 8;
  private static final int PAIRS = 50;
  private static final int LIMIT = 2_400;
  private static final int PORT = 40;

  private Weight() {}

  static void run(Settings settings, Report report) throws IOException, InterruptedException {
    Path home = BelayProcess.freshHome();
    ManyPairs market = new ManyPairs(PAIRS, Instant.now());
    int port = settings.number("--port", 8090);
    try (SimulatorServer exchange = exchange(market, port + PORT)) {
      Path config = home.resolveSibling(home.getFileName() + ".yaml");
      Files.writeString(config, config(market));
      long before = System.nanoTime();
      Map<Long, Integer> minutes = new TreeMap<>();
      Map<Long, Integer> asked = new HashMap<>();
      try (BelayProcess belay =
          BelayProcess.up(
              settings,
              home,
              List.of(
                  "--market",
                  "live",
                  "--exchange",
                  "http://127.0.0.1:" + exchange.port(),
                  "--config",
                  config.toString()))) {
        belay.awaitReady();
        long end = before + settings.span("60m").toNanos();
        while (System.nanoTime() < end) {
          long minute = System.currentTimeMillis() / 60_000;
          // What this asks itself is not Belay's.
          int own = asked.merge(minute, 1, Integer::sum);
          minutes.merge(minute, used(exchange.port()) - own, Math::max);
          Thread.sleep(1_000);
        }
      } finally {
        Files.deleteIfExists(config);
      }
      List<Integer> all = List.copyOf(minutes.values());
      int most = all.stream().mapToInt(each -> each).max().orElseThrow();
      report.put("agents", AGENTS);
      report.put("pairs", PAIRS);
      report.put("weight_by_minute", all);
      report.put("weight_a_minute", all.stream().mapToInt(each -> each).average().orElseThrow());
      report.most("weight of the heaviest minute", most, LIMIT * 0.8);
    }
    BelayProcess.discard(settings, home);
  }

  private static SimulatorServer exchange(ManyPairs market, int port) {
    SimulatorServer server =
        new SimulatorServer(
            TestPostgres.newDatabase(),
            TestPostgres.USER,
            "",
            market,
            new SimulatorServer.Options(
                "127.0.0.1", port, "benchmark", 1, Terms.Costs.DEFAULT, new Limits(LIMIT, 0, 0)),
            Failpoints.NONE,
            Clock.systemUTC());
    server.start();
    return server;
  }

  /** The exchange's count of the minute. */
  private static int used(int port) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/fapi/v1/ping".formatted(port)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return Integer.parseInt(answer.headers().firstValue("x-mbx-used-weight-1m").orElseThrow());
  }

  private static String config(ManyPairs market) {
    String symbols =
        market.instruments().stream()
            .map(Instrument::symbol)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    String agents =
        IntStream.rangeClosed(1, AGENTS)
            .mapToObj(
                i ->
                    """
                      - id: agent_%d
                        name: Agent %d
                        model: stand-in
                        style: %s
                        interval: %s
                    """
                        .formatted(
                            i, i, i % 2 == 0 ? "balanced" : "scalping", i % 2 == 0 ? "3m" : "1m"))
            .collect(Collectors.joining());
    return """
        name: main
        initial_balance: 10000
        daily_budget_usd: 10
        symbols: [%s]
        models:
          - id: stand-in
            name: Stand-in
            family: qwen
            provider: groq
            model: qwen/qwen3-32b
            key_variable: BELAY_BENCHMARK_NO_KEY
            usd_per_million_in: 0.29
            usd_per_million_out: 0.59
            tokens_per_second: 400
        agents:
        %s"""
        .formatted(symbols, agents);
  }
}
