package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.testing.LongPast;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * What people wait for, over a ledger with a long past: the fund's figures at 100 requests a
 * second, each page, and an event on its way to 50 open pages.
 */
final class Pages {
  private static final double FIGURES_MS = 25;
  private static final double PAGE_MS = 300;
  private static final double EVENT_MS = 1000;
  private static final int PER_SECOND = 100;
  private static final int PAGE_TIMES = 20;
  private static final int OPEN_PAGES = 50;
  private static final int EVENTS = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BelayApi api;

  private Pages(BelayApi api) {
    this.api = api;
  }

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    Path home = BelayProcess.freshHome();
    try (BelayProcess belay = BelayProcess.start(settings, home, settings.number("--speed", 1))) {
      belay.awaitReady();
      Pages pages = new Pages(BelayApi.of(settings, home));
      pages.seed(home);
      pages.open("/?range=all", report);
      pages.figures(settings.span("60s"), report);
      pages.every(report);
      pages.events(report);
    }
    BelayProcess.discard(settings, home);
  }

  private void seed(Path home) throws IOException, SQLException, InterruptedException {
    Instant now = Instant.parse(api.json("/api/portfolio").at("/market/as_of").asText());
    long grid = Duration.ofMinutes(5).toSeconds();
    Instant last = Instant.ofEpochSecond(now.getEpochSecond() / grid * grid - grid);
    Report.say("writing a past from %s to %s", last.minus(LongPast.LENGTH), last);
    try (LedgerProbe ledger = LedgerProbe.open(home)) {
      ledger.write(LongPast.statements(last.minus(LongPast.LENGTH)));
    }
  }

  /** The first page after a start also fills what is kept in memory. */
  private void open(String path, Report report) throws IOException, InterruptedException {
    long start = System.nanoTime();
    api.get(path);
    report.put("first_overview_ms", Report.rounded(millis(start)));
  }

  /**
   * Each request counts from when it was due, however late it went out. The first minute is left
   * out: the compiler and the database still settle behind the start and the writing of the past.
   */
  private void figures(Duration span, Report report) throws InterruptedException {
    var unused = load(WARM_UP);
    List<Double> taken = load(span);
    report.put("figures_ms", Distribution.of(taken));
    double p99 = Distribution.of(taken).percentile(99);
    report.put("figures_p99_ms", Report.rounded(p99));
    report.most("figures of the fund, p99 at 100 requests/s, ms", p99, FIGURES_MS);
  }

  private List<Double> load(Duration span) throws InterruptedException {
    Queue<Double> taken = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<?>> requests = new ArrayList<>();
    HttpRequest request = api.request("/api/portfolio").build();
    long begin = System.nanoTime();
    for (int i = 0; i < span.toSeconds() * PER_SECOND; i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(i) / PER_SECOND;
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      requests.add(
          api.http
              .sendAsync(request, BodyHandlers.discarding())
              .thenAccept(
                  answer -> {
                    if (answer.statusCode() != 200) {
                      throw new IllegalStateException("Expected 200, was " + answer.statusCode());
                    }
                    taken.add(millis(due));
                  }));
    }
    CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
    return List.copyOf(taken);
  }

  private void every(Report report) throws IOException, InterruptedException {
    Map<String, Object> pages = new LinkedHashMap<>();
    double slowest = 0;
    for (String path : paths()) {
      List<Double> taken = new ArrayList<>();
      for (int i = 0; i < PAGE_TIMES; i++) {
        long start = System.nanoTime();
        api.get(path);
        taken.add(millis(start));
      }
      Distribution distribution = Distribution.of(taken);
      pages.put(path, distribution.json());
      Report.say("%-44s %s", path, distribution.json());
      slowest = Math.max(slowest, distribution.percentile(95));
    }
    report.put("pages_ms", pages);
    report.most("every page's first content, p95 of the slowest, ms", slowest, PAGE_MS);
  }

  private List<String> paths() throws IOException, InterruptedException {
    JsonNode trade = api.json("/api/trades").at("/items/0");
    JsonNode decision = api.json("/api/decisions").at("/items/0");
    return List.of(
        "/?range=all",
        "/agents",
        "/agents/" + trade.path("agent").asText() + "?range=all",
        "/positions",
        "/positions/" + trade.path("position_id").asText(),
        "/trades",
        "/decisions",
        "/decisions?outcome=ABSTAIN",
        "/decisions/" + decision.path("id").asText(),
        "/reviews",
        "/costs",
        "/journal",
        "/journal?kind=fill",
        "/settings",
        "/api/curves?range=all");
  }

  /** From the journal's own time of a command's event to its line in each open stream. */
  private void events(Report report) throws IOException, InterruptedException {
    Queue<Double> taken = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<?>> streams = new ArrayList<>();
    for (int i = 0; i < OPEN_PAGES; i++) {
      HttpRequest request =
          api.request("/api/events").header("Accept", "text/event-stream").build();
      HttpResponse<java.util.stream.Stream<String>> stream =
          api.http.send(request, BodyHandlers.ofLines());
      streams.add(
          CompletableFuture.runAsync(
              () -> stream.body().forEach(line -> hear(line, taken)),
              command -> Thread.ofVirtual().start(command)));
    }
    TimeUnit.SECONDS.sleep(2);
    for (int i = 0; i < EVENTS; i++) {
      api.post("/api/portfolio/" + (i % 2 == 0 ? "halt" : "resume"), "{\"reason\":\"benchmark\"}");
      TimeUnit.SECONDS.sleep(2);
    }
    streams.forEach(stream -> stream.cancel(true));
    report.put("event_ms", Distribution.of(List.copyOf(taken)));
    report.put("event_deliveries_missing", EVENTS * OPEN_PAGES - taken.size());
    report.most(
        "an event on 50 open pages, slowest, ms",
        Distribution.of(List.copyOf(taken)).max(),
        EVENT_MS);
  }

  private static void hear(String line, Queue<Double> taken) {
    if (!line.startsWith("data:")) {
      return;
    }
    try {
      JsonNode event = JSON.readTree(line.substring("data:".length()));
      String kind = event.path("kind").asText();
      if (kind.equals("halt") || kind.equals("resume")) {
        Instant happened = Instant.parse(event.path("at").asText());
        taken.add(Duration.between(happened, Instant.now()).toNanos() / 1e6);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Expected an event as JSON, was " + line, e);
    }
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
