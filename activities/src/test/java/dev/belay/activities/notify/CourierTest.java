package dev.belay.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.belay.testing.FakeHook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CourierTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Logger logger = (Logger) LoggerFactory.getLogger(Courier.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<List<String>> sent = new CopyOnWriteArrayList<>();
  private final List<Instant> tries = new CopyOnWriteArrayList<>();
  private final Waiting waiting = new Waiting();
  private volatile Function<List<Notice>, Sent> answer = notices -> new Sent.Delivered();
  private final Channel channel =
      new Channel() {
        @Override
        public String name() {
          return "fake";
        }

        @Override
        public int most() {
          return 3;
        }

        @Override
        public Duration breath() {
          return Duration.ZERO;
        }

        @Override
        public Sent send(List<Notice> notices) {
          tries.add(Instant.now());
          Sent result = answer.apply(notices);
          if (result instanceof Sent.Delivered) {
            sent.add(notices.stream().map(Notice::id).toList());
          }
          return result;
        }
      };
  private final Courier courier =
      new Courier(
          channel,
          waiting,
          new Patience(Duration.ofMillis(1), Duration.ofMillis(5)),
          InstantSource.system());
  private final Thread thread = Thread.ofVirtual().unstarted(courier);

  /** What is to be told, from memory. */
  private static final class Waiting implements NoticeSource {
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @Override
    public List<Notice> next(int most) {
      if (away) {
        throw new IllegalStateException("the ledger is away");
      }
      return new ArrayList<>(notices.subList(0, Math.min(most, notices.size())));
    }

    @Override
    public void taken(int count) {
      notices.subList(0, count).clear();
    }
  }

  @BeforeEach
  void listen() {
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    logger.addAppender(logged);
    IntStream.range(0, 4)
        .mapToObj(i -> new Notice("" + i, NoticeTopic.HALT, "", Instant.EPOCH, "", new TreeMap<>()))
        .forEach(waiting.notices::add);
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    logger.detachAppender(logged);
  }

  private List<String> warnings() {
    return logged.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void carriesAllInOrder() {
    thread.start();

    FakeHook.await("all told", LIMIT, () -> waiting.notices.isEmpty());
    assertThat(sent).containsExactly(List.of("0", "1", "2"), List.of("3"));
    FakeHook.await("a count", LIMIT, () -> courier.state().told() == 4);
  }

  @Test
  void anOutageIsSaidOnceAndNothingIsLost() {
    answer = notices -> new Sent.Later("HTTP 502", Optional.empty());
    thread.start();
    FakeHook.await("many tries", LIMIT, () -> tries.size() > 8);

    assertThat(courier.state().awaySince()).isNotNull();
    assertThat(courier.state().problem()).isEqualTo("HTTP 502");
    assertThat(waiting.notices).hasSize(4);
    answer = notices -> new Sent.Delivered();
    FakeHook.await("all told", LIMIT, () -> waiting.notices.isEmpty());

    FakeHook.await("an end", LIMIT, () -> courier.state().awaySince() == null);
    assertThat(sent).containsExactly(List.of("0", "1", "2"), List.of("3"));
    assertThat(warnings())
        .containsExactly("No notifications reach fake for now: HTTP 502. Trading goes on");
  }

  @Test
  void aLedgerThatIsAwayIsWaitedFor() {
    waiting.away = true;
    thread.start();
    FakeHook.await("a word", LIMIT, () -> !warnings().isEmpty());
    waiting.away = false;

    FakeHook.await("all told", LIMIT, () -> waiting.notices.isEmpty());
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void theWaitThatIsAskedForIsKept() {
    Duration asked = Duration.ofMillis(400);
    answer =
        notices ->
            tries.size() == 1
                ? new Sent.Later("HTTP 429", Optional.of(asked))
                : new Sent.Delivered();
    thread.start();

    FakeHook.await("all told", LIMIT, () -> waiting.notices.isEmpty());
    assertThat(Duration.between(tries.getFirst(), tries.get(1))).isGreaterThanOrEqualTo(asked);
  }

  @Test
  void oneThatIsRefusedDoesNotHoldUpTheOthers() {
    answer =
        notices ->
            notices.stream().anyMatch(notice -> notice.id().equals("1"))
                ? new Sent.Refused("HTTP 400")
                : new Sent.Delivered();
    thread.start();

    FakeHook.await("all settled", LIMIT, () -> waiting.notices.isEmpty());
    assertThat(sent.stream().flatMap(List::stream)).containsExactly("0", "2", "3");
    FakeHook.await("a count", LIMIT, () -> courier.state().refused() == 1);
    assertThat(warnings()).singleElement().asString().contains("Notification 1 is left out");
  }

  @Test
  void patienceGrowsAndHasAnEnd() {
    Patience patience = Patience.usual();

    assertThat(patience.after(1, Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    assertThat(patience.after(4, Optional.empty())).isEqualTo(Duration.ofSeconds(8));
    assertThat(patience.after(1000, Optional.empty())).isEqualTo(Duration.ofMinutes(5));
    assertThat(patience.after(1, Optional.of(Duration.ofMinutes(40))))
        .isEqualTo(Duration.ofMinutes(40));
    assertThat(patience.after(1, Optional.of(Duration.ofDays(40)))).isEqualTo(Duration.ofHours(6));
  }
}
