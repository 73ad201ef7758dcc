package dev.belay.activities.venue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server with one prepared answer a call; remembers what it was asked. */
final class StubVenue implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  record Answer(int status, String body, Map<String, String> headers, Duration delay) {}

  record Seen(String call, String query, String body, Map<String, List<String>> headers) {
    /** Query and body as the venue signs them. */
    String parameters() {
      return query + body;
    }
  }

  StubVenue() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  BinanceTransport transport() {
    return new BinanceTransport(
        new BinanceTransport.Settings(
            base(), Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(5)));
  }

  StubVenue on(String call, int status, String body) {
    return on(call, status, body, Map.of());
  }

  StubVenue on(String call, int status, String body, Map<String, String> headers) {
    answers.put(call, new Answer(status, body, headers, Duration.ZERO));
    return this;
  }

  StubVenue slow(String call, Duration delay) {
    answers.put(call, new Answer(200, "{}", Map.of(), delay));
    return this;
  }

  List<String> calls() {
    return seen.stream().map(Seen::call).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    String call = exchange.getRequestMethod() + " " + path;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String asked = query == null ? "" : query;
    seen.add(new Seen(call, asked, body, Map.copyOf(exchange.getRequestHeaders())));
    Answer answer = answerTo(call, asked);
    try {
      Thread.sleep(answer.delay());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The answer prepared for the call with this parameter, else for the call. */
  private Answer answerTo(String call, String query) {
    for (String parameter : query.split("&", -1)) {
      Answer special = answers.get(call + "?" + parameter);
      if (special != null) {
        return special;
      }
    }
    return answers.getOrDefault(
        call, new Answer(404, "no answer prepared for " + call, Map.of(), Duration.ZERO));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
