package dev.belay.activities.venue;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What this computer's address may still ask of the venue in the minute under way, shared by all
 * accounts. Questions are kept back first, then entries, so that what is left is for exits, stops
 * and cancels. The venue's own count, in each answer, corrects ours; after it has refused for too
 * many requests nothing is sent until it may be again, for going on is what gets an address banned.
 * Thread-safe.
 */
final class WeightBudget {
  private static final long MINUTE = 60_000;
  private static final String USED = "x-mbx-used-weight-1m";

  private final InstantSource wall;
  private int limit;
  private long minute;
  private int used;
  private Instant silentUntil = Instant.EPOCH;

  /** How urgent a call is: so much of the limit may be used with it, in percent. */
  enum Urgency {
    /** Prices, statistics, lists: can wait for the next minute. */
    ROUTINE(70),
    /** Entries, and what became of orders. */
    TRADING(85),
    /** Whatever reduces risk. */
    SAFETY(100);

    private final int percent;

    Urgency(int percent) {
      this.percent = percent;
    }
  }

  /** Without a limit until one is known. */
  WeightBudget(InstantSource wall) {
    this.wall = wall;
  }

  /**
   * @param weight in a minute; 0 for no limit
   */
  synchronized void limit(int weight) {
    limit = weight;
  }

  /**
   * Takes the call's weight.
   *
   * @throws VenueException.RateLimited if the call has to wait; nothing was sent then
   */
  synchronized void take(String call, int weight, Urgency urgency) {
    Instant now = wall.instant();
    if (now.isBefore(silentUntil)) {
      throw new VenueException.RateLimited(
          call,
          Duration.between(now, silentUntil).plusMillis(999),
          "not sent, the venue wants to be left alone",
          0);
    }
    turn(now);
    int allowed = (int) ((long) limit * urgency.percent / 100);
    if (limit > 0 && used + weight > allowed) {
      long left = MINUTE - now.toEpochMilli() % MINUTE;
      throw new VenueException.RateLimited(
          call,
          Duration.ofMillis(left + 999),
          "not sent, %d of %d are used this minute and the rest is for what is more urgent than %s"
              .formatted(used, limit, urgency),
          0);
    }
    used += weight;
  }

  /** What the venue says of the minute under way. */
  synchronized void answered(HttpHeaders headers) {
    turn(wall.instant());
    count(headers).ifPresent(said -> used = Math.max(used, said));
  }

  /** The venue has refused for too many requests. */
  synchronized void refused(Duration retryAfter) {
    Instant until = wall.instant().plus(retryAfter);
    silentUntil = until.isAfter(silentUntil) ? until : silentUntil;
  }

  /** Used in the minute under way. */
  synchronized int used() {
    turn(wall.instant());
    return used;
  }

  private void turn(Instant now) {
    long current = now.toEpochMilli() / MINUTE;
    if (current != minute) {
      minute = current;
      used = 0;
    }
  }

  private static Optional<Integer> count(HttpHeaders headers) {
    return headers.firstValue(USED).filter(text -> text.matches("\\d{1,7}")).map(Integer::parseInt);
  }
}
