package dev.belay.domain.amplifier;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one agent wants, valid in form. It says how boldly, never how much: sizes are the profile's.
 *
 * @param confidence 0 to 1
 * @param reasoning not blank
 */
public record Ballot(
    Voter voter,
    Stance vote,
    Aggressiveness aggressiveness,
    BigDecimal confidence,
    String reasoning,
    List<String> warnings) {
  public Ballot {
    warnings = List.copyOf(warnings);
    if (confidence.signum() < 0 || confidence.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "Expected a confidence of 0 to 1, was " + confidence.toPlainString());
    }
    if (reasoning.isBlank()) {
      throw new IllegalArgumentException("Expected a ballot with its reasoning, it was blank");
    }
  }
}
