package dev.belay.domain.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** Weeks of market time: they begin on Monday at 00:00 UTC, when a fund is reviewed. */
public final class ReviewWeeks {
  /** A review that comes later than half its period is left out. */
  public static final Duration LATEST = Duration.ofHours(84);

  private static final Duration WEEK = Duration.ofDays(7);

  private ReviewWeeks() {}

  /** The Monday at or before the instant. */
  public static Instant floor(Instant instant) {
    return instant
        .atOffset(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .toInstant();
  }

  /**
   * The Monday of the next review: the first after the start that has not been reviewed and is not
   * too long ago.
   *
   * @param started when the fund began
   * @param last the week of the last scheduled review; null before the first
   */
  public static Instant next(Instant started, @Nullable Instant last, Instant now) {
    Instant due = (last == null ? floor(started) : last).plus(WEEK);
    Instant tolerable = floor(now.minus(LATEST));
    Instant earliest = tolerable.plus(LATEST).isBefore(now) ? tolerable.plus(WEEK) : tolerable;
    return due.isBefore(earliest) ? earliest : due;
  }
}
