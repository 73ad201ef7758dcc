package dev.belay.activities.fetch;

import java.time.Duration;

/** How fetching waits, and how it learns that it is to end. */
public interface Pause {
  boolean isStopped();

  /** Waits so long, or until it is to end. */
  void sleep(Duration time);
}
