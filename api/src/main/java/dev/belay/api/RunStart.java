package dev.belay.api;

import dev.belay.ledger.read.Counts;

/**
 * Where this process began.
 *
 * @param counts of the ledger before its first round
 * @param recovered workflows found open or rebuilt at start
 */
public record RunStart(Counts counts, int recovered) {
  public static final RunStart FRESH = new RunStart(Counts.ZERO, 0);
}
