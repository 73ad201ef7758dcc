package dev.belay.activities.venue;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value read again once it is old; concurrent readers wait for one reading. */
final class Cached<T> {
  private final long lifeNanos;
  private final Supplier<T> source;
  private @Nullable Reading<T> reading;

  private record Reading<T>(T value, long atNanos) {}

  Cached(Duration life, Supplier<T> source) {
    this.lifeNanos = life.toNanos();
    this.source = source;
  }

  synchronized T get() {
    long now = System.nanoTime();
    Reading<T> known = reading;
    if (known != null && now - known.atNanos() < lifeNanos) {
      return known.value();
    }
    // Aged from before the question: the answer may have been true only then.
    T value = source.get();
    reading = new Reading<>(value, now);
    return value;
  }
}
