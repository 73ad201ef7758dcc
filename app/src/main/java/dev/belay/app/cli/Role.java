package dev.belay.app.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a worker does; each role has a task queue of its own, and any number of workers. */
public enum Role {
  /** Runs the workflows with the ledger's steps, and sees at its start that all of them run. */
  ORCHESTRATION,
  /** Looks at the market and writes prompts and reports. */
  MARKET_DATA,
  /** Sends orders, moves capital, and asks the venue what has happened; the only one with keys. */
  VENUE,
  /** Asks language models; the only one that needs their keys. */
  MODELS,
  /** Sweeps and walk-forward runs, a chunk a core. */
  COMPUTE;

  /** Every role. */
  public static Set<Role> all() {
    return EnumSet.allOf(Role.class);
  }

  /**
   * @throws IllegalArgumentException if there is no such role
   */
  static Role of(String text) {
    for (Role role : values()) {
      if (role.toString().equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "Expected a list of orchestration, market-data, venue, models and compute, was \"%s\""
            .formatted(text));
  }

  /** As on the command line, such as {@code market-data}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
