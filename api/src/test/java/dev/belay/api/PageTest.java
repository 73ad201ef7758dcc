package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.ledger.Contents;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
    api.capital.reviews = List.of(Fixtures.review());
    api.capital.plans = List.of(Fixtures.plan());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?range=all",
        "/agents",
        "/agents?sort=fees&reversed=true",
        "/agents/qwen_single",
        "/positions",
        "/positions/" + Fixtures.POSITION,
        "/trades",
        "/trades?agent=qwen_single&before=9",
        "/trades?fund=amplifier&before=9",
        "/decisions",
        "/decisions?agent=&outcome=HOLD",
        "/decisions/" + Fixtures.ROUND,
        "/costs",
        "/journal",
        "/journal?kind=halt&before=2026-11-21T08:00:00.123456Z~main.qwen_single~12",
        "/settings",
        "/cases",
        "/data",
        "/research",
        "/research?before=20260105-100001-ema-cross",
        "/research/compare?run=20260105-100001-ema-cross&run=20260105-100002-ema-cross",
        "/research/runs/20260105-100001-ema-cross",
        "/research/runs/20260105-100004-ema-cross",
        "/ask/research/start",
        "/ask/research/runs/20260105-100001-ema-cross/delete",
        "/ask/research/runs/20260105-100001-ema-cross/cancel",
        "/ask/research/runs/20260105-100001-ema-cross/again",
        "/ask/reconcile",
        "/reviews",
        "/reviews/2026-01-05",
        "/ask/rebalance",
        "/ask/allocation",
        "/ask/agents/add",
        "/ask/agents/qwen_single/set",
        "/ask/agents/qwen_single/disable",
        "/ask/agents/qwen_single/enable",
        "/ask/halt",
        "/ask/resume",
        "/ask/flatten",
        "/ask/agents/qwen_single/pause",
        "/ask/agents/qwen_single/resume",
        "/ask/agents/qwen_single/exit",
        "/ask/positions/" + Fixtures.POSITION + "/close",
        "/ask/positions/" + Fixtures.POSITION + "/stop",
        "/ask/positions/" + Fixtures.POSITION + "/target"
      })
  void everyPageIsRenderedHereAndLoadsNothingForeign(String path) {
    HttpResponse<String> page = api.get(path);

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .doesNotContain("<img src=x")
        .doesNotContain("<script>")
        .doesNotContain("Qwen <b>")
        .doesNotContain("<i>me")
        .doesNotContain(TestApi.TOKEN)
        .doesNotContain(" style=\"")
        .doesNotContain("th:");
    assertThat(Pattern.compile("(src|href)=\"([a-z]+:)?//").matcher(page.body()).results())
        .extracting(found -> page.body().substring(found.start(), found.start() + 40))
        .allMatch(found -> found.contains("http://127.0.0.1:8233"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/main.js",
        "/page/live.js",
        "/page/token.js",
        "/page/commands.js",
        "/page/curves.js",
        "/page/research.js",
        "/page/shell.js",
        "/page/belay.css",
        "/page/belay.svg",
        "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
        "/webjars/chart.js/4.5.1/dist/chart.umd.min.js"
      })
  void theFilesOfAPageAreServedFromHere(String file) {
    HttpResponse<String> answer = api.get(file);

    assertThat(answer.statusCode()).isEqualTo(200);
    if (file.startsWith("/page/")) {
      assertThat(answer.body()).doesNotContain("innerHTML").doesNotContain("eval(");
    }
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .contains(file.endsWith("css") ? "text/css" : file.endsWith("svg") ? "svg" : "javascript");
  }

  @Test
  void aPageSaysWhatEachThingIs() {
    assertThat(api.get("/").body())
        .contains("PAPER", "SIMULATED", "STAND-IN MODELS", "2 trading agents share one fund")
        .contains("10,008.11");
    assertThat(api.get("/positions").body()).contains("✓ at the venue", "49000");
    assertThat(api.get("/trades").body()).contains("+11.60", "target", "+2.90");
    assertThat(api.get("/decisions/" + Fixtures.ROUND).body())
        .contains("SYMBOL_UNKNOWN", "XYZ is not traded", "You trade perpetual futures.")
        .contains("round%2Fmain%2Fqwen_single");
    assertThat(api.get("/agents/qwen_single").body()).contains("CONFIDENCE_TOO_LOW");
    assertThat(api.get("/costs").body())
        .contains("12,000", "$0.0123", "Model family", "saved by replay");
    assertThat(api.get("/settings").body())
        .contains("GROQ_API_KEY", "answers", "0a1b2c3d", "expected the places {{limits}}");
    assertThat(api.get("/ask/flatten").body()).contains("Closes 1 open position", "−3.25");
  }

  @Test
  void aCommandSaysWhatItWouldDo() {
    assertThat(api.get("/ask/positions/" + Fixtures.POSITION + "/close").body())
        .contains("All of it is 0.01 BTC, −3.25 USDT", "half")
        .contains("data-path=\"/api/positions/" + Fixtures.POSITION + "/close\"");
    assertThat(api.get("/ask/positions/" + Fixtures.POSITION + "/stop").body())
        .contains("The stop is at 49000, the mark at 49675", "below the mark");
    assertThat(api.get("/ask/agents/qwen_single/exit").body())
        .contains("Closes 1 open position", "class=\"danger\"");
    assertThat(api.get("/ask/orders/" + Fixtures.ORDER + "/cancel").body())
        .contains("data-method=\"DELETE\"", "Entry of BTCUSDT, filled");
  }

  @Test
  void aReviewSaysWhatWasFoundAndWhatWasDone() {
    assertThat(api.get("/reviews").body())
        .contains("2026-01-12 00:00:00", "calendar", "+1.25", "OpenAI Multi")
        .contains(
            "none yet", "1,500.00", "partial", "1000 USDT to qwen_single", "refused: &lt;b&gt;no")
        .doesNotContain("–none yet", "–</time>");
    assertThat(api.get("/reviews/2026-01-05").body())
        .contains("In 7 d the fund made +1.25", "The rule disabled OpenAI Multi.")
        .contains("shared out by the scheme equal")
        .contains("not enough data: 12 hourly returns", "hourly returns × √8760", "below -0.5")
        .contains("all of it back", "−2,500.00", "+1,500.00", "trending", "+12.50")
        .contains("a Sharpe of -2.5 &lt;script&gt;");
    assertThat(api.get("/").body()).contains("Next review", "2026-01-12 00:00:00");
  }

  @Test
  void aCommandAboutTheCapitalSaysWhatItWouldDo() {
    assertThat(api.get("/ask/allocation").body())
        .contains("The scheme is equal now", "name=\"weights.qwen_single\"")
        .contains("data-only-with=\"scheme=custom\"", "data-path=\"/api/portfolio/allocation\"");
    assertThat(api.get("/ask/rebalance").body())
        .contains("the weekly review of 2026-01-12 00:00", "class=\"danger\"");
    assertThat(api.get("/ask/agents/qwen_single/set").body())
        .contains("data-method=\"PATCH\"", "data-patch=\"true\"", "value=\"180\"")
        .contains("name=\"limits.drawdown_pause\"", "value=\"3600\"", ">speed<")
        .doesNotContain(">limits<");
    assertThat(api.get("/ask/agents/qwen_single/disable").body())
        .contains("Closes 1 open position", "goes back to unallocated cash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ask/agents/nobody/exit",
        "/ask/agents/nobody/set",
        "/ask/agents/qwen_single/explode",
        "/ask/positions/main.x/BTCUSDT/1/close",
        "/ask/orders/b0/cancel"
      })
  void aCommandOnNothingIsNotAsked(String path) {
    assertThat(api.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aHaltIsOnEveryPage() {
    api.book.figures = Fixtures.figures(Fixtures.halt());

    assertThat(api.get("/costs").body()).contains("Entries are halted", "lunch", "do-resume");
  }

  @Test
  void aHoldIsOnEveryPageAndIsNoHalt() {
    api.book.figures = Fixtures.figures(null, Fixtures.hold());

    assertThat(api.get("/costs").body())
        .contains("No new positions for now", "only 400 MiB are free", "do-halt")
        .doesNotContain("Entries are halted");
    assertThat(api.json("/api/portfolio").at("/entry_hold/code").asText()).isEqualTo("DISK_LOW");
    assertThat(api.json("/api/portfolio").get("is_running").asBoolean()).isFalse();
    assertThat(api.json("/api/halts").get("active").isNull()).isTrue();
  }

  @Test
  void openCasesAreOnEveryPageAndListed() {
    assertThat(api.get("/cases").body())
        .contains("No case so far", "none yet")
        .doesNotContain("open case");
    api.book.cases = List.of(Fixtures.openCase(), Fixtures.mendedCase());
    api.book.reconciliation = Fixtures.reconciliation();

    assertThat(api.get("/costs").body()).contains("One open case", "/cases");
    assertThat(api.get("/cases").body())
        .contains("&lt;by hand&gt;", "only you can know", "no opens in BTCUSDT", "repaired")
        .contains("main.openai_multi: no answer");

    JsonNode cases = api.json("/api/cases");
    assertThat(cases.path("open").asInt()).isEqualTo(1);
    assertThat(cases.path("items")).hasSize(1);
    assertThat(cases.at("/items/0/kind").asText()).isEqualTo("UNKNOWN_ORDER");
    assertThat(cases.at("/items/0/holds_entries").asBoolean()).isTrue();
    assertThat(cases.at("/reconciliation/orders").asInt()).isEqualTo(4);
    assertThat(api.json("/api/cases?all=true").path("items")).hasSize(2);
    assertThat(api.get("/api/cases?all=maybe").statusCode()).isEqualTo(400);
    assertThat(api.json("/api/health").at("/reconciliation/status").asText()).isEqualTo("degraded");
    assertThat(api.get("/prometheus").body())
        .contains("belay_open_cases{kind=\"UNKNOWN_ORDER\"} 1.0");
  }

  @Test
  void aBodyThatRetentionDeletedIsSaidToBe() {
    Instant day = Instant.parse("2026-11-20T08:00:00Z");
    api.book.texts =
        Map.of("aa11", new Contents.Stored(null, day), "bb22", new Contents.Stored(null, day));

    assertThat(api.get("/decisions/" + Fixtures.ROUND).body())
        .contains(
            "Prompt: body deleted on 2026-11-20 by retention",
            "Reply: body deleted on 2026-11-20 by retention");
    JsonNode decision = api.json("/api/decisions/" + Fixtures.ROUND);
    assertThat(decision.at("/deleted_texts/aa11").asText()).isEqualTo("2026-11-20T08:00:00Z");
    assertThat(decision.get("texts")).isEmpty();
  }

  @Test
  void capitalPutInIsNoGain() {
    JsonNode series = api.json("/api/curves?range=all").get("series");

    JsonNode agent =
        series
            .valueStream()
            .filter(one -> one.get("id").asText().equals("qwen_single"))
            .toList()
            .getFirst();
    JsonNode points = agent.get("points");
    // Since the fund began, which was before the first of the 25 marks.
    assertThat(points.size()).isEqualTo(26);
    assertThat(points.get(0).get("as_of").asText()).isEqualTo("2026-01-05T00:00:00Z");
    assertThat(points.get(0).get("pct").asDouble()).isZero();
    assertThat(points.get(25).get("pct").asDouble()).isBetween(0.3, 0.6);
    assertThat(api.get("/api/curves?range=2y").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/agents/nobody",
        "/positions/main.x/BTCUSDT/1",
        "/decisions/main/x/2026-01-05T12:00:00Z",
        "/decisions?outcome=%3Cb%3E",
        "/reviews/2026-01-12",
        "/journal?before=yesterday",
        "/journal?agent=%27",
        "/?range=2y"
      })
  void whatIsNotThereIsSaidOnAPage(String path) {
    HttpResponse<String> page = api.get(path);

    assertThat(page.statusCode()).isBetween(400, 404);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("Expected").doesNotContain("<b>");
  }

  @Test
  void aLedgerThatIsAwayIsSaidOnAPage() {
    api.book.away = new CannotCreateTransactionException("gone at jdbc:postgresql://inner");

    HttpResponse<String> page = api.get("/positions");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("ledger does not answer").doesNotContain("inner");
  }

  @Test
  void theOpenApiDocumentDescribesEveryPath() {
    HttpResponse<String> answer = api.get("/openapi/belay.yml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "/api/portfolio:",
            "/api/agents/{id}:",
            "/api/positions/{account}/{symbol}/{number}:",
            "/api/orders:",
            "/api/trades:",
            "/api/fills:",
            "/api/decisions/{portfolio}/{agent}/{asOf}:",
            "/api/equity:",
            "/api/curves:",
            "/api/events:",
            "/api/health:",
            "/api/summary:",
            "/api/halts:",
            "/api/research/offer:",
            "/api/research/runs:",
            "/api/research/runs/{id}:",
            "/api/research/runs/{id}/report:",
            "/api/research/runs/{id}/cancel:",
            "/api/research/runs/{id}/again:",
            "/api/portfolio/halt:",
            "/api/portfolio/resume:",
            "/api/portfolio/flatten:",
            "total_equity:",
            "securitySchemes:");
  }

  @Test
  void metricsAreReadFromTheLedgerAtMostEveryFiveSeconds() {
    String metrics = api.get("/prometheus").body();

    assertThat(metrics)
        .contains("belay_rounds_total 120.0")
        .contains("belay_refusals_total 9.0")
        .contains("belay_trades_total 11.0")
        .contains("belay_equity_usdt 10008.11")
        .contains("belay_open_positions 1.0")
        .contains("belay_halted 0.0")
        .contains("belay_ledger_up 1.0")
        .contains("belay_agent_equity_usdt{agent=\"qwen_single\"} 5008.1")
        .contains("jvm_memory_used_bytes");
    int calls = api.book.calls.get();
    HttpResponse<String> again = api.get("/prometheus");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(api.book.calls.get()).isEqualTo(calls);
  }

  @Test
  void metricsAnswerWhileTheLedgerIsAway() {
    api.book.away = new CannotCreateTransactionException("gone");

    HttpResponse<String> metrics = api.get("/prometheus");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("belay_ledger_up 0.0");
  }
}
