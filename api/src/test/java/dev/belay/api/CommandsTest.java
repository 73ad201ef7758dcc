package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.portfolio.FundCommands.Resumed;
import dev.belay.api.portfolio.FundCommands.StillFlattening;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
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
  void haltSaysWhatHappensAndWhatToWatch() {
    HttpResponse<String> answer =
        api.command("/api/portfolio/halt", "{\"reason\":\"lunch\",\"by\":\"ann\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode json = TestApi.tree(answer);
    assertThat(json.get("command").asText()).isEqualTo("halt");
    assertThat(json.get("changed").asBoolean()).isTrue();
    assertThat(json.get("message").asText()).contains("lunch").contains("resume");
    assertThat(json.get("watch").asText()).isEqualTo("halt/5");
    assertThat(json.get("watch_at").asText()).isEqualTo("/api/halts");
    assertThat(api.commands.told).containsExactly("halt lunch by ann");
  }

  @Test
  void flattenIsAcceptedWithTheWorkflowToWatch() {
    HttpResponse<String> answer = api.command("/api/portfolio/flatten", null);

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode json = TestApi.tree(answer);
    assertThat(json.get("watch").asText()).startsWith("flatten/main/");
    assertThat(json.get("workflow_url").asText())
        .startsWith("http://127.0.0.1:8233/namespaces/belay-abc/workflows/flatten%2Fmain%2F");
    assertThat(json.get("message").asText()).contains("3 open positions");
  }

  @Test
  void resumeWithoutAHaltSaysThatNothingChanged() {
    api.commands.resume = new Resumed(null);

    JsonNode json = TestApi.tree(api.command("/api/portfolio/resume", "{}"));

    assertThat(json.get("changed").asBoolean()).isFalse();
    assertThat(json.get("watch").isNull()).isTrue();
  }

  @Test
  void resumeIsRefusedWhileAFlattenIsUnderWay() {
    api.commands.resume = new StillFlattening("flatten/main/1", List.of("main.qwen_single"));

    HttpResponse<String> answer = api.command("/api/portfolio/resume", null);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(TestApi.tree(answer).get("found").asText()).contains("main.qwen_single");
  }

  @Test
  void theSameKeyAndBodyIsCarriedOutOnce() {
    String body = "{\"reason\":\"x\"}";
    String first = api.command("/api/portfolio/flatten", body, "Idempotency-Key", "k1").body();
    String again = api.command("/api/portfolio/flatten", body, "Idempotency-Key", "k1").body();

    assertThat(again).isEqualTo(first);
    assertThat(api.commands.told).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    api.command("/api/portfolio/halt", "{\"reason\":\"x\"}", "Idempotency-Key", "k1");

    HttpResponse<String> body =
        api.command("/api/portfolio/halt", "{\"reason\":\"y\"}", "Idempotency-Key", "k1");
    HttpResponse<String> command =
        api.command("/api/portfolio/resume", "{\"reason\":\"x\"}", "Idempotency-Key", "k1");

    assertThat(body.statusCode()).isEqualTo(422);
    assertThat(command.statusCode()).isEqualTo(422);
    assertThat(api.commands.told).hasSize(1);
  }

  @Test
  void theSameKeyGetsTheSameAnswerAfterARestartAndAnotherBodyIsRefused() {
    FakeKeyBook keys = new FakeKeyBook();
    String first;
    try (TestApi before = TestApi.restarted(keys)) {
      first = before.command("/api/portfolio/flatten", "{}", "Idempotency-Key", "k1").body();
    }
    try (TestApi after = TestApi.restarted(keys)) {
      HttpResponse<String> again =
          after.command("/api/portfolio/flatten", "{}", "Idempotency-Key", "k1");
      HttpResponse<String> other =
          after.command("/api/portfolio/flatten", "{\"by\":\"ann\"}", "Idempotency-Key", "k1");

      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(again.body()).isEqualTo(first);
      assertThat(other.statusCode()).isEqualTo(422);
      assertThat(after.commands.told).isEmpty();
    }
  }

  @Test
  void aCommandThatDiedBeforeItsAnswerIsCarriedOutAgainUnderTheSameName() {
    FakeKeyBook keys = new FakeKeyBook();
    try (TestApi before = TestApi.restarted(keys)) {
      before.commands.broken = true;
      before.command("/api/portfolio/flatten", "{}", "Idempotency-Key", "k1");
      try (TestApi after = TestApi.restarted(keys)) {
        HttpResponse<String> other =
            after.command("/api/portfolio/flatten", "{\"by\":\"ann\"}", "Idempotency-Key", "k1");
        HttpResponse<String> again =
            after.command("/api/portfolio/flatten", "{}", "Idempotency-Key", "k1");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(after.commands.told).isEqualTo(before.commands.told);
      }
    }
  }

  @Test
  void aRefusedCommandLeavesItsKeyFree() {
    api.commands.resume = new StillFlattening("flatten/main/1", List.of());
    HttpResponse<String> refused =
        api.command("/api/portfolio/resume", null, "Idempotency-Key", "k3");
    HttpResponse<String> other = api.command("/api/portfolio/halt", null, "Idempotency-Key", "k3");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void simultaneousRequestsOfOneKeyAreOne() throws Exception {
    List<Callable<String>> racers =
        Collections.nCopies(
            8, () -> api.command("/api/portfolio/halt", "{}", "Idempotency-Key", "k4").body());
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      Set<String> answers = new TreeSet<>();
      for (Future<String> answer : pool.invokeAll(racers)) {
        answers.add(answer.get());
      }

      assertThat(answers).hasSize(1);
      assertThat(api.commands.told).hasSize(1);
    }
  }

  @Test
  void withoutAKeyEveryRequestIsCarriedOut() {
    api.command("/api/portfolio/halt", null);
    api.command("/api/portfolio/halt", null);

    assertThat(api.commands.told).hasSize(2);
  }

  @Test
  void aFailedCommandMayBeTriedAgainWithItsKey() {
    api.commands.broken = true;
    HttpResponse<String> failed = api.command("/api/portfolio/halt", null, "Idempotency-Key", "k2");
    api.commands.broken = false;
    HttpResponse<String> again = api.command("/api/portfolio/halt", null, "Idempotency-Key", "k2");

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).doesNotContain("hunter2").doesNotContain("jdbc");
    assertThat(failed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(again.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "7",
        "{\"reason\":{}}",
        "{\"resaon\":\"typo\"}",
        "{\"reason\":\"x\"} trailing",
        "null",
        "{\"by\":\"a\\u0007b\"}",
        "{\"by\":\"a\\u0000b\"}"
      })
  void aBodyThatIsNoCommandIsRefused(String body) {
    HttpResponse<String> answer = api.command("/api/portfolio/halt", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestApi.tree(answer).get("action").asText()).isNotBlank();
    assertThat(api.commands.told).isEmpty();
  }

  @Test
  void aReasonThatIsTooLongIsRefused() {
    String body = "{\"reason\":\"" + "x".repeat(501) + "\"}";

    assertThat(api.command("/api/portfolio/halt", body).statusCode()).isEqualTo(400);
  }

  @Test
  void namesAreDataWhateverTheyLookLike() {
    String name = "'; DROP TABLE belay.orders; -- <script>alert(1)</script>";

    HttpResponse<String> answer = api.command("/api/portfolio/halt", "{\"by\":\"" + name + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(api.commands.told).containsExactly("halt an operator's command by " + name);
  }

  @Test
  void aBodyOfTenMegabytesIsRefused() {
    String body = "{\"reason\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    HttpResponse<String> answer = api.command("/api/portfolio/halt", body);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(api.commands.told).isEmpty();
  }

  @Test
  void anEndlessKeyIsRefused() {
    HttpResponse<String> answer =
        api.command("/api/portfolio/halt", null, "Idempotency-Key", "k".repeat(201));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aLedgerThatIsAwayIsSaidWithoutItsInnerWords() {
    api.book.away = new CannotCreateTransactionException("password=hunter2");

    HttpResponse<String> answer = api.get("/api/portfolio");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("hunter2").contains("ledger does not answer");
  }
}
