package dev.belay.domain.amplifier;

import java.time.Instant;

/** The grid of scheduled votes: with four hours 00, 04, 08, 12, 16 and 20 UTC. */
public final class VoteWindows {
  private VoteWindows() {}

  /** The beginning of the window that the market time lies in. */
  public static Instant start(Instant now, VoteRules rules) {
    long window = rules.window().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), window) * window);
  }

  /** When the next scheduled vote is held. */
  public static Instant next(Instant now, VoteRules rules) {
    return start(now, rules).plus(rules.window());
  }
}
