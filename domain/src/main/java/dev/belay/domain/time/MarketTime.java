package dev.belay.domain.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A reading of the venue's clock.
 *
 * @param now market time
 * @param speed market seconds per wall second, at least 1; 1 on a live market
 * @param ended true when a replay has reached the end of its data: market time stands still
 */
public record MarketTime(Instant now, int speed, boolean ended) {

  /** The next point of the interval's grid strictly after both now and the previous one. */
  public Tick next(Duration interval, Instant previous) {
    Instant base = now.isAfter(previous) ? now : previous;
    long step = interval.toMillis();
    Instant asOf = Instant.ofEpochMilli((Math.floorDiv(base.toEpochMilli(), step) + 1) * step);
    return new Tick(asOf, wallUntil(asOf), ended);
  }

  /** Wall time until the market reaches the instant; zero when it has. */
  public Duration wallUntil(Instant instant) {
    long marketMillis = Math.max(0, Duration.between(now, instant).toMillis());
    return Duration.ofMillis(Math.ceilDiv(marketMillis, speed));
  }

  /**
   * Whether a decision for {@code asOf} comes too late: later than half its interval, but never
   * less than {@code floor} of wall time.
   */
  public boolean isStale(Instant asOf, Duration interval, Duration floor) {
    return now.isAfter(validUntil(asOf, interval, floor));
  }

  /** Market time until which a decision for {@code asOf} may still act. */
  public Instant validUntil(Instant asOf, Duration interval, Duration floor) {
    Duration half = interval.dividedBy(2);
    Duration least = floor.multipliedBy(speed);
    return asOf.plus(half.compareTo(least) > 0 ? half : least);
  }
}
