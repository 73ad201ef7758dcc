package dev.belay.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.ledger.read.Counts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real server on a free port over fakes, and a client that can set any header. */
public final class TestApi implements AutoCloseable {
  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
  }

  public static final String TOKEN = "0123456789abcdef0123456789abcdef";
  public static final ObjectMapper JSON = new ObjectMapper();

  public final FakeBook book = new FakeBook();
  public final FakeHistory history = new FakeHistory(book);
  public final FakeMarket market = new FakeMarket();
  public final FakeFundCommands commands = new FakeFundCommands();
  public final FakeCapital capital = new FakeCapital();
  public final FakePositionCommands positions = new FakePositionCommands();
  public final FakeAgentCommands agents = new FakeAgentCommands();
  public final FakeProbes probes = new FakeProbes();
  public final FakeExports exports = new FakeExports();
  public final FakeConfig config = new FakeConfig();
  public final FakeJournal journal = new FakeJournal();
  public final FakePrompts prompts = new FakePrompts();
  public final FakeResearch research = new FakeResearch();
  public final FakeAmplifier amplifier = new FakeAmplifier();
  private final EmbeddedServer server;

  /** The market of the venue. */
  volatile MarketInfo info =
      new MarketInfo(
          "synthetic",
          "SIMULATED synthetic mixed, seed 7",
          Instant.parse("2026-01-05T00:00:00Z"),
          null,
          60);

  private final HttpClient client = HttpClient.newHttpClient();

  private TestApi(boolean beyondLoopback, FakeKeyBook keys) {
    ApiSettings settings =
        new ApiSettings(
            TOKEN,
            "127.0.0.1",
            0,
            "paper",
            "main",
            beyondLoopback,
            beyondLoopback ? List.of("belay.example.org", "api:8082") : List.of(),
            () -> info,
            new TemporalInfo(
                "server", true, "found in the cache", "belay-abc", "http://127.0.0.1:8233"),
            () -> new RunStart(new Counts(100, 70, 8, 30, 28, 10), 12),
            id -> new ModelLabel(id.equals("qwen3_32b") ? "Qwen3-32B" : id, true),
            "0.1.0");
    server =
        ApplicationContext.builder()
            .properties(ApiConfiguration.properties(settings))
            .singletons(
                settings, book, history, market, commands, positions, agents, capital, keys, probes,
                exports, config, journal, prompts, research, amplifier)
            .run(EmbeddedServer.class);
  }

  public static TestApi start() {
    return new TestApi(false, new FakeKeyBook());
  }

  /** With the keys of one that ran before, as after a restart. */
  public static TestApi restarted(FakeKeyBook keys) {
    return new TestApi(false, keys);
  }

  public static TestApi beyondLoopback() {
    return new TestApi(true, new FakeKeyBook());
  }

  public int port() {
    return server.getPort();
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** With alternating names and values of headers. */
  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public JsonNode json(String path, String... headers) {
    return tree(get(path, headers));
  }

  public HttpResponse<String> post(String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    if (body == null) {
      return send(request.POST(HttpRequest.BodyPublishers.noBody()).build());
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** With the token. */
  public HttpResponse<String> command(String path, @Nullable String body, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + TOKEN;
    return post(path, body, all);
  }

  /** With the token. */
  public HttpResponse<String> delete(String path) {
    return send(request(path, "Authorization", "Bearer " + TOKEN).DELETE().build());
  }

  public static JsonNode tree(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("Expected JSON, was " + response.body(), e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("No answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
