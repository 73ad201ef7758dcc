package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTest {
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
  void thePageAndItsFilesAreServedFromHere() {
    HttpResponse<String> page = api.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("<title>Belay</title>").doesNotContain("://");
    for (String file : new String[] {"belay.js", "api.js", "dom.js", "format.js", "belay.css"}) {
      HttpResponse<String> answer = api.get("/page/" + file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.body()).as(file).doesNotContain("innerHTML");
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .as(file)
          .contains(file.endsWith("css") ? "text/css" : "javascript");
    }
    assertThat(api.get("/page/belay.svg").headers().firstValue("Content-Type").orElse(""))
        .startsWith("image/svg+xml");
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
            "/api/health:",
            "/api/summary:",
            "/api/halts:",
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
