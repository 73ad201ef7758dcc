package dev.belay.ledger;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A round's identity, read back from its text {@code {portfolio}/{agent}/{asOf}}. */
record RoundId(String portfolio, String agent, Instant asOf) {

  static RoundId parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 3) {
        return new RoundId(parts[0], parts[1], Instant.parse(parts[2]));
      }
    } catch (DateTimeParseException e) {
      // Told below like every other form that does not fit.
    }
    throw new IllegalArgumentException(
        "Expected a round id of portfolio/agent/instant, was \"%s\"".formatted(text));
  }
}
