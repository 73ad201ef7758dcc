package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.fund.FundRefusal.Code;
import dev.belay.domain.fund.Scheme;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Allocation, agents in and out, and reviews over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapitalTest {
  private TestApi api;

  @BeforeAll
  void start() {
    api = TestApi.start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void forget() {
    api.capital.commands.clear();
    api.capital.refusal = null;
  }

  @Test
  void anAllocationIsHandedOnWithItsWeightsAndSaysWhatToWatch() {
    HttpResponse<String> answer =
        api.command(
            "/api/portfolio/allocation",
            "{\"scheme\":\"custom\",\"weights\":{\"a\":30,\"b\":\"70\"},\"by\":\"me\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(TestApi.tree(answer).path("watch").asText()).startsWith("main/");
    assertThat(api.capital.commands)
        .singleElement()
        .isInstanceOfSatisfying(
            SetAllocation.class,
            command -> {
              assertThat(command.scheme()).isEqualTo(Scheme.CUSTOM);
              assertThat(command.weights()).hasToString("{a=30, b=70}");
              assertThat(command.by()).isEqualTo("me");
            });
  }

  @Test
  void theSameKeyIsCarriedOutOnceAndAnotherBodyIsRefused() {
    String key = UUID.randomUUID().toString();
    String path = "/api/portfolio/allocation";

    String first = api.command(path, "{\"scheme\":\"equal\"}", "Idempotency-Key", key).body();
    String second = api.command(path, "{\"scheme\":\"equal\"}", "Idempotency-Key", key).body();
    HttpResponse<String> other =
        api.command(path, "{\"scheme\":\"strategy\"}", "Idempotency-Key", key);

    assertThat(second).isEqualTo(first);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(api.capital.commands).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "AGENT_UNKNOWN,404",
    "WEIGHTS_NOT_100,400",
    "ALLOCATION_TOO_FEW_AGENTS,409",
    "REBALANCE_RUNNING,409"
  })
  void aRefusalIsAProblemWithItsCode(Code code, int status) {
    api.capital.refusal = new FundRefusal(code, "Expected something else");

    HttpResponse<String> answer = api.command("/api/agents/qwen_single/disable", "{}");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(TestApi.tree(answer).path("code").asText()).isEqualTo(code.name());
    assertThat(TestApi.tree(answer).path("detail").asText())
        .isEqualTo("Expected something else. " + code.remedy() + " Nothing was applied.");
    assertThat(TestApi.tree(answer).path("action").asText()).isEqualTo(code.remedy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"scheme\":\"lottery\"}",
        "{\"scheme\":\"custom\",\"weights\":{\"a\":\"half\"}}",
        "{\"scheme\":\"equal\",\"leverage\":3}",
        "[]"
      })
  void aBodyThatIsNoAllocationIsRefused(String body) {
    assertThat(api.command("/api/portfolio/allocation", body).statusCode()).isEqualTo(400);
    assertThat(api.capital.commands).isEmpty();
  }

  @Test
  void aNewAgentHasTheUsualWhereNothingIsSaid() {
    HttpResponse<String> answer =
        api.command(
            "/api/agents",
            "{\"id\":\"newbie\",\"model\":\"m\",\"interval_seconds\":120,\"leverage\":3,\"symbols\":[\"BTCUSDT\"],\"limits\":{\"max_positions\":2}}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(api.capital.commands)
        .singleElement()
        .isInstanceOfSatisfying(
            AddAgent.class,
            command -> {
              assertThat(command.agent().style()).isEqualTo("balanced");
              assertThat(command.agent().interval()).hasSeconds(120);
              assertThat(command.agent().limits().maxLeverage()).isEqualTo(3);
              assertThat(command.agent().limits().maxPositions()).isEqualTo(2);
              assertThat(command.capital()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"interval_seconds\":0}",
        "{\"capital\":\"-5\"}",
        "{\"symbols\":[\"bit coin\"]}",
        "{\"consensus\":\"dictator\"}",
        "{\"name\":\"a\\u0000b\"}"
      })
  void anAgentThatIsNoneIsRefused(String body) {
    assertThat(api.command("/api/agents", body).statusCode()).isEqualTo(400);
    assertThat(api.capital.commands).isEmpty();
  }

  @Test
  void aReviewByHandNamesWhatToWatch() {
    HttpResponse<String> answer = api.command("/api/portfolio/rebalance", "{}");

    JsonNode told = TestApi.tree(answer);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(told.path("watch_at").asText())
        .isEqualTo("/api/reviews/" + told.path("watch").asText());
  }

  @Test
  void commandsNeedTheToken() {
    assertThat(api.post("/api/agents/qwen_single/disable", "{}").statusCode()).isEqualTo(401);
    assertThat(api.capital.commands).isEmpty();
  }

  @Test
  void thePortfolioShowsGroupsBuyAndHoldAndTheNextReview() {
    JsonNode fund = api.json("/api/portfolio");

    assertThat(fund.path("allocation").path("scheme").asText()).isEqualTo("equal");
    assertThat(fund.path("groups").findValuesAsText("by")).contains("speed", "style", "family");
    assertThat(fund.path("buy_and_hold").path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(fund.path("review").path("next").asText()).isEqualTo("2026-01-12T00:00:00Z");
    assertThat(api.json("/api/reviews").path("items")).isEmpty();
    assertThat(api.json("/api/allocations").path("items")).isEmpty();
    assertThat(api.get("/api/reviews/none").statusCode()).isEqualTo(404);
  }
}
