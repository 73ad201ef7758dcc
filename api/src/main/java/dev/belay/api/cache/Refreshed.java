package dev.belay.api.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value read anew when it is older than allowed, by one reader at a time. A caller waits for it
 * only so long, and not at all while the last one is not older than twice what is allowed; then it
 * takes the last one: a source that hangs holds nobody up. Never throws.
 */
public final class Refreshed<T> {
  private final Duration maxAge;
  private final Duration patience;
  private final UnaryOperator<T> source;
  private final LongSupplier nanoClock;
  private T value;
  private boolean known;
  private long readAt;
  private @Nullable String failure;
  private @Nullable CompletableFuture<Void> reading;

  /**
   * @param patience how long a caller waits when there already is a value; ten times as long for
   *     the first one, at least two seconds
   * @param first stands in until the first read succeeds
   * @param source makes the next value from the last; may throw
   */
  public Refreshed(Duration maxAge, Duration patience, T first, UnaryOperator<T> source) {
    this(maxAge, patience, first, source, System::nanoTime);
  }

  Refreshed(
      Duration maxAge, Duration patience, T first, UnaryOperator<T> source, LongSupplier clock) {
    this.maxAge = maxAge;
    this.patience = patience;
    this.value = first;
    this.source = source;
    this.nanoClock = clock;
    this.readAt = clock.getAsLong() - maxAge.toNanos() - 1;
  }

  /**
   * The value, read anew if it is too old and its source answers in time; at most twice as old as
   * told where the source answers at all.
   */
  public T get() {
    CompletableFuture<Void> pending = startIfDue();
    if (pending != null && !isTolerable()) {
      await(pending);
    }
    synchronized (this) {
      return value;
    }
  }

  /** Why the last read failed; empty when it succeeded. */
  public synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether any read has succeeded. */
  public synchronized boolean isKnown() {
    return known;
  }

  /**
   * Of many callers none waits for a value that only just grew old: the next gets the one that is
   * being read. Whoever asks seldom waits for a new one.
   */
  private synchronized boolean isTolerable() {
    return known && failure == null && nanoClock.getAsLong() - readAt <= 2 * maxAge.toNanos();
  }

  private synchronized @Nullable CompletableFuture<Void> startIfDue() {
    if (reading != null) {
      return reading;
    }
    if (nanoClock.getAsLong() - readAt <= maxAge.toNanos()) {
      return null;
    }
    CompletableFuture<Void> started = new CompletableFuture<>();
    reading = started;
    T last = value;
    Thread.ofVirtual().name("belay-refresh").start(() -> read(last, started));
    return started;
  }

  private void read(T last, CompletableFuture<Void> started) {
    try {
      finish(source.apply(last), null);
    } catch (RuntimeException | Error e) {
      // Whatever the source throws, the last value stands and the next caller tries again.
      finish(null, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } finally {
      started.complete(null);
    }
  }

  private synchronized void finish(@Nullable T read, @Nullable String why) {
    if (read != null) {
      value = read;
      known = true;
    }
    failure = why;
    readAt = nanoClock.getAsLong();
    reading = null;
  }

  private void await(CompletableFuture<Void> pending) {
    Duration wait = patience;
    if (isKnown()) {
      if (patience.isZero()) {
        return;
      }
    } else {
      Duration first = patience.multipliedBy(10);
      wait = first.compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ofSeconds(2) : first;
    }
    try {
      pending.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      synchronized (this) {
        failure = "no answer within %d ms".formatted(wait.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
