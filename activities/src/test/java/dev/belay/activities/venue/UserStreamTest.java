package dev.belay.activities.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.activities.venue.UserStream.Event;
import dev.belay.domain.order.ClientOrderId;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserStreamTest {
  private static final ClientOrderId STOP = Intents.stop().id();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Source source = new Source();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final UserStream stream =
      new UserStream(
          Intents.ACCOUNT,
          source,
          (account, order) -> told.add(account + " " + order.map(id -> "" + id).orElse("?")),
          Duration.ofMillis(200));

  @AfterEach
  void close() {
    stream.close();
  }

  /** A venue's side: what was connected, and whether it answers to pings. */
  private static final class Source implements StreamSource {
    final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    volatile boolean refuses;
    volatile boolean answersPings = true;

    @Override
    public String listenKey(String account) {
      if (refuses) {
        throw new VenueException.Unknown("no listen key today");
      }
      keys.add("key" + keys.size());
      return keys.getLast();
    }

    @Override
    public void renew(String account) {}

    @Override
    public CompletableFuture<WebSocket> connect(String listenKey, WebSocket.Listener listener) {
      Socket socket = new Socket(this, listener);
      sockets.add(socket);
      return CompletableFuture.completedFuture(socket);
    }
  }

  private static final class Socket implements WebSocket {
    private final Source source;
    final Listener listener;
    volatile boolean aborted;

    Socket(Source source, Listener listener) {
      this.source = source;
      this.listener = listener;
    }

    void tell(String... parts) {
      for (int i = 0; i < parts.length; i++) {
        var unused = listener.onText(this, parts[i], i == parts.length - 1);
      }
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      if (source.answersPings) {
        var unused = listener.onPong(this, message);
      }
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void request(long n) {}

    @Override
    public String getSubprotocol() {
      return "";
    }

    @Override
    public boolean isOutputClosed() {
      return aborted;
    }

    @Override
    public boolean isInputClosed() {
      return aborted;
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  @Test
  void tellsWhoseOrderAnEventIsAbout() {
    until(() -> stream.isLive() && told.size() == 1);

    source.sockets.getFirst().tell("{\"e\":\"ALGO_UPDATE\",\"o\":{\"caid\":\"", STOP + "\"}}");
    source.sockets.getFirst().tell("{\"e\":\"ORDER_TRADE_UPDATE\",\"o\":{\"c\":\"algo-7\"}}");

    assertThat(told)
        .as("what happened before it was connected, too")
        .containsExactly(
            Intents.ACCOUNT + " ?", Intents.ACCOUNT + " " + STOP, Intents.ACCOUNT + " ?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{\"o\":7}", "{\"o\":{\"c\":{}}}", "NaN"})
  void whateverItCannotReadOnlyMakesSomebodyAsk(String text) {
    assertThat(Event.of(text)).isEqualTo(new Event(false, Optional.empty()));
  }

  @Test
  void aClosedConnectionIsMadeAnewAndTheGapAskedFor() {
    until(() -> told.size() == 1);

    var unused = source.sockets.getFirst().listener.onClose(source.sockets.getFirst(), 1001, "");

    until(() -> source.sockets.size() == 2 && stream.isLive());
    until(() -> told.size() == 3);
    assertThat(source.sockets.getFirst().aborted).isTrue();
  }

  @Test
  void anExpiredListenKeyIsReplaced() {
    until(() -> told.size() == 1);

    source.sockets.getFirst().tell("{\"e\":\"listenKeyExpired\"}");

    until(() -> source.sockets.size() == 2);
    assertThat(source.keys).containsExactly("key0", "key1");
  }

  @Test
  void aConnectionThatIsSilentToPingsIsMadeAnew() {
    until(() -> stream.isLive());
    source.answersPings = false;

    until(() -> source.sockets.size() == 2);
    assertThat(source.sockets.getFirst().aborted).isTrue();
    source.answersPings = true;
    until(() -> stream.isLive());
  }

  @Test
  void aVenueThatRefusesIsTriedAgain() {
    until(() -> stream.isLive());
    source.refuses = true;
    source.sockets.getFirst().tell("{\"e\":\"listenKeyExpired\"}");
    until(() -> !stream.isLive());

    source.refuses = false;

    until(() -> stream.isLive());
  }

  @Test
  void aMessageWithoutEndIsNotKept() {
    until(() -> stream.isLive());
    Socket socket = source.sockets.getFirst();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add("x".repeat(1 << 16));
    }

    socket.tell(parts.toArray(String[]::new));

    until(() -> source.sockets.size() == 2);
  }

  private static void until(BooleanSupplier so) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Expected it within " + LIMIT);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
