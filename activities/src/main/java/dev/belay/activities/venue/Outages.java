package dev.belay.activities.venue;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/** Says once that something is away and once that it is back. For one thread. */
final class Outages {
  private final Logger log;
  private final Set<String> away = new HashSet<>();

  Outages(Logger log) {
    this.log = log;
  }

  void began(String what, RuntimeException cause) {
    if (away.add(what)) {
      log.warn("Feed of {}: no news until it answers again: {}", what, cause.getMessage());
    }
  }

  void over(String what) {
    if (away.remove(what)) {
      log.info("Feed of {}: it answers again", what);
    }
  }
}
