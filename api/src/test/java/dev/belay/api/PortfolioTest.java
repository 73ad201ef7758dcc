package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.portfolio.SummaryReader;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.EquityPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortfolioTest {
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
  void thePortfolioHasTheFieldsOfTheContract() {
    JsonNode portfolio = api.json("/api/portfolio");

    assertThat(known(portfolio))
        .containsExactlyInAnyOrder(
            "total_equity",
            "initial_balance",
            "total_pnl",
            "total_pnl_pct",
            "unallocated_cash",
            "total_positions",
            "agent_count",
            "is_running",
            "best_performer",
            "worst_performer",
            "correlation",
            "allocation",
            "costs",
            "sharpe",
            "volatility_pct",
            "max_drawdown_pct",
            "diversification_ratio",
            "buy_and_hold",
            "groups",
            "review",
            "market",
            "mode",
            "entry_hold",
            "agents");
    assertThat(known(portfolio.at("/agents/0")))
        .containsExactlyInAnyOrder(
            "trader_id",
            "trader_name",
            "ai_model",
            "strategy",
            "interval_seconds",
            "equity",
            "initial_balance",
            "pnl",
            "pnl_pct",
            "return_since_review_pct",
            "position_count",
            "sharpe",
            "max_drawdown_pct",
            "win_rate",
            "fees",
            "cost_usd",
            "trades",
            "is_running",
            "status",
            "last_decision");
    assertThat(known(portfolio.at("/agents/0/last_decision")))
        .containsExactly("id", "as_of", "outcome");
    assertThat(known(portfolio.get("correlation"))).containsExactly("agents", "matrix", "samples");
    assertThat(known(portfolio.get("allocation"))).containsExactly("scheme", "weights");
    assertThat(known(portfolio.get("market")))
        .contains("kind", "from", "to", "speed", "as_of", "label");
  }

  @Test
  void moneyIsAStringAndRatiosAreNumbers() {
    JsonNode portfolio = api.json("/api/portfolio");

    assertThat(portfolio.get("total_equity").isTextual()).isTrue();
    assertThat(portfolio.get("total_equity").asText()).isEqualTo("10008.11");
    assertThat(portfolio.get("total_pnl").asText()).isEqualTo("8.1");
    assertThat(portfolio.get("total_pnl_pct").isNumber()).isTrue();
    assertThat(portfolio.get("total_pnl_pct").asDouble()).isEqualTo(0.081);
    JsonNode agent = portfolio.at("/agents/0");
    assertThat(agent.get("equity").asText()).isEqualTo("5008.1");
    assertThat(agent.get("win_rate").asDouble()).isEqualTo(0.75);
    assertThat(agent.get("cost_usd").asText()).isEqualTo("0.0123");
    assertThat(agent.get("is_running").asBoolean()).isTrue();
    assertThat(agent.get("ai_model").asText()).isEqualTo("Qwen3-32B (stand-in)");
    assertThat(portfolio.at("/costs/model_usd").asText()).isEqualTo("0.0123");
  }

  @Test
  void theBestAndTheWorstAreThoseOfTheTimeSinceTheLastReview() {
    assertThat(api.json("/api/portfolio").get("best_performer").isNull()).isTrue();

    try (TestApi later = TestApi.start()) {
      later.book.marksOf.put("qwen_single", marks("1000", "1010"));
      later.book.marksOf.put("openai_multi", marks("1000", "990"));
      JsonNode portfolio = later.json("/api/portfolio");

      assertThat(portfolio.get("best_performer").asText()).isEqualTo("qwen_single");
      assertThat(portfolio.get("worst_performer").asText()).isEqualTo("openai_multi");
    }
  }

  private static List<EquityPoint> marks(String from, String to) {
    Instant start = Instant.parse("2026-01-05T00:00:00Z");
    return List.of(
        new EquityPoint(start, Usdt.of(from), Usdt.ZERO, Usdt.of(from)),
        new EquityPoint(start.plusSeconds(300), Usdt.of(to), Usdt.ZERO, Usdt.of(from)));
  }

  @Test
  void totalEquityIsTheSumOfAgentsAndUnallocatedCash() {
    JsonNode portfolio = api.json("/api/portfolio");

    BigDecimal sum = new BigDecimal(portfolio.get("unallocated_cash").asText());
    for (JsonNode agent : portfolio.get("agents")) {
      sum = sum.add(new BigDecimal(agent.get("equity").asText()));
    }
    assertThat(sum).isEqualByComparingTo(portfolio.get("total_equity").asText());
  }

  @Test
  void whatIsUnknownIsNullWithItsReason() {
    JsonNode portfolio = api.json("/api/portfolio");

    for (String field : List.of("sharpe", "volatility_pct", "max_drawdown_pct")) {
      assertThat(portfolio.get(field).isNull()).as(field).isTrue();
      assertThat(portfolio.get(field + "_reason").asText()).as(field).isNotBlank();
    }
    assertThat(portfolio.at("/correlation/matrix").isNull()).isTrue();
    assertThat(portfolio.at("/correlation/matrix_reason").asText()).contains("not enough data");
    JsonNode idle = portfolio.at("/agents/1");
    assertThat(idle.get("win_rate").isNull()).isTrue();
    assertThat(idle.get("win_rate_reason").asText()).isEqualTo("no closed trade yet");
    assertThat(idle.get("last_decision").isNull()).isTrue();
    assertThat(idle.get("last_decision_reason").asText()).isEqualTo("no decision yet");
  }

  @Test
  void statisticsComeFromTheMarks() {
    for (int i = 0; i <= 80 * 12; i++) {
      Usdt equity = Usdt.of(Integer.toString(i / 12 % 2 == 0 ? 1000 : 900));
      api.book.marks.add(
          new EquityPoint(
              Fixtures.AS_OF.plusSeconds(300L * i), equity, Usdt.ZERO, Usdt.of("1000")));
    }

    JsonNode portfolio = api.json("/api/portfolio");

    assertThat(portfolio.get("max_drawdown_pct").asDouble()).isEqualTo(10);
    assertThat(portfolio.get("sharpe").isNumber()).isTrue();
    assertThat(portfolio.has("sharpe_reason")).isFalse();
    assertThat(portfolio.at("/correlation/samples").asInt()).isEqualTo(960);
    assertThat(portfolio.at("/correlation/matrix/0/1").asDouble()).isEqualTo(1);
    assertThat(portfolio.get("diversification_ratio").asDouble()).isEqualTo(1);
  }

  @Test
  void aHaltShowsInEveryAgentAndTheFund() {
    api.book.figures = Fixtures.figures(Fixtures.halt());

    JsonNode portfolio = api.json("/api/portfolio");

    assertThat(portfolio.get("is_running").asBoolean()).isFalse();
    assertThat(portfolio.at("/agents/0/status").asText()).isEqualTo("halted");
    assertThat(api.json("/api/halts").at("/active/reason").asText()).isEqualTo("lunch");
  }

  @Test
  void theSummaryHasTheFieldsOfTheContractAndItsIdentityHolds() {
    JsonNode summary = api.json("/api/summary");

    assertThat(known(summary))
        .containsExactly(
            "rounds",
            "decisions",
            "refusals",
            "orders",
            "fills",
            "trades",
            "run",
            "initial_balance",
            "total_equity",
            "unallocated_cash",
            "realized_pnl",
            "unrealized_pnl",
            "fees",
            "funding",
            "agents",
            "temporal",
            "market",
            "recovered");
    assertThat(known(summary.get("run")))
        .containsExactly("rounds", "decisions", "refusals", "orders", "fills", "trades");
    assertThat(known(summary.get("temporal"))).containsExactly("kind", "durable", "reason");
    assertThat(summary.get("rounds").asInt()).isEqualTo(120);
    assertThat(summary.at("/run/rounds").asInt()).isEqualTo(20);
    assertThat(summary.get("recovered").asInt()).isEqualTo(12);
    assertThat(money(summary, "total_equity"))
        .isEqualByComparingTo(
            money(summary, "initial_balance")
                .add(money(summary, "realized_pnl"))
                .add(money(summary, "unrealized_pnl"))
                .subtract(money(summary, "fees"))
                .add(money(summary, "funding")));
  }

  @Test
  void theSummaryOfTheCommandLineIsTheSameDocument() {
    String written = ApiJson.write(api.bean(SummaryReader.class).read());

    assertThat(written).isEqualTo(api.get("/api/summary").body());
  }

  @Test
  void manyPagesDoNotHammerTheVenue() {
    for (int i = 0; i < 20; i++) {
      api.json("/api/portfolio");
    }

    assertThat(api.market.asked.get()).isLessThan(10);
  }

  @Test
  void aVenueThatIsAwayLeavesTheLastPricesAndSaysSo() {
    api.market.away = new IllegalStateException("connection refused");

    JsonNode market = api.json("/api/portfolio").get("market");

    assertThat(market.get("as_of").isNull()).isTrue();
    assertThat(market.get("as_of_reason").asText()).isEqualTo("the venue has not answered yet");
    assertThat(market.get("problem").asText()).contains("does not answer");
  }

  private static BigDecimal money(JsonNode node, String field) {
    return new BigDecimal(node.get(field).asText());
  }

  /** Field names without the reasons. */
  private static List<String> known(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.endsWith("_reason")) {
                names.add(name);
              }
            });
    return names;
  }
}
