package dev.belay.api.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What only the application can ask. All may throw or take their time: health waits a moment. */
public interface Probes {

  /** Answers with a word on its state when Temporal does; throws when it doesn't. */
  String temporal();

  /** How the account feed is, as far as this process can tell. */
  FeedState feed();

  /** The account feed. */
  sealed interface FeedState {}

  /**
   * Of this process.
   *
   * @param age wall time since it last heard from the venue; empty before the first time
   */
  record Here(Optional<Duration> age) implements FeedState {}

  /**
   * Of other processes, the workers.
   *
   * @param idle the task queues that no worker asks for tasks
   */
  record Elsewhere(List<String> idle) implements FeedState {}

  /** Disk and database as they were last looked at. */
  Upkeep upkeep();

  /** Which channels of notifications there are, and whether they answer. */
  Notified notifications();
}
