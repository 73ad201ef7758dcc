package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.order.ClientOrderId;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's stream, on a thread of its own. What it says only makes somebody ask: an event
 * lost, doubled or out of order costs time, not truth. A connection that breaks, or does not answer
 * to pings, is made anew, and then what happened meanwhile is asked for.
 */
final class UserStream implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UserStream.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
  private static final Duration RENEWS_EVERY = Duration.ofMinutes(30);
  private static final int MOST_CHARACTERS = 1 << 20;

  private final String account;
  private final StreamSource source;
  private final Listener listener;
  private final Duration pingEvery;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean live;

  /** Whom it tells. Called on threads of the connection: must not block. */
  interface Listener {
    /**
     * Something happened to the account.
     *
     * @param order whose; empty when that is not said, or it is not one of ours
     */
    void happened(String account, Optional<ClientOrderId> order);
  }

  /**
   * Starts at once.
   *
   * @param pingEvery wall time between two pings; two without an answer end a connection
   */
  UserStream(String account, StreamSource source, Listener listener, Duration pingEvery) {
    this.account = account;
    this.source = source;
    this.listener = listener;
    this.pingEvery = pingEvery;
    this.thread = Thread.ofVirtual().name("user-stream-" + account).start(this::run);
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
        String key = source.listenKey(account);
        Connection connection = new Connection();
        WebSocket socket =
            source.connect(key, connection).get(CONNECTS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (said) {
          log.info("Stream of {}: it is there again", account);
          said = false;
        }
        pause = FIRST_PAUSE;
        live = true;
        // What happened before it was there nobody told.
        listener.happened(account, Optional.empty());
        try {
          why = follow(socket, connection);
        } finally {
          live = false;
          socket.abort();
        }
        listener.happened(account, Optional.empty());
      } catch (InterruptedException e) {
        return;
      } catch (VenueException | ExecutionException | TimeoutException | IllegalStateException e) {
        why = "" + e.getMessage();
      }
      if (!said && !closed) {
        log.info("Stream of {}: not there, the venue is asked instead: {}", account, why);
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
    long renewed = System.nanoTime();
    while (!closed) {
      try {
        return connection.ended.get(pingEvery.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - connection.heardNanos > 2 * pingEvery.toNanos()) {
          return "silent for more than %d ms".formatted(2 * pingEvery.toMillis());
        }
      } catch (ExecutionException e) {
        return "" + e.getMessage();
      }
      var unused = socket.sendPing(ByteBuffer.allocate(0));
      if (System.nanoTime() - renewed > RENEWS_EVERY.toNanos()) {
        source.renew(account);
        renewed = System.nanoTime();
      }
    }
    return "closed";
  }

  /** Reads what comes. */
  private final class Connection implements WebSocket.Listener {
    final CompletableFuture<String> ended = new CompletableFuture<>();
    volatile long heardNanos = System.nanoTime();
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
        String text = message.toString();
        message.setLength(0);
        told(text);
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

    private void told(String text) {
      Event event = Event.of(text);
      if (event.expired()) {
        ended.complete("the listen key has expired");
      }
      listener.happened(account, event.order());
    }
  }

  /**
   * What an event says, as far as it is believed.
   *
   * @param order of ours that it is about
   */
  record Event(boolean expired, Optional<ClientOrderId> order) {
    private static final Event SOMETHING = new Event(false, Optional.empty());

    static Event of(String text) {
      try {
        JsonNode node = Answers.STRICT.readTree(text);
        if (node == null || !node.isObject()) {
          return SOMETHING;
        }
        String id = node.at("/o/caid").asText(node.at("/o/c").asText(""));
        return new Event(
            node.path("e").asText().equals("listenKeyExpired"),
            ClientOrderId.isOne(id) ? Optional.of(ClientOrderId.of(id)) : Optional.empty());
      } catch (JsonProcessingException e) {
        // Whatever it was: asking does no harm.
        return SOMETHING;
      }
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
