package dev.belay.api.health;

import java.time.Duration;
import java.util.Optional;

/** What only the application can ask. All may throw or take their time: health waits a moment. */
public interface Probes {

  /** Answers with a word on its state when Temporal does; throws when it doesn't. */
  String temporal();

  /** Wall time since the account feed last heard from the venue; empty before the first time. */
  Optional<Duration> feedAge();

  /** Disk and database as they were last looked at. */
  Upkeep upkeep();
}
