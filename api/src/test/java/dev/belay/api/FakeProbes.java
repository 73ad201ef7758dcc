package dev.belay.api;

import dev.belay.api.health.Notified;
import dev.belay.api.health.Probes;
import dev.belay.api.health.Upkeep;
import dev.belay.ledger.read.DatabaseSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything answers unless told otherwise. */
public final class FakeProbes implements Probes {
  public volatile boolean temporalAway;
  public volatile Duration feedAge = Duration.ofMillis(700);
  public volatile @Nullable FeedState elsewhere;

  @Override
  public String temporal() {
    if (temporalAway) {
      throw new IllegalStateException("UNAVAILABLE: io exception 10.0.0.1");
    }
    return "answers";
  }

  public volatile Upkeep upkeep =
      new Upkeep(
          new Upkeep.Disk(50L << 30, false, false, "51,200 MiB free"),
          new DatabaseSize(
              300 << 20,
              List.of(new DatabaseSize.Table("belay.contents", 200 << 20)),
              12,
              Instant.parse("2026-11-21T08:00:00Z")),
          Duration.ofDays(7));

  @Override
  public Upkeep upkeep() {
    return upkeep;
  }

  public volatile Notified notified = Notified.OFF;

  @Override
  public Notified notifications() {
    return notified;
  }

  @Override
  public FeedState feed() {
    FeedState other = elsewhere;
    return other == null ? new Here(Optional.of(feedAge)) : other;
  }
}
