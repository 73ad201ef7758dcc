package dev.belay.activities.venue;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream on a thread of its own. A connection that breaks, does not answer to pings, or tells
 * nothing for too long is made anew, after pauses that double.
 */
final class SteadyStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SteadyStream.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_CHARACTERS = 1 << 20;

  private final String name;
  private final Function<WebSocket.Listener, CompletableFuture<WebSocket>> source;
  private final Listener listener;
  private final Pace pace;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean live;

  /**
   * @param pingEvery wall time between two pings; two without an answer end a connection
   * @param tellsWithin wall time without a message that ends one, too
   */
  record Pace(Duration pingEvery, Duration tellsWithin) {}

  /** Whom it tells; on threads of the connection, which must not be blocked. */
  interface Listener {
    /** It is there: what happened before nobody told. */
    void connected();

    /** Returns why the connection has to end; null to go on. */
    @Nullable String heard(String message);

    /**
     * Comes with each ping.
     *
     * @throws VenueException to have the connection made anew
     */
    default void beat() {}

    /** It is gone. */
    void lost();
  }

  /**
   * Starts at once.
   *
   * @param name for the log
   * @param source connects; what it throws, too, is tried again
   */
  SteadyStream(
      String name,
      Function<WebSocket.Listener, CompletableFuture<WebSocket>> source,
      Listener listener,
      Pace pace) {
    this.name = name;
    this.source = source;
    this.listener = listener;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name("stream-" + name).start(this::run);
  }

  /** Whether it is connected, and what happens is told. */
  boolean isLive() {
    return live;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    boolean said = false;
    while (!closed) {
      String why;
      try {
        Connection connection = new Connection();
        WebSocket socket =
            source.apply(connection).get(CONNECTS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (said) {
          log.info("Stream of {}: it is there again", name);
          said = false;
        }
        pause = FIRST_PAUSE;
        live = true;
        listener.connected();
        try {
          why = follow(socket, connection);
        } finally {
          live = false;
          socket.abort();
        }
        listener.lost();
      } catch (InterruptedException e) {
        return;
      } catch (VenueException | ExecutionException | TimeoutException | IllegalStateException e) {
        why = "" + e.getMessage();
      }
      if (!said && !closed) {
        log.info("Stream of {}: not there, the venue is asked instead: {}", name, why);
        said = true;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  /** Until it ends; returns why. */
  private String follow(WebSocket socket, Connection connection) throws InterruptedException {
    long pingEvery = pace.pingEvery().toNanos();
    while (!closed) {
      try {
        return connection.ended.get(pingEvery, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        if (now - connection.heardNanos > 2 * pingEvery) {
          return "silent for more than %d ms".formatted(2 * pace.pingEvery().toMillis());
        }
        if (now - connection.toldNanos > pace.tellsWithin().toNanos()) {
          return "nothing told for more than %d ms".formatted(pace.tellsWithin().toMillis());
        }
      } catch (ExecutionException e) {
        return "" + e.getMessage();
      }
      var unused = socket.sendPing(ByteBuffer.allocate(0));
      listener.beat();
    }
    return "closed";
  }

  /** Reads what comes. */
  private final class Connection implements WebSocket.Listener {
    final CompletableFuture<String> ended = new CompletableFuture<>();
    volatile long heardNanos = System.nanoTime();
    volatile long toldNanos = System.nanoTime();
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      heardNanos = System.nanoTime();
      if (message.length() + part.length() > MOST_CHARACTERS) {
        ended.complete("a message of more than %d characters".formatted(MOST_CHARACTERS));
        return null;
      }
      message.append(part);
      if (last) {
        toldNanos = heardNanos;
        String text = message.toString();
        message.setLength(0);
        String why = listener.heard(text);
        if (why != null) {
          ended.complete(why);
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
      heardNanos = System.nanoTime();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
      heardNanos = System.nanoTime();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ended.complete("closed by the venue with %d %s".formatted(code, Plain.text(reason, 100)));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.complete(Plain.text("" + error.getMessage(), 200));
    }
  }

  /** Ends the connection and its thread; waits at most a second. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      boolean unused = thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
