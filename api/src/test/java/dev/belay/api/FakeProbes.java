package dev.belay.api;

import dev.belay.api.health.Probes;
import java.time.Duration;
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

  @Override
  public FeedState feed() {
    FeedState other = elsewhere;
    return other == null ? new Here(Optional.of(feedAge)) : other;
  }
}
