package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.portfolio.PageRequest;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.EquityPoint;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
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
  void agentsAreListedAsInThePortfolio() {
    assertThat(api.json("/api/agents").get("items"))
        .isEqualTo(api.json("/api/portfolio").get("agents"));
  }

  @Test
  void anAgentInFullHasItsMoneyAndPositions() {
    JsonNode agent = api.json("/api/agents/qwen_single");

    assertThat(agent.get("trader_id").asText()).isEqualTo("qwen_single");
    assertThat(agent.get("account").asText()).isEqualTo("main.qwen_single");
    assertThat(agent.get("cash").asText()).isEqualTo("5011.35");
    assertThat(agent.get("margin_used").asText()).isEqualTo("100");
    assertThat(agent.at("/symbols/0").asText()).isEqualTo("BTCUSDT");
    assertThat(agent.at("/positions/0/id").asText()).isEqualTo(Fixtures.POSITION);
    assertThat(api.json("/api/agents/openai_multi").get("positions")).isEmpty();
  }

  @Test
  void aPositionSaysWhetherItsStopIsConfirmed() {
    JsonNode position = api.json("/api/positions").at("/items/0");

    assertThat(position.get("stop").asText()).isEqualTo("49000");
    assertThat(position.get("stop_confirmed").asBoolean()).isTrue();
    assertThat(position.get("guard").asText()).isEqualTo("GUARDED");
    assertThat(position.get("stop_confirmed_at").asText()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(position.get("unrealized_pnl").asText()).isEqualTo("-3.25");
    assertThat(position.get("exit_reason").isNull()).isTrue();
    assertThat(api.json("/api/positions?agent=openai_multi").get("items")).isEmpty();
  }

  @Test
  void idsWithSlashesStandInPathsAsTheyAreOrEncoded() {
    String plain = "/api/positions/" + Fixtures.POSITION;
    String encoded = "/api/positions/" + encode(Fixtures.POSITION);

    assertThat(api.json(plain).at("/orders/0/id").asText()).isEqualTo(Fixtures.ORDER.toString());
    assertThat(api.get(encoded).body()).isEqualTo(api.get(plain).body());
    assertThat(api.json("/api/decisions/" + encode(Fixtures.ROUND)).get("id").asText())
        .isEqualTo(Fixtures.ROUND);
    assertThat(api.json("/api/decisions/" + Fixtures.ROUND).get("id").asText())
        .isEqualTo(Fixtures.ROUND);
  }

  @Test
  void aDecisionComesWithPromptAndReplyByHash() {
    JsonNode decision = api.json("/api/decisions/" + Fixtures.ROUND);

    assertThat(decision.at("/texts/aa11").asText()).startsWith("You trade");
    assertThat(decision.at("/texts/bb22").asText()).isEqualTo("[]");
    assertThat(decision.get("texts").has("cc33")).isFalse();
    assertThat(decision.at("/voices/0/stand_in").asBoolean()).isTrue();
    assertThat(decision.at("/elements/0/position_size_usd").asText()).isEqualTo("500");
    assertThat(decision.at("/elements/0/action").asText()).isEqualTo("open_long");
    assertThat(decision.at("/elements/1/refusal/code").asText()).isEqualTo("SYMBOL_UNKNOWN");
    assertThat(decision.at("/elements/1/refusal/meaning").asText()).isNotBlank();
    assertThat(decision.at("/elements/1/raw").asText()).isEqualTo("{\"symbol\":\"XYZ\"}");
  }

  @Test
  void ordersFillsAndTradesCarryStringsForMoney() {
    JsonNode order = api.json("/api/orders").at("/items/0");
    JsonNode fill = api.json("/api/fills").at("/items/0");
    JsonNode trade = api.json("/api/trades").at("/items/0");

    assertThat(order.get("quantity").asText()).isEqualTo("0.01");
    assertThat(order.get("quantity").isTextual()).isTrue();
    assertThat(order.get("reduce_only").asBoolean()).isFalse();
    assertThat(order.get("status").asText()).isEqualTo("FILLED");
    assertThat(api.json("/api/orders/" + Fixtures.ORDER)).isEqualTo(order);
    assertThat(fill.get("fee").asText()).isEqualTo("0.25");
    assertThat(fill.get("trade_id").asLong()).isEqualTo(77);
    assertThat(fill.get("as_of").asText()).isEqualTo("2026-01-05T12:00:00Z");
    assertThat(trade.get("net_pnl").asText()).isEqualTo("11.6");
    assertThat(trade.get("r_multiple").asDouble()).isEqualTo(2.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "trades", "fills", "decisions"})
  void listsArePaged(String list) {
    JsonNode page = api.json("/api/" + list + "?agent=qwen_single&before=90&limit=5");

    assertThat(api.book.lastPage).isEqualTo(new PageRequest(null, "qwen_single", 90L, 5));
    assertThat(page.get("next").asLong()).isEqualTo(7);
    JsonNode unused = api.json("/api/" + list);
    assertThat(api.book.lastPage).isEqualTo(new PageRequest(null, null, null, 50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "trades", "fills", "decisions"})
  void theDeskHasListsOfItsOwn(String list) {
    assertThat(api.json("/api/" + list + "?fund=amplifier").get("items")).hasSize(1);
    assertThat(api.book.lastPage).isEqualTo(new PageRequest("amplifier", null, null, 50));

    HttpResponse<String> unknown = api.get("/api/" + list + "?fund=other");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("one of main, amplifier in the parameter");
  }

  @Test
  void equityIsADayOfMarksUnlessTold() {
    marks(600);

    JsonNode equity = api.json("/api/equity");

    assertThat(equity.get("agent").isNull()).isTrue();
    assertThat(equity.get("points")).hasSize(288);
    assertThat(equity.at("/points/287/equity").isTextual()).isTrue();
    assertThat(api.json("/api/equity?agent=qwen_single&from=2026-01-05T11:00:00Z").get("points"))
        .hasSize(13);
  }

  @Test
  void equityIsTheLastDayOfMarksBeforeTheVenueHasAnswered() {
    marks(600);
    api.market.away = new IllegalStateException("connection refused");

    JsonNode equity = api.json("/api/equity");

    assertThat(equity.get("points")).hasSize(288);
    assertThat(equity.at("/points/287/as_of").asText()).isEqualTo("2026-01-05T12:00:00Z");
  }

  @Test
  void tooManyMarksAreThinnedAndTheNewestStays() {
    marks(5000);

    JsonNode equity = api.json("/api/equity?from=2025-12-01T00:00:00Z&to=2026-01-06T00:00:00Z");

    assertThat(equity.get("thinned_by").asInt()).isEqualTo(3);
    assertThat(equity.get("points")).hasSize(1667);
    assertThat(equity.at("/points/1666/as_of").asText()).isEqualTo("2026-01-05T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orders?limit=abc",
        "/api/orders?limit=-1",
        "/api/orders?limit=0",
        "/api/orders?limit=501",
        "/api/orders?limit=99999999999999999999",
        "/api/orders?limit=",
        "/api/trades?before=x",
        "/api/fills?before=-4",
        "/api/decisions?agent=a%27%20OR%201=1",
        "/api/positions?agent=UPPER",
        "/api/equity?from=yesterday",
        "/api/equity?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "/api/equity?from=2020-01-01T00:00:00Z",
        "/api/equity?from=-999999999-01-01T00:00:00Z&to=%2B999999999-12-31T00:00:00Z",
        "/api/equity?to=-1000000000-01-01T00:00:00Z",
      })
  void aBadParameterIsNamedWithWhatIsAllowed(String path) {
    HttpResponse<String> answer = api.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = problem(answer);
    assertThat(problem.get("expected").asText()).isNotBlank();
    assertThat(problem.get("found").asText()).isNotBlank();
    assertThat(problem.get("action").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/agents/nobody",
        "/api/orders/bnone",
        "/api/orders/%00",
        "/api/positions/main.x/BTCUSDT/9",
        "/api/decisions/main/x/2026-01-01T00:00:00Z",
        "/api/decisions/..%2F..%2Fetc",
        "/api/nothing",
        "/nothing",
        "/page/nothing.js",
        "/health",
        "/beans",
        "/env",
        "/api/positions/a/b/c/d",
      })
  void whatIsNotThereIsNotFound(String path) {
    HttpResponse<String> answer = api.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(problem(answer).get("detail").asText()).isNotBlank();
  }

  @Test
  void anotherMethodIsNotAllowed() {
    assertThat(api.command("/api/portfolio", null).statusCode()).isEqualTo(405);
    assertThat(api.get("/api/portfolio/halt").statusCode()).isEqualTo(405);
  }

  private static JsonNode problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = TestApi.tree(answer);
    List<String> fields = new ArrayList<>();
    problem.fieldNames().forEachRemaining(fields::add);
    assertThat(fields).contains("type", "title", "status");
    return problem;
  }

  /** Marks up to noon of the fixture's day. */
  private void marks(int count) {
    for (int i = count - 1; i >= 0; i--) {
      api.book.marks.add(
          new EquityPoint(
              Fixtures.AS_OF.minusSeconds(300L * i),
              Usdt.of("10000"),
              Usdt.ZERO,
              Usdt.of("10000")));
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
