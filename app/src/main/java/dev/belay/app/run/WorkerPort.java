package dev.belay.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.api.access.HostRule;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where a worker is looked after: {@code /health/liveness} and {@code /health/readiness} for who
 * restarts processes, {@code /prometheus} for who draws their figures. Figures need the token when
 * others than this machine can reach the port, as the API's reads do.
 */
final class WorkerPort implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;
  private static final String ANSWERS = "answers";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer http;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final HostRule hosts;
  private final byte[] expected;
  private final boolean figuresNeedToken;
  private final SortedMap<String, Runnable> servers;
  private final WorkerMeters meters;

  private record Answer(int status, String type, String body) {}

  private WorkerPort(
      HttpServer http,
      String listen,
      String token,
      SortedMap<String, Runnable> servers,
      WorkerMeters meters) {
    this.http = http;
    this.hosts = new HostRule(listen, List.of());
    this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.figuresNeedToken = !Addresses.isLoopback(listen);
    this.servers = servers;
    this.meters = meters;
    http.setExecutor(requests);
    http.createContext("/", this::handle);
  }

  /**
   * Listens until closed.
   *
   * @param servers what it leans on: by name, a question that throws when there is no answer
   * @throws OperatorException if the port is taken
   */
  static WorkerPort open(
      String listen,
      int port,
      String token,
      SortedMap<String, Runnable> servers,
      WorkerMeters meters) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(Addresses.of(listen), port), 64);
      WorkerPort opened = new WorkerPort(http, listen, token, servers, meters);
      http.start();
      return opened;
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected to listen on %s:%d, but %s; choose others with --listen and --port."
              .formatted(listen, port, e.getMessage()),
          e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    // Who scrapes by a service's name brings the token; a foreign page can't.
    if (!hosts.isOurs(host, exchange.getLocalAddress()) && !hasToken(exchange)) {
      return problem(403, "Expected a Host of this worker's address, or the token.");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return problem(405, "Expected GET.");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/health/liveness" -> new Answer(200, JSON, Json.write(Map.of("status", "up")));
      case "/health/readiness" -> readiness();
      case "/prometheus" ->
          figuresNeedToken && !hasToken(exchange)
              ? problem(401, "Expected the header \"Authorization: Bearer TOKEN\".")
              : new Answer(200, TEXT, meters.scrape());
      default -> problem(404, "Expected /health/liveness, /health/readiness or /prometheus.");
    };
  }

  private boolean hasToken(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer problem(int status, String detail) {
    return new Answer(status, JSON, Json.write(Map.of("status", status, "detail", detail)));
  }

  /** Ready while all that it leans on answers. */
  private Answer readiness() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("status", "up");
    servers.forEach((name, question) -> answers.put(name, ask(question)));
    boolean up = servers.keySet().stream().allMatch(name -> ANSWERS.equals(answers.get(name)));
    answers.put("status", up ? "up" : "down");
    return new Answer(up ? 200 : 503, JSON, Json.write(answers));
  }

  private String ask(Runnable question) {
    CompletableFuture<Void> asked = CompletableFuture.runAsync(question, requests);
    try {
      asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ANSWERS;
    } catch (TimeoutException e) {
      return "no answer within %d s".formatted(PATIENCE_SECONDS);
    } catch (ExecutionException e) {
      return "does not answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() {
    http.stop(0);
    requests.shutdownNow();
  }
}
