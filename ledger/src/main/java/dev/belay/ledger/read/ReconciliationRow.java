package dev.belay.ledger.read;

import java.time.Instant;
import java.util.Map;

/**
 * The last reconciliation of a portfolio.
 *
 * @param began wall time
 * @param orders resting or under way, by either side
 * @param positions not over
 * @param differences that did not pass by themselves
 * @param unreachable accounts that the venue did not answer for, and why
 */
public record ReconciliationRow(
    Instant began,
    Instant ended,
    int accounts,
    int orders,
    int positions,
    int differences,
    Map<String, String> unreachable) {
  public ReconciliationRow {
    unreachable = Map.copyOf(unreachable);
  }
}
