package dev.belay.domain.risk;

import dev.belay.domain.portfolio.Decision;
import java.time.Instant;

/**
 * An open that was decided.
 *
 * @param decision valid in form; its action opens
 * @param validUntil market time after which it is too late
 */
public record EntryRequest(Decision decision, Instant validUntil) {
  public EntryRequest {
    if (!decision.action().opens()) {
      throw new IllegalArgumentException("Expected an open, was " + decision.action());
    }
  }
}
