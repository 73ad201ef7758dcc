package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static TestApi api;

  @BeforeAll
  static void start() {
    api = TestApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void readsNeedNoTokenOnLoopback() {
    assertThat(api.get("/api/portfolio").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"halt", "resume", "flatten"})
  void commandsNeedTheToken(String command) {
    HttpResponse<String> none = api.post("/api/portfolio/" + command, null);
    HttpResponse<String> wrong =
        api.post("/api/portfolio/" + command, null, "Authorization", "Bearer 0123");

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(TestApi.tree(none).get("action").asText()).contains("belay token");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(api.commands.told).noneMatch(told -> told.startsWith(command + " 0123"));
  }

  @Test
  void aForeignHostIsForbidden() {
    HttpResponse<String> answer = api.get("/api/portfolio", "Host", "evil.example");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = TestApi.tree(answer);
    assertThat(problem.get("found").asText()).isEqualTo("\"evil.example\"");
    assertThat(problem.get("expected").asText()).contains("localhost");
  }

  @Test
  void ourHostWithAnotherPortIsForbidden() {
    assertThat(api.get("/api/portfolio", "Host", "localhost:1").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void loopbackNamesAreOurs(String name) {
    assertThat(api.get("/api/portfolio", "Host", name + ":" + api.port()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://localhost", "http://localhost:1"})
  void aForeignOriginIsForbiddenEvenWithTheToken(String origin) {
    HttpResponse<String> answer = api.command("/api/portfolio/halt", null, "Origin", origin);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(api.get("/", "Origin", origin).statusCode()).isEqualTo(403);
  }

  @Test
  void ourOriginIsFine() {
    String origin = "http://localhost:" + api.port();

    assertThat(api.get("/api/portfolio", "Origin", origin).statusCode()).isEqualTo(200);
  }

  @Test
  void beyondLoopbackReadsNeedTheTokenAndThePageDoesNot() {
    try (TestApi open = TestApi.beyondLoopback()) {
      for (String path : new String[] {"/api/portfolio", "/api/health", "/prometheus"}) {
        assertThat(open.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(open.get(path, "Authorization", "Bearer " + TestApi.TOKEN).statusCode())
            .as(path)
            .isEqualTo(200);
      }
      assertThat(open.get("/page/main.js").statusCode()).isEqualTo(200);
      assertThat(open.get("/openapi/belay.yml").statusCode()).isEqualTo(200);
      for (String path :
          new String[] {
            "/page/../api/portfolio",
            "/health/liveness/../../api/portfolio",
            "/page/..%2Fapi/portfolio",
            "//api/portfolio"
          }) {
        assertThat(open.get(path).body()).as(path).doesNotContain("total_equity");
      }
    }
  }

  @Test
  void aProbeNeedsNoToken() {
    try (TestApi open = TestApi.beyondLoopback()) {
      assertThat(open.get("/health/liveness").body()).isEqualTo("{\"status\":\"up\"}");
      assertThat(open.get("/health/readiness").statusCode()).isEqualTo(200);
      open.book.away = new CannotCreateTransactionException("gone");
      assertThat(open.get("/health/readiness").statusCode()).isEqualTo(503);
      assertThat(open.get("/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void namesThatWereGivenAreOursAsTheyWereGiven() {
    try (TestApi open = TestApi.beyondLoopback()) {
      String[] token = {"Authorization", "Bearer " + TestApi.TOKEN};
      for (String host : new String[] {"belay.example.org", "Belay.Example.org", "api:8082"}) {
        assertThat(open.get("/api/portfolio", "Host", host, token[0], token[1]).statusCode())
            .as(host)
            .isEqualTo(200);
      }
      for (String host : new String[] {"belay.example.org:1", "api", "api:8083", "example.org"}) {
        assertThat(open.get("/api/portfolio", "Host", host, token[0], token[1]).statusCode())
            .as(host)
            .isEqualTo(403);
      }
      String name = "belay.example.org";
      for (String origin : new String[] {"https://" + name, "http://" + name}) {
        assertThat(halt(open, name, origin)).as(origin).isEqualTo(200);
      }
      assertThat(halt(open, name, "https://evil.example")).isEqualTo(403);
    }
  }

  private static int halt(TestApi api, String host, String origin) {
    return api.command("/api/portfolio/halt", null, "Host", host, "Origin", origin).statusCode();
  }

  @Test
  void beyondLoopbackAPageWithoutTheTokenHasNoData() {
    try (TestApi open = TestApi.beyondLoopback()) {
      for (String path : new String[] {"/", "/agents/qwen_single", "/journal", "/settings"}) {
        HttpResponse<String> bare = open.get(path);
        assertThat(bare.statusCode()).as(path).isEqualTo(200);
        assertThat(bare.body()).as(path).contains("shell.js").doesNotContain("Qwen");
        assertThat(open.get(path, "Authorization", "Bearer 0123").statusCode()).isEqualTo(401);
        assertThat(open.get(path, "Authorization", "Bearer " + TestApi.TOKEN).body())
            .as(path)
            .contains("Qwen");
      }
      assertThat(open.get("/api/events").statusCode()).isEqualTo(401);
      assertThat(open.get("/ask/flatten").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void everyAnswerForbidsForeignContent() {
    HttpResponse<String> answer = api.get("/api/portfolio");

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void settingsDoNotShowTheToken() {
    assertThat(api.bean(ApiSettings.class).toString()).doesNotContain(TestApi.TOKEN);
  }
}
