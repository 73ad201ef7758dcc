package dev.belay.activities.amplifier;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on a loopback port that answers by path as told, and remembers what it was asked. */
final class FakeSite implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();

  record Answer(int status, String body, Duration delay, boolean drips) {}

  FakeSite() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("Expected a free loopback port", e);
    }
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          Answer answer =
              answers.getOrDefault(
                  exchange.getRequestURI().getPath(), new Answer(404, "", Duration.ZERO, false));
          try (exchange) {
            Thread.sleep(answer.delay());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.status() / 100 == 3) {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
              for (int i = 0; answer.drips() && i < body.length - 1; i++) {
                out.write(body, i, 1);
                out.flush();
                Thread.sleep(50);
              }
              if (!answer.drips()) {
                out.write(body);
              }
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  URI at(String path) {
    return base().resolve(path);
  }

  FakeSite answers(String path, String body) {
    return answers(path, new Answer(200, body, Duration.ZERO, false));
  }

  FakeSite answers(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
