package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands to positions, orders and agents. */
class ControlTest {
  private static final String AT = "/api/positions/" + Fixtures.POSITION;
  private static TestApi api;

  @BeforeAll
  static void start() {
    api = TestApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void forget() {
    api.positions.forget();
    api.agents.forget();
  }

  @Test
  void closingSaysWhatWillHappenAndWhatToWatch() {
    HttpResponse<String> answer = api.command(AT + "/close", null);

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode json = TestApi.tree(answer);
    assertThat(json.get("command").asText()).isEqualTo("position close");
    assertThat(json.get("changed").asBoolean()).isTrue();
    assertThat(json.get("message").asText()).contains("closed at the market");
    assertThat(json.get("watch").asText()).isEqualTo(Fixtures.POSITION + "/1");
    assertThat(json.get("watch_at").asText()).isEqualTo(AT);
    assertThat(json.get("workflow_url").asText()).contains("position%2Fmain.qwen_single");
  }

  @Test
  void theIdMayBeEncodedAsOnePart() {
    String id = URLEncoder.encode(Fixtures.POSITION, StandardCharsets.UTF_8);

    assertThat(api.command("/api/positions/" + id + "/stop", "{\"price\":\"49500\"}").statusCode())
        .isEqualTo(202);
    assertThat(api.command("/api/positions/" + id + "/target", "{\"price\":null}").statusCode())
        .isEqualTo(202);
    assertThat(api.command("/api/positions/" + id + "/close", "{\"pct\":50}").statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"price\":49500}", "{\"price\":true}", "{\"price\":{\"a\":1}}"})
  void aPriceIsAText(String body) {
    HttpResponse<String> answer = api.command(AT + "/stop", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode problem = TestApi.tree(answer);
    assertThat(problem.get("field").asText()).isEqualTo("price");
    assertThat(problem.get("expected").asText()).contains("a text in quotes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stop   | {"price":"49675"}      | STOP_THROUGH_PRICE      | price
          stop   | {"price":"49700"}      | STOP_WRONG_SIDE         | price
          stop   | {"price":"49500.05"}   | PRICE_OFF_TICK          | price
          target | {"price":"49675"}      | STOP_THROUGH_PRICE      | price
          target | {"price":"49000"}      | STOP_WRONG_SIDE         | price
          close  | {"quantity":"0.011"}   | CLOSE_EXCEEDS_HELD      | quantity
          close  | {"quantity":"0.0005"}  | QUANTITY_OFF_STEP       | quantity
          close  | {"quantity":"0.009"}   | REMAINDER_BELOW_MINIMUM | quantity
          """)
  void whatCannotBeIsRefusedWithFieldValueAndWhatIsAllowed(
      String command, String body, String code, String field) {
    HttpResponse<String> answer = api.command(AT + "/" + command, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    JsonNode problem = TestApi.tree(answer);
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(problem.get("found").asText()).isNotBlank();
    assertThat(problem.get("expected").asText()).contains(field);
    assertThat(problem.get("action").asText()).contains("Nothing was done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stop   | {}
          stop   | {"price":null}
          stop   | {"price":"-1"}
          stop   | {"price":"1e5"}
          stop   | {"price":"49,000"}
          stop   | {"price":"0"}
          stop   | {"price":{}}
          stop   | {"price":"49000","pct":5}
          target | {}
          target | {"price":[]}
          target | {"price":"NaN"}
          close  | {"pct":0}
          close  | {"pct":101}
          close  | {"pct":"half"}
          close  | {"quantity":"0.01","pct":50}
          close  | {"quantity":"'; DROP TABLE belay.orders; --"}
          close  | {"by":"a\\u0007b"}
          """)
  void aBodyThatMakesNoSenseIsRefused(String command, String body) {
    HttpResponse<String> answer = api.command(AT + "/" + command, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestApi.tree(answer).get("action").asText()).contains("nothing was done");
  }

  @Test
  void ofTwoThatConflictOneWinsAndTheOtherIsToldWhich() {
    HttpResponse<String> first = api.command(AT + "/stop", "{\"price\":\"49500\"}");
    HttpResponse<String> second = api.command(AT + "/stop", "{\"price\":\"49400\"}");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(TestApi.tree(second).get("found").asText())
        .isEqualTo(Fixtures.POSITION + "/1: move the stop to 49500");
  }

  @Test
  void whatIsSoAlreadyIsSaidToBeSo() {
    JsonNode json = TestApi.tree(api.command(AT + "/stop", "{\"price\":\"49000\"}"));

    assertThat(json.get("changed").asBoolean()).isFalse();
    assertThat(json.get("message").asText()).contains("already");
  }

  @Test
  void aRefusedInstructionLeavesItsKeyForTheCorrectedOne() {
    HttpResponse<String> wrong =
        api.command(AT + "/stop", "{\"price\":\"49700\"}", "Idempotency-Key", "s1");
    HttpResponse<String> right =
        api.command(AT + "/stop", "{\"price\":\"49500\"}", "Idempotency-Key", "s1");
    HttpResponse<String> other =
        api.command(AT + "/stop", "{\"price\":\"49400\"}", "Idempotency-Key", "s1");

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(right.statusCode()).isEqualTo(202);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(TestApi.tree(other).get("expected").asText()).contains("Idempotency-Key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/positions/main.qwen_single/BTCUSDT/99/close",
        "/api/positions/nothing/close",
        "/api/positions/%27%3B%20DROP%20TABLE/close",
        "/api/agents/nobody/pause",
      })
  void whatIsNotThereIsNotFound(String path) {
    assertThat(api.command(path, null).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "stop", "target"})
  void commandsToPositionsNeedTokenAndOrigin(String command) {
    String body = "{\"price\":\"49500\"}";

    assertThat(api.post(AT + "/" + command, body).statusCode()).isEqualTo(401);
    assertThat(
            api.post(AT + "/" + command, body, "Authorization", "Bearer wrong-wrong-wrong-wrong")
                .statusCode())
        .isEqualTo(401);
    assertThat(api.command(AT + "/" + command, body, "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aBodyOfTenMegabytesIsRefused() {
    String body = "{\"reason\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    HttpResponse<String> answer = api.command(AT + "/close", body);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(TestApi.tree(answer).path("expected").asText()).isEqualTo("a body of at most 1 MiB");
    assertThat(TestApi.tree(answer).path("action").asText()).contains("Nothing was done");
  }

  @Test
  void thePositionTellsItsInstructions() {
    JsonNode instructions = api.json(AT).get("instructions");

    assertThat(instructions).hasSize(1);
    assertThat(instructions.get(0).get("id").asText()).isEqualTo(Fixtures.POSITION + "/2");
    assertThat(instructions.get(0).get("status").asText()).isEqualTo("UNDER_WAY");
    assertThat(instructions.get(0).get("price").asText()).isEqualTo("49500");
    assertThat(instructions.get(0).get("reason").asText()).isEqualTo("<b>tighter</b>");
  }

  @Test
  void aTargetIsCancelledAndAStopIsNot() {
    HttpResponse<String> target = api.delete("/api/orders/btarget");
    HttpResponse<String> stop = api.delete("/api/orders/" + FakePositionCommands.STOP_ORDER);
    HttpResponse<String> over = api.delete("/api/orders/" + FakePositionCommands.OVER_ORDER);

    assertThat(target.statusCode()).isEqualTo(202);
    assertThat(TestApi.tree(target).get("message").asText()).contains("target is cancelled");
    assertThat(stop.statusCode()).isEqualTo(422);
    assertThat(TestApi.tree(stop).get("code").asText()).isEqualTo("ORDER_PROTECTS");
    assertThat(TestApi.tree(stop).get("action").asText()).contains("move it");
    assertThat(over.statusCode()).isEqualTo(202);
    assertThat(TestApi.tree(over).get("changed").asBoolean()).isFalse();
    assertThat(api.delete("/api/orders/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void anAgentIsPausedResumedAndTakenOut() {
    JsonNode paused = TestApi.tree(api.command("/api/agents/qwen_single/pause", null));
    JsonNode again = TestApi.tree(api.command("/api/agents/qwen_single/pause", null));
    JsonNode resumed = TestApi.tree(api.command("/api/agents/qwen_single/resume", null));
    HttpResponse<String> exit = api.command("/api/agents/qwen_single/exit", null);

    assertThat(paused.get("changed").asBoolean()).isTrue();
    assertThat(paused.get("watch").asText()).isEqualTo("agent/main/qwen_single");
    assertThat(again.get("changed").asBoolean()).isFalse();
    assertThat(resumed.get("message").asText()).contains("decides again");
    assertThat(exit.statusCode()).isEqualTo(202);
    assertThat(TestApi.tree(exit).get("message").asText())
        .contains("1 position is being closed", Fixtures.POSITION);
  }

  @Test
  void aDisabledAgentIsNotPaused() {
    for (String command : List.of("pause", "resume", "exit")) {
      HttpResponse<String> answer = api.command("/api/agents/openai_multi/" + command, null);

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(TestApi.tree(answer).get("code").asText()).isEqualTo("AGENT_DISABLED");
    }
  }

  @Test
  void theDocumentDescribesTheCommands() {
    assertThat(api.get("/openapi/belay.yml").body())
        .contains(
            "/api/positions/{account}/{symbol}/{number}/close",
            "/api/positions/{account}/{symbol}/{number}/stop",
            "/api/positions/{account}/{symbol}/{number}/target",
            "/api/agents/{id}/exit",
            "CloseBody",
            "TargetBody",
            "Idempotency-Key");
  }
}
