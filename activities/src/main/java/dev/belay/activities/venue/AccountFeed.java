package dev.belay.activities.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the venue again and again what has happened to the accounts, on a thread of its own. An
 * outage of venue or ledger is waited out with growing pauses and logged once.
 */
public final class AccountFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccountFeed.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What is away when the ledger or Temporal is. */
  private static final String ALL = "all accounts";

  private final AccountPoll poll;
  private final FeedBook book;
  private final Duration interval;
  private final Outages outages = new Outages(log);
  private volatile boolean closed;
  private volatile @Nullable Instant lastHeard;
  private @Nullable Thread thread;

  /**
   * @param interval wall time between two looks, at least 1 ms
   * @param fundingInterval wall time between two looks for funding
   */
  public AccountFeed(
      Venue venue,
      FeedBook book,
      FeedListener listener,
      Duration interval,
      Duration fundingInterval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("Expected an interval of at least 1 ms, was " + interval);
    }
    this.poll = new AccountPoll(venue, book, listener, fundingInterval);
    this.book = book;
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
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** One look at every account; false when venue or ledger are away. */
  private boolean round() {
    try {
      boolean fine = true;
      for (String account : book.accounts()) {
        fine &= closed || look(account);
      }
      outages.over(ALL);
      return fine;
    } catch (RuntimeException e) {
      if (!closed) {
        outages.began(ALL, e);
      }
      return false;
    }
  }

  private boolean look(String account) {
    try {
      poll.look(account);
      outages.over(account);
      return true;
    } catch (VenueException.Refused e) {
      // This account's own trouble, such as a key withdrawn: the others go on at their pace.
      outages.began(account, e);
      return true;
    } catch (VenueException e) {
      if (!closed) {
        outages.began(account, e);
      }
      return false;
    }
  }
}
