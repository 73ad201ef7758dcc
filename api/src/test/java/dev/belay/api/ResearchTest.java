package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.StoreQuality;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResearchTest {
  private static final String RUNS = "/api/research/runs";
  private static final String ONE = RUNS + "/" + FakeResearch.id(1);
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
  void runsAreListedNewestFirstAPageAtATime() {
    JsonNode first = api.json(RUNS + "?limit=3");
    assertThat(first.at("/items/0/id").asText()).isEqualTo(FakeResearch.id(4));
    assertThat(first.path("items")).hasSize(3);
    JsonNode second = api.json(RUNS + "?limit=3&before=" + first.path("next").asText());
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.at("/items/0/id").asText()).isEqualTo(FakeResearch.id(1));
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(api.get(RUNS + "?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aRunTellsWhatIsKnownOfItAndWhyTheRestIsNot() {
    JsonNode done = api.json(ONE);
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("return_pct").asDouble()).isEqualTo(9.5);
    assertThat(done.path("return_pct_reason").isNull()).isTrue();
    assertThat(done.path("sharpe").isNull()).isTrue();
    assertThat(done.path("sharpe_reason").asText()).contains("backtest");
    assertThat(done.at("/parameters/fast").asDouble()).isEqualTo(12);
    assertThat(done.at("/answer/trades").asInt()).isEqualTo(41);
    assertThat(done.at("/curve/4/equity").asText()).isEqualTo("10080");
    assertThat(done.path("command").asText())
        .isEqualTo("belay backtest --strategy=ema-cross --store=spot");

    JsonNode running = api.json(RUNS + "/" + FakeResearch.id(3));
    assertThat(running.at("/progress/done").asInt()).isEqualTo(30);
    assertThat(running.at("/progress/of").asInt()).isEqualTo(120);
    assertThat(running.path("answer").isNull()).isTrue();
    assertThat(running.path("trades_reason").asText()).isEqualTo("the run is running");
    assertThat(api.get(RUNS + "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aReportMayDoNothingButBeLookedAt() {
    for (String path : List.of(ONE + "/report", ONE.substring("/api".length()) + "/report")) {
      HttpResponse<String> answer = api.get(path);
      assertThat(answer.body()).isEqualTo(FakeResearch.REPORT);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(answer.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'none'; style-src 'unsafe-inline'")
          .endsWith("sandbox")
          .doesNotContain("script-src");
    }
    assertThat(api.get(RUNS + "/" + FakeResearch.id(3) + "/report").statusCode()).isEqualTo(404);
  }

  @Test
  void beyondLoopbackAReportIsReadWithTheTokenOnly() {
    try (TestApi open = TestApi.beyondLoopback()) {
      String page = "/research/runs/" + FakeResearch.id(1) + "/report";
      assertThat(open.get(ONE + "/report").statusCode()).isEqualTo(401);
      HttpResponse<String> shell = open.get(page);
      assertThat(shell.body()).contains("shell.js").doesNotContain("its own page");
      assertThat(shell.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("script-src 'self'", "style-src 'self' 'unsafe-inline'");
      assertThat(open.get(page, "Authorization", "Bearer " + TestApi.TOKEN).body())
          .isEqualTo(FakeResearch.REPORT);
    }
  }

  @Test
  void whatThereIsToRunIsOffered() {
    JsonNode offer = api.json("/api/research/offer");
    assertThat(offer.path("kinds")).hasSize(4);
    assertThat(offer.at("/strategies/0/name").asText()).isEqualTo("ema-cross");
    assertThat(offer.at("/strategies/0/parameters/0/standard").asDouble()).isEqualTo(12);
    assertThat(offer.at("/stores/0/symbols/BTCUSDT/0").asText()).isEqualTo("1h");
  }

  @Test
  void aRunIsStartedWithWhatTheCommandTakes() {
    HttpResponse<String> answer =
        api.command(
            RUNS,
            """
            {"kind": "sweep", "name": "all of it", "strategy": "ema-cross", "store": "spot",
             "symbols": "all", "timeframe": "1h", "from": "2023-01-01", "grid": {"fast": "2..51"},
             "params": {"slow": 60}, "cash": "5000", "fee_bps": 7.5, "isolated": true,
             "anchored": false, "samples": 10, "by": "dashboard"}\
            """);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode told = TestApi.tree(answer);
    assertThat(told.path("watch").asText()).isEqualTo(FakeResearch.id(3));
    assertThat(told.path("watch_at").asText()).isEqualTo(RUNS + "/" + FakeResearch.id(3));
    assertThat(api.research.told)
        .containsExactly(
            "sweep [--strategy=ema-cross, --store=spot, --symbols=all, --timeframe=1h,"
                + " --from=2023-01-01, --param=slow=60, --grid=fast=2..51, --cash=5000,"
                + " --fee-bps=7.5, --isolated, --samples=10] all of it by dashboard");
  }

  @Test
  void theSameKeyStartsOnce() {
    String body = "{\"kind\": \"backtest\", \"strategy\": \"random\"}";
    String first = api.command(RUNS, body, "Idempotency-Key", "k1").body();
    assertThat(api.command(RUNS, body, "Idempotency-Key", "k1").body()).isEqualTo(first);
    assertThat(api.research.told).hasSize(1);
    assertThat(api.command(RUNS, "{\"kind\": \"sweep\"}", "Idempotency-Key", "k1").statusCode())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"demo\"}",
        "{}",
        "{\"kind\": \"backtest\", \"data\": \"/etc\"}",
        "{\"kind\": \"backtest\", \"store\": \"/etc\"}",
        "{\"kind\": \"backtest\", \"store\": \"../x\"}",
        "{\"kind\": \"backtest\", \"store\": \"@file\"}",
        "{\"kind\": \"backtest\", \"strategy\": \"a\\nb\"}",
        "{\"kind\": \"backtest\", \"leverage\": \"much\"}",
        "{\"kind\": \"backtest\", \"report\": \"/tmp/x\"}"
      })
  void whatNoRunMayBeIsRefused(String body) {
    HttpResponse<String> answer = api.command(RUNS, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(api.research.told).isEmpty();
  }

  @Test
  void aRefusalIsTheCommandsOwn() {
    api.research.refusal = new ResearchDesk.Refused("Expected a strategy of […].", false);
    HttpResponse<String> answer = api.command(RUNS, "{\"kind\": \"backtest\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestApi.tree(answer).path("detail").asText())
        .isEqualTo("Expected a strategy of […].");
    api.research.refusal = new ResearchDesk.Refused("Expected less in line.", true);
    assertThat(api.command(RUNS, "{\"kind\": \"backtest\"}").statusCode()).isEqualTo(409);
    assertThat(api.delete(ONE).statusCode()).isEqualTo(409);
    assertThat(api.command(ONE + "/again", null).statusCode()).isEqualTo(409);
  }

  @Test
  void aRunIsCancelledStartedAgainAndDeleted() {
    JsonNode cancelled =
        TestApi.tree(api.command(RUNS + "/" + FakeResearch.id(3) + "/cancel", null));
    assertThat(cancelled.path("changed").asBoolean()).isTrue();
    assertThat(TestApi.tree(api.command(ONE + "/cancel", null)).path("changed").asBoolean())
        .isFalse();
    assertThat(api.command(RUNS + "/" + FakeResearch.id(4) + "/again", null).statusCode())
        .isEqualTo(202);
    assertThat(api.delete(ONE).statusCode()).isEqualTo(200);
    assertThat(api.research.told)
        .containsExactly(
            "cancel " + FakeResearch.id(3),
            "cancel " + FakeResearch.id(1),
            "again " + FakeResearch.id(4),
            "delete " + FakeResearch.id(1));
    assertThat(api.delete(RUNS + "/nothing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"/api/research/runs", "/api/research/runs/20260105-100001-ema-cross/cancel"})
  void commandsNeedTheToken(String path) {
    assertThat(api.post(path, "{\"kind\": \"backtest\"}").statusCode()).isEqualTo(401);
    assertThat(api.research.told).isEmpty();
  }

  @Test
  void thePageListsRunsAndWhatIsUnderWay() {
    String page = api.get("/research").body();
    assertThat(page)
        .contains("first &lt;i&gt;me", "+9.50", "−3.25", "fast=12", "fedcba98", "report", "failed")
        .contains("aria-valuenow=\"25\"", "width=\"25\"", "about 9 s left", "/ask/research/start");
    api.research.runs.clear();
    api.research.stores = List.of();
    assertThat(api.get("/research").body())
        .contains("No candles yet", "belay data import", "No run is kept yet")
        .doesNotContain("do-compare", "do-run");
  }

  @Test
  void whatLacksInAStoreIsSaid() {
    assertThat(api.get("/data").body()).contains("No store yet", "amplifier collect");
    Instant from = Instant.parse("2026-01-05T00:00:00Z");
    api.research.quality =
        List.of(
            new StoreQuality(
                "universe",
                1438,
                from,
                from.plus(Duration.ofDays(30)),
                2,
                List.of(
                    new StoreQuality.Series(
                        "SOLUSDT",
                        "1h",
                        720,
                        from,
                        from.plus(Duration.ofDays(30)),
                        0,
                        0,
                        List.of(),
                        90,
                        null),
                    new StoreQuality.Series(
                        "OLDUSDT",
                        "1h",
                        718,
                        from,
                        from.plus(Duration.ofDays(29)),
                        2,
                        24,
                        List.of(new StoreQuality.Gap(from.plus(Duration.ofHours(7)), 2)),
                        0,
                        null)),
                List.of(
                    new StoreQuality.Beside("fear-greed.csv", 365, "2026-01-04", null),
                    new StoreQuality.Beside("hash-rate.csv", 0, null, "line 3: <b>"))));

    assertThat(api.get("/data").body())
        .contains("universe", "1,438", "OLDUSDT 1h", "07:00: 2", "2026-01-04", "line 3: &lt;b&gt;")
        .doesNotContain("SOLUSDT 1h");
    assertThat(api.json("/api/data").at("/items/0/series/1/behind").asInt()).isEqualTo(24);
  }

  @Test
  void aComparisonSaysWhatDiffers() {
    String page =
        api.get("/research/compare?run=" + FakeResearch.id(1) + "&run=" + FakeResearch.id(2))
            .body();
    assertThat(page).contains("Their candles differ", "<polyline class=\"c0\"", "class=\"c1\"");
    assertThat(page.split("class=\"differs\"", -1)).hasSizeBetween(3, 4);
    assertThat(api.get("/research/compare?run=" + FakeResearch.id(1)).statusCode()).isEqualTo(400);
    assertThat(api.get("/research/compare?run=" + FakeResearch.id(1) + "&run=nothing").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theFormOffersEachStrategysParameters() {
    assertThat(api.get("/ask/research/start").body())
        .contains("name=\"params.fast\"", "name=\"grid.trail_pct\"", "spot: BTCUSDT")
        .contains("data-only-with=\"strategy=ema-cross kind=backtest|bias-check\"")
        .contains("data-only-with=\"kind=walk-forward\"");
  }
}
