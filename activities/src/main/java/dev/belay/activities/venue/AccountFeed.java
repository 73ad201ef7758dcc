package dev.belay.activities.venue;

import dev.belay.domain.order.ClientOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the venue what has happened to the accounts, on a thread of its own: when an account's
 * stream says that something has, and again and again where there is no stream. An outage of venue
 * or ledger is waited out with growing pauses and logged once.
 */
public final class AccountFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccountFeed.class);
  private static final Duration TOGETHER = Duration.ofMillis(20);
  private static final Duration PING_EVERY = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What is away when the ledger or Temporal is. */
  private static final String ALL = "all accounts";

  private final AccountPoll poll;
  private final FeedBook book;
  private final Duration interval;
  private final @Nullable StreamSource source;
  private final Map<String, UserStream> streams = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> listeners = new ConcurrentHashMap<>();
  private final Map<String, Set<ClientOrderId>> told = new ConcurrentHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private final Outages outages = new Outages(log);
  private volatile boolean closed;
  private volatile @Nullable Instant lastHeard;
  private @Nullable Thread thread;

  /**
   * @param source of the accounts' streams; null to ask only
   * @param interval wall time between two looks, at least 1 ms
   * @param fundingInterval wall time between two looks for funding
   */
  public AccountFeed(
      Venue venue,
      FeedBook book,
      FeedListener listener,
      @Nullable StreamSource source,
      Duration interval,
      Duration fundingInterval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("Expected an interval of at least 1 ms, was " + interval);
    }
    this.poll = new AccountPoll(venue, book, listener, fundingInterval);
    this.book = book;
    this.source = source;
    this.interval = interval;
  }

  /** Starts the thread; once. */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("The account feed runs already");
    }
    thread = Thread.ofPlatform().daemon().name("account-feed").start(this::run);
  }

  /** Wall time of the last look at every account that succeeded; empty before the first. */
  public Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  /** Ends the thread and waits for it, at most 5 s. */
  @Override
  public void close() {
    closed = true;
    streams.values().forEach(UserStream::close);
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      running.interrupt();
      try {
        boolean ended = running.join(Duration.ofSeconds(5));
        if (!ended) {
          log.warn("The account feed did not end within 5 s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    Duration pause = interval;
    while (!closed) {
      boolean fine = round();
      if (fine) {
        lastHeard = Instant.now();
      }
      Duration doubled = pause.multipliedBy(2);
      pause = fine ? interval : doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      try {
        await(System.nanoTime() + pause.toNanos(), fine);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Looks where something is told until all accounts are due; after an outage only waits. */
  private void await(long due, boolean fine) throws InterruptedException {
    while (!closed) {
      long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
      if (left <= 0 || !news.tryAcquire(left, TimeUnit.MILLISECONDS)) {
        return;
      }
      // One change is told as several events.
      Thread.sleep(TOGETHER);
      var unused = news.drainPermits();
      if (fine) {
        for (String account : List.copyOf(told.keySet())) {
          if (!guarded(() -> look(account))) {
            break;
          }
        }
      }
    }
  }

  private void happened(String channel, Optional<ClientOrderId> order) {
    for (String account : listeners.getOrDefault(channel, Set.of())) {
      told.compute(
          account,
          (a, orders) -> {
            Set<ClientOrderId> all = orders == null ? new HashSet<>() : orders;
            order.ifPresent(all::add);
            return all;
          });
    }
    news.release();
  }

  private boolean isStreamed(String account) {
    StreamSource from = source;
    if (from == null) {
      return false;
    }
    String channel = from.channel(account);
    listeners.computeIfAbsent(channel, c -> ConcurrentHashMap.newKeySet()).add(account);
    return streams
        .computeIfAbsent(channel, c -> new UserStream(c, from, this::happened, PING_EVERY))
        .isLive();
  }

  /** One look at every account; false when venue or ledger are away. */
  private boolean round() {
    return guarded(
        () -> {
          boolean fine = true;
          for (String account : book.accounts()) {
            fine &= closed || look(account);
          }
          outages.over(ALL);
          return fine;
        });
  }

  /** False when ledger or Temporal are away. */
  private boolean guarded(BooleanSupplier looks) {
    try {
      return looks.getAsBoolean();
    } catch (RuntimeException e) {
      if (!closed) {
        outages.began(ALL, e);
      }
      return false;
    }
  }

  private boolean look(String account) {
    boolean streamed = isStreamed(account);
    Set<ClientOrderId> orders = told.remove(account);
    try {
      poll.look(account, streamed, orders == null ? null : new AccountPoll.Hint(orders));
      outages.over(account);
      return true;
    } catch (VenueException.Refused e) {
      // This account's own trouble, such as a key withdrawn: the others go on at their pace.
      outages.began(account, e);
      return true;
    } catch (VenueException e) {
      tellAgain(account, orders);
      if (!closed) {
        outages.began(account, e);
      }
      return false;
    } catch (RuntimeException e) {
      tellAgain(account, orders);
      throw e;
    }
  }

  /** What was told is still to be looked at. */
  private void tellAgain(String account, @Nullable Set<ClientOrderId> orders) {
    if (orders != null) {
      told.merge(
          account,
          orders,
          (newer, older) -> {
            newer.addAll(older);
            return newer;
          });
    }
  }
}
