package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.export.ExportBook.Range;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** Scripts rely on them: only additions at the end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trades|position_id,agent,symbol,direction,quantity,entry_price,exit_price,leverage,opened_at,closed_at,exit_reason,realized_pnl,fees,funding,net_pnl,r_multiple
          fills|account,symbol,trade_id,order_id,position_id,venue_order_id,side,price,quantity,fee,realized_pnl,maker,as_of,at
          equity|subject,as_of,equity,unrealized_pnl,transfers
          decisions|round_id,agent,as_of,at,outcome,detail,models,stand_in,prompt_versions,round_cost_usd,element,symbol,action,leverage,position_size_usd,stop_loss,take_profit,confidence,risk_usd,refusal_code,refusal_detail,position_id,reasoning,round_reasoning
          income|account,agent,source,kind,symbol,amount,position_id,as_of,at
          """)
  void columnsStay(String what, String columns) {
    HttpResponse<String> csv = api.get("/api/export/" + what);

    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElse(""))
        .contains("main-" + what + ".csv");
    assertThat(csv.body()).startsWith(columns + "\r\n").endsWith("\r\n");
    JsonNode json = api.json("/api/export/" + what + "?format=json");
    assertThat(json.isArray()).isTrue();
    assertThat(names(json.get(0))).containsExactly(columns.split(","));
  }

  private static List<String> names(JsonNode row) {
    List<String> names = new java.util.ArrayList<>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void numbersArePlainAlsoNegativeOnes() {
    assertThat(api.get("/api/export/income").body().lines().toList().get(1))
        .isEqualTo(
            "main.qwen_single,qwen_single,77,FUNDING,BTCUSDT,-0.05,,2026-01-05T12:00:00Z,2026-11-21T08:00:00Z");
    JsonNode row = api.json("/api/export/income?format=json").get(0);
    assertThat(row.get("amount").asText()).isEqualTo("-0.05");
    assertThat(row.get("amount").isTextual()).isTrue();
    assertThat(row.get("position_id").isNull()).isTrue();
    assertThat(api.get("/api/export/decisions").body()).contains(",0.000000120,");
  }

  @Test
  void textsThatASpreadsheetWouldComputeAreDefused() {
    String csv = api.get("/api/export/decisions").body();

    assertThat(csv)
        .contains(",'@SUM(1+1)*cmd|' /C calc'!A0\r\n", ",'=2+3,")
        .contains(",\"a \"\"quoted\"\", long\r\nreason\"\r\n");
    // In JSON nothing computes.
    assertThat(api.json("/api/export/decisions?format=json").get(0).get("refusal_detail").asText())
        .isEqualTo("=2+3");
  }

  @Test
  void aLargeExportComesInPagesAndIsWhole() {
    api.exports.pagesOfTrades = 50;

    assertThat(api.get("/api/export/trades").body().lines()).hasSize(50_001);
    assertThat(api.json("/api/export/trades?format=json")).hasSize(50_000);
  }

  @Test
  void nothingIsAnEmptyFile() {
    api.exports.pagesOfTrades = 0;

    assertThat(api.get("/api/export/trades").body().lines()).hasSize(1);
    assertThat(api.json("/api/export/trades?format=json")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void oneThatBreaksOffIsNeverTakenForWhole(String format) {
    api.exports.pagesOfTrades = 50;
    api.exports.breakAfter = 20;

    assertThatThrownBy(() -> api.get("/api/export/trades?format=" + format))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("No answer");
  }

  @Test
  void aLedgerThatIsAwayIsToldBeforeTheFirstByte() {
    api.exports.away =
        new io.micronaut.transaction.exceptions.CannotCreateTransactionException(
            "connection refused");

    assertThat(api.get("/api/export/trades").statusCode()).isEqualTo(503);
  }

  @Test
  void rangeAndAgentAreHandedOn() {
    HttpResponse<String> unused =
        api.get(
            "/api/export/trades?agent=qwen_single&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z");

    assertThat(api.exports.asked)
        .isEqualTo(
            new Range(
                "main",
                "qwen_single",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:00Z")));
  }

  @Test
  void theDeskHasBooksOfItsOwn() {
    HttpResponse<String> answer = api.get("/api/export/trades?fund=amplifier&agent=desk");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-disposition").orElse(""))
        .contains("amplifier-trades.csv");
    assertThat(api.exports.asked).extracting(Range::fund).isEqualTo("amplifier");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/export/nothing, 404",
    "/api/export/trades?agent=nobody, 404",
    "/api/export/trades?fund=amplifier&agent=qwen_single, 404",
    "/api/export/trades?fund=other, 400",
    "/api/export/trades?agent=a%27%20OR%201=1, 400",
    "/api/export/trades?format=xlsx, 400",
    "/api/export/trades?from=yesterday, 400",
    "/api/export/trades?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, 400",
  })
  void whatCannotBeExportedIsNamed(String path, int status) {
    HttpResponse<String> answer = api.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(TestApi.tree(answer).get("expected").asText()).isNotBlank();
  }
}
