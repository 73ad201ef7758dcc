package dev.belay.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible chat endpoint on a loopback port that answers from a script: each request
 * takes the next answer, the last one repeats. Remembers what it was asked.
 */
public final class FakeModelServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TOKENS_IN = 1000;
  private static final int TOKENS_OUT = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Answer last = reply("{\"reasoning\":\"nothing to do\",\"decisions\":[]}");

  private FakeModelServer(HttpServer server) {
    this.server = server;
    server.createContext("/v1/chat/completions", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static FakeModelServer start() {
    try {
      return new FakeModelServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new IllegalStateException("Expected a free loopback port", e);
    }
  }

  /** What it was asked. */
  public record Request(Map<String, List<String>> headers, JsonNode body) {}

  /**
   * One step of the script.
   *
   * @param delay before the first byte
   * @param drip between the bytes of the body; zero sends it at once
   */
  public record Answer(
      int status, Map<String, String> headers, String body, Duration delay, Duration drip) {
    /** The same answer, later. */
    public Answer after(Duration wait) {
      return new Answer(status, headers, body, wait, drip);
    }

    /** The same answer, byte by byte. */
    public Answer dripping(Duration pause) {
      return new Answer(status, headers, body, delay, pause);
    }
  }

  /** A chat completion with the text as the model's answer. */
  public static Answer reply(String text) {
    return completion(text, "stop");
  }

  /** A chat completion that ran into its length limit. */
  public static Answer cutOff(String text) {
    return completion(text, "length");
  }

  /** A refusal as endpoints word it. */
  public static Answer error(int status, String code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", message).put("code", code).put("type", code);
    return raw(status, body.toString());
  }

  /** A refusal for too many requests; the header only where it is given. */
  public static Answer rateLimited(@Nullable String retryAfter, String message) {
    Answer plain = error(429, "rate_limit_exceeded", message);
    return retryAfter == null
        ? plain
        : new Answer(
            429, Map.of("retry-after", retryAfter), plain.body(), Duration.ZERO, Duration.ZERO);
  }

  /** Any body with any status. */
  public static Answer raw(int status, String body) {
    return new Answer(status, Map.of(), body, Duration.ZERO, Duration.ZERO);
  }

  private static Answer completion(String text, String finish) {
    ObjectNode body = JSON.createObjectNode();
    body.put("id", "fake-1").put("object", "chat.completion").put("model", "fake-model");
    ObjectNode choice = body.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", finish);
    choice.putObject("message").put("role", "assistant").put("content", text);
    body.putObject("usage")
        .put("prompt_tokens", TOKENS_IN)
        .put("completion_tokens", TOKENS_OUT)
        .put("total_tokens", TOKENS_IN + TOKENS_OUT);
    return raw(200, body.toString());
  }

  /** Adds answers to the script. */
  public FakeModelServer then(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(new Request(Map.copyOf(exchange.getRequestHeaders()), json(exchange)));
      Answer next = script.poll();
      Answer answer = next == null ? last : next;
      last = answer;
      Thread.sleep(answer.delay());
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      write(exchange.getResponseBody(), body, answer.drip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode json(HttpExchange exchange) throws IOException {
    try {
      return JSON.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static void write(OutputStream out, byte[] body, Duration drip)
      throws IOException, InterruptedException {
    if (drip.isZero()) {
      out.write(body);
      return;
    }
    for (byte b : body) {
      out.write(b);
      out.flush();
      Thread.sleep(drip);
    }
  }
}
