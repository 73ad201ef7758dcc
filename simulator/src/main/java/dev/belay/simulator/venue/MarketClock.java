package dev.belay.simulator.venue;

import dev.belay.domain.time.MarketTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Market time while this process runs: anchored at start, it stands still while nothing runs and
 * never goes backwards, whatever the wall clock does.
 */
public final class MarketClock {
  private final InstantSource wall;
  private final long marketAnchor;
  private final long wallAnchor;
  private final int speed;
  private final OptionalLong end;
  private long latest;

  /**
   * @param resumeAt market time to go on from, epoch milliseconds
   * @param end where it stops for good
   */
  public MarketClock(InstantSource wall, long resumeAt, int speed, OptionalLong end) {
    if (speed < 1 || speed > 10_000) {
      throw new IllegalArgumentException("Expected a speed of 1 to 10000, was " + speed);
    }
    this.wall = wall;
    this.marketAnchor = resumeAt;
    this.wallAnchor = wall.millis();
    this.speed = speed;
    this.end = end;
    this.latest = resumeAt;
  }

  /** Market time in epoch milliseconds. */
  public synchronized long now() {
    long now = marketAnchor + Math.max(0, wall.millis() - wallAnchor) * speed;
    latest = Math.max(latest, Math.min(now, end.orElse(Long.MAX_VALUE)));
    return latest;
  }

  public int speed() {
    return speed;
  }

  public MarketTime read() {
    long now = now();
    boolean ended = end.isPresent() && now >= end.getAsLong();
    return new MarketTime(Instant.ofEpochMilli(now), speed, ended);
  }
}
