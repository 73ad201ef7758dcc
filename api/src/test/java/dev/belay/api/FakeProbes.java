package dev.belay.api;

import dev.belay.api.health.Probes;
import java.time.Duration;
import java.util.Optional;

/** Everything answers unless told otherwise. */
public final class FakeProbes implements Probes {
  public volatile boolean temporalAway;
  public volatile Duration feedAge = Duration.ofMillis(700);

  @Override
  public String temporal() {
    if (temporalAway) {
      throw new IllegalStateException("UNAVAILABLE: io exception 10.0.0.1");
    }
    return "answers";
  }

  @Override
  public Optional<Duration> feedAge() {
    return Optional.of(feedAge);
  }
}
