package dev.belay.api.live;

import dev.belay.api.ApiSettings;
import dev.belay.api.portfolio.HistoryBook;
import dev.belay.ledger.read.HistoryReader.MarkSpan;
import dev.belay.ledger.read.JournalRow;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Looks four times a second for what was journaled since, as long as anybody listens. The ledger is
 * asked and not whoever wrote to it: that may be another process.
 */
@Singleton
@Requires(beans = HistoryBook.class)
final class LiveFeed {
  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final long PAUSE_MILLIS = 250;

  /** Of one account at a look; the rest comes with the next. */
  private static final int MOST = 100;

  private final HistoryBook history;
  private final String portfolio;
  private final Clock clock = Clock.systemUTC();
  // A page too slow to take an event misses it; what it shows it reads from the ledger anyway.
  private final Sinks.Many<LiveEvent> sink = Sinks.many().multicast().directBestEffort();
  private int listeners;
  private @Nullable Thread looking;

  LiveFeed(HistoryBook history, ApiSettings settings) {
    this.history = history;
    this.portfolio = settings.portfolio();
  }

  /** Events from now on. */
  Flux<LiveEvent> events() {
    return sink.asFlux().doOnSubscribe(s -> listen(1)).doFinally(end -> listen(-1));
  }

  private synchronized void listen(int more) {
    listeners += more;
    if (listeners > 0 && looking == null) {
      looking = Thread.ofVirtual().name("belay-live").start(this::look);
    }
  }

  private synchronized boolean isHeard() {
    if (listeners == 0) {
      looking = null;
      return false;
    }
    return true;
  }

  @PreDestroy
  synchronized void stop() {
    listeners = 0;
    if (looking != null) {
      looking.interrupt();
    }
  }

  private void look() {
    Map<String, Long> seen = null;
    Instant mark = null;
    boolean away = false;
    while (isHeard()) {
      try {
        Map<String, Long> heads = history.journalHeads();
        Instant last = history.markSpan().map(MarkSpan::last).orElse(null);
        if (seen == null) {
          seen = new TreeMap<>(heads);
          mark = last;
        }
        tellNew(seen, heads);
        if (last != null && !last.equals(mark)) {
          mark = last;
          tell(new LiveEvent("mark", "mark", "", clock.instant(), "Equity marked as of " + last));
        }
        away = false;
      } catch (RuntimeException e) {
        if (!away) {
          log.warn("Open pages hear nothing new, the ledger does not answer: {}", e.getMessage());
        }
        away = true;
      }
      try {
        Thread.sleep(away ? 4 * PAUSE_MILLIS : PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tellNew(Map<String, Long> seen, Map<String, Long> heads) {
    heads.forEach(
        (account, head) -> {
          long from = seen.getOrDefault(account, 0L);
          if (head > from) {
            List<JournalRow> rows = history.journalAfter(account, from, MOST);
            rows.forEach(row -> tell(event(row)));
            seen.put(account, rows.isEmpty() ? head : rows.getLast().seq());
          }
        });
  }

  private LiveEvent event(JournalRow row) {
    String prefix = portfolio + ".";
    String name = row.account().startsWith(prefix) ? row.account().substring(prefix.length()) : "";
    return new LiveEvent(
        EventText.topic(row.kind()), row.kind(), name, row.recordedAt(), EventText.of(row));
  }

  private void tell(LiveEvent event) {
    Sinks.EmitResult unheard = sink.tryEmitNext(event);
    if (unheard.isFailure() && unheard != Sinks.EmitResult.FAIL_ZERO_SUBSCRIBER) {
      log.debug("An event reached no page: {}", unheard);
    }
  }
}
