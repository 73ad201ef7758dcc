package dev.belay.simulator.venue;

import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Market time of a simulated market. It runs {@code speed} times as fast as the wall clock, never
 * goes backwards and never passes the high-water mark, which is persisted before it is raised: so a
 * restart that resumes at the mark never shows a time again. If the mark isn't raised for a while
 * (the process was suspended, the database is away), market time stands still and does not leap
 * afterwards.
 */
public final class VenueClock {
  /** How far the mark is kept ahead, in wall milliseconds. */
  static final long LEAD = 1000;

  private final Clock wall;
  private final int speed;
  private final OptionalLong end;
  private final boolean onWall;
  private final AtomicLong shown;
  private volatile Anchor anchor;
  private volatile long highWater;

  private record Anchor(long market, long wall) {}

  /**
   * @param resumeAt market time at which it starts to run
   * @param speed market seconds per wall second, 1 to 10000
   * @param end market time at which it stands still for ever
   */
  public VenueClock(Clock wall, long resumeAt, int speed, OptionalLong end) {
    this(wall, resumeAt, speed, end, false);
  }

  /**
   * Market time that is the wall's: it also passes while nobody looks. Should the wall clock be set
   * back, it stands still until the wall has caught up.
   *
   * @param last market time that may have been shown
   * @param speed 1
   */
  public static VenueClock onWall(Clock wall, long last, int speed) {
    if (speed != 1) {
      throw new IllegalArgumentException(
          "Expected a speed of 1, the wall clock's own, was " + speed);
    }
    return new VenueClock(wall, Math.max(last, wall.millis()), speed, OptionalLong.empty(), true);
  }

  private VenueClock(Clock wall, long resumeAt, int speed, OptionalLong end, boolean onWall) {
    this.onWall = onWall;
    if (speed < 1 || speed > 10_000) {
      throw new IllegalArgumentException("Expected a speed of 1 to 10000, was " + speed);
    }
    this.wall = wall;
    this.speed = speed;
    this.end = end;
    this.anchor = new Anchor(resumeAt, wall.millis());
    this.highWater = resumeAt;
    this.shown = new AtomicLong(resumeAt);
  }

  /** Market time in epoch milliseconds. */
  public long now() {
    long bounded = Math.min(unbounded(), highWater);
    if (end.isPresent()) {
      bounded = Math.min(bounded, end.getAsLong());
    }
    return shown.accumulateAndGet(bounded, Math::max);
  }

  public boolean ended() {
    return end.isPresent() && now() >= end.getAsLong();
  }

  public int speed() {
    return speed;
  }

  /** Wall time in epoch milliseconds. */
  public long wallNow() {
    return wall.millis();
  }

  /** The mark to persist next; {@link #raise} it when that is done. */
  public long nextHighWater() {
    if (unbounded() > highWater && !onWall) {
      anchor = new Anchor(now(), wall.millis());
    }
    return Math.max(highWater, unbounded() + LEAD * speed);
  }

  /** The mark has been persisted. */
  public void raise(long persisted) {
    highWater = Math.max(highWater, persisted);
  }

  /** Stops for good: nothing later than the returned time is ever shown. */
  public long freeze() {
    long last = now();
    highWater = last;
    return last;
  }

  private long unbounded() {
    if (onWall) {
      return wall.millis();
    }
    Anchor from = anchor;
    return from.market + Math.max(0, wall.millis() - from.wall) * speed;
  }
}
