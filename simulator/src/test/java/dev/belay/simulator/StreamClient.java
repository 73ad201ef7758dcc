package dev.belay.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Listens to streams as a client of the exchange would. */
final class StreamClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> controls = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  private StreamClient(String uri) {
    socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(uri), this).join();
  }

  static StreamClient open(int port, String pathAndQuery) {
    return new StreamClient("ws://127.0.0.1:" + port + pathAndQuery);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      try {
        heard.add(MAPPER.readTree(part.toString()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    controls.add("ping");
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    controls.add("pong " + message.remaining());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended.complete(code);
    return null;
  }

  /** A connection that broke ends with 1006, as browsers have it. */
  @Override
  public void onError(WebSocket from, Throwable error) {
    ended.complete(1006);
  }

  void send(String message) {
    socket.sendText(message.replace('\'', '"'), true).join();
  }

  void ping(int bytes) {
    socket.sendPing(ByteBuffer.allocate(bytes)).join();
  }

  /** Sends, and gives the answer that carries its id. */
  JsonNode ask(String message, String id) {
    send(message);
    return next(answer -> answer.path("id").asText().equals(id));
  }

  /** The next that is as expected; what comes before is passed over. */
  JsonNode next(Predicate<JsonNode> expected) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    List<JsonNode> passed = new ArrayList<>();
    while (true) {
      JsonNode next = poll(until - System.nanoTime());
      if (next == null) {
        throw new AssertionError("Nothing as expected among " + passed);
      }
      if (expected.test(next)) {
        return next;
      }
      passed.add(next);
    }
  }

  /** All that came until one is as expected, with it. */
  List<JsonNode> until(Predicate<JsonNode> expected) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode unused =
        next(
            event -> {
              all.add(event);
              return expected.test(event);
            });
    return all;
  }

  /** What comes within the time. */
  @Nullable JsonNode poll(Duration within) {
    return poll(within.toNanos());
  }

  private @Nullable JsonNode poll(long nanos) {
    try {
      return heard.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits for a control frame; others before it are passed over.
   *
   * @param expected ping, or pong and its length
   */
  boolean control(String expected) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      String next;
      do {
        next = controls.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      } while (next != null && !next.equals(expected));
      return next != null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code with which the connection ended. */
  int ended() {
    return ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  boolean isOpen() {
    return !ended.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
