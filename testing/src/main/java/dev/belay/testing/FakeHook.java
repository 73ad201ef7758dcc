package dev.belay.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Somebody who is posted to, on a loopback port; answers as told and remembers what came. */
public final class FakeHook implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers;

  /** What came. */
  public record Request(String path, String body) {}

  /** What is answered; a status of 0 drops the connection. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }

    public Answer with(String header, String value) {
      return new Answer(status, Map.of(header, value), body);
    }
  }

  private FakeHook(HttpServer server, Function<Request, Answer> answers) {
    this.server = server;
    this.answers = answers;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static FakeHook start(Function<Request, Answer> answers) {
    try {
      return new FakeHook(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
          answers);
    } catch (IOException e) {
      throw new IllegalStateException("Expected a free loopback port", e);
    }
  }

  /** Answers otherwise from now on. */
  public void answer(Function<Request, Answer> otherwise) {
    answers = otherwise;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Those whose bodies hold a text. */
  public List<Request> with(String text) {
    return requests.stream().filter(request -> request.body().contains(text)).toList();
  }

  /** Waits for something that comes of requests. */
  public static void await(String what, Duration within, BooleanSupplier holds) {
    long end = System.nanoTime() + within.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Expected %s within %s".formatted(what, within));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestURI().getPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Answer answer = answers.apply(request);
      if (answer.status() == 0) {
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
