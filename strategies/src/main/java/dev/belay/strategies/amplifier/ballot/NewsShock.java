package dev.belay.strategies.amplifier.ballot;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * When so many headlines come at once that the main agent calls a vote between the others: a burst
 * against the same source's day before.
 *
 * @param window that is looked at, 5 minutes to 6 hours
 * @param headlines at least so many in it, 2 to 1,000
 * @param times at least so many times the usual number, above 1, at most 100
 */
public record NewsShock(Duration window, int headlines, double times) {
  public static final NewsShock STANDARD = new NewsShock(Duration.ofMinutes(30), 8, 3);

  /** How far back headlines tell what is usual. */
  public static final Duration PAST = Duration.ofHours(24);

  /** Of less than so many windows nobody knows what is usual. */
  private static final int LEAST_WINDOWS = 4;

  public NewsShock {
    if (window.compareTo(Duration.ofMinutes(5)) < 0
        || window.compareTo(Duration.ofHours(6)) > 0
        || headlines < 2
        || headlines > 1000
        || !(times > 1 && times <= 100)) {
      throw new IllegalArgumentException(
          "Expected news_shock of a window of 5m to 6h, 2 to 1000 headlines and above 1 to 100 times, was %d min, %d, %s"
              .formatted(window.toMinutes(), headlines, times));
    }
  }

  /**
   * Why a vote is called; empty where there is nothing unusual, or too little is known.
   *
   * @param published of every headline there is, in any order
   */
  public Optional<String> at(Collection<Instant> published, Instant now) {
    Instant begin = now.minus(window);
    Instant past = begin.minus(PAST);
    Instant oldest = now;
    int recent = 0;
    int before = 0;
    for (Instant at : published) {
      if (at.isAfter(now) || at.isBefore(past)) {
        continue;
      }
      oldest = at.isBefore(oldest) ? at : oldest;
      if (at.isAfter(begin)) {
        recent++;
      } else {
        before++;
      }
    }
    double windows = (double) Duration.between(oldest, begin).toSeconds() / window.toSeconds();
    if (windows < LEAST_WINDOWS) {
      return Optional.empty();
    }
    double usual = before / windows;
    return recent >= headlines && recent >= times * usual
        ? Optional.of(
            "news: %d headlines within %d min, usually %s"
                .formatted(recent, window.toMinutes(), String.format(Locale.ROOT, "%.1f", usual)))
        : Optional.empty();
  }
}
