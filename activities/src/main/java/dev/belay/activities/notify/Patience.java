package dev.belay.activities.notify;

import java.time.Duration;
import java.util.Optional;

/** How long to wait after so many failures in a row, unless the other side said. */
public final class Patience {
  private static final Duration LONGEST_ASKED = Duration.ofHours(6);
  private final Duration first;
  private final Duration longest;

  /**
   * @param first after the first failure; twice as long after each other
   * @param longest whatever comes
   */
  public Patience(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** A second, two, four, up to five minutes. */
  public static Patience usual() {
    return new Patience(Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /**
   * @param failures in a row, at least 1
   * @param asked by the other side; counts where it is longer
   */
  public Duration after(int failures, Optional<Duration> asked) {
    Duration own = first.multipliedBy(1L << Math.min(failures - 1, 20));
    Duration wait = own.compareTo(longest) > 0 ? longest : own;
    Duration theirs = asked.orElse(Duration.ZERO);
    Duration bounded = theirs.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : theirs;
    return bounded.compareTo(wait) > 0 ? bounded : wait;
  }
}
