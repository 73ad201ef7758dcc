package dev.belay.activities.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.order.ClientOrderId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's stream. What it says only makes somebody ask: an event lost, doubled or out of
 * order costs time, not truth. After a break what happened meanwhile is asked for.
 */
final class UserStream implements AutoCloseable {
  private static final Duration RENEWS_EVERY = Duration.ofMinutes(30);

  /** An account may have nothing to tell for as long as a connection lasts. */
  private static final Duration QUIET = Duration.ofDays(2);

  private final String account;
  private final StreamSource source;
  private final Listener listener;
  private final SteadyStream stream;
  private volatile long renewed = System.nanoTime();

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
    this.stream =
        new SteadyStream(
            account,
            connection -> source.connect(source.listenKey(account), connection),
            new Telling(),
            new SteadyStream.Pace(pingEvery, QUIET));
  }

  /** Whether it is connected, and what happens is told. */
  boolean isLive() {
    return stream.isLive();
  }

  /** Passes on what comes. */
  private final class Telling implements SteadyStream.Listener {
    @Override
    public void connected() {
      renewed = System.nanoTime();
      listener.happened(account, Optional.empty());
    }

    @Override
    public @Nullable String heard(String message) {
      Event event = Event.of(message);
      listener.happened(account, event.order());
      return event.expired() ? "the listen key has expired" : null;
    }

    @Override
    public void beat() {
      if (System.nanoTime() - renewed > RENEWS_EVERY.toNanos()) {
        source.renew(account);
        renewed = System.nanoTime();
      }
    }

    @Override
    public void lost() {
      listener.happened(account, Optional.empty());
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
    stream.close();
  }
}
