package dev.belay.domain.portfolio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an agent's voices become one decision. */
public enum Consensus {
  /** One voice decides. */
  SINGLE,
  /** The majority of actions. */
  VOTING,
  /** The greatest sum of confidences. */
  WEIGHTED,
  /** All valid voices agree. */
  UNANIMOUS;

  @JsonCreator
  public static Consensus of(String code) {
    for (Consensus consensus : values()) {
      if (consensus.toString().equals(code)) {
        return consensus;
      }
    }
    throw new IllegalArgumentException(
        "Expected single, voting, weighted or unanimous, was \"%s\"".formatted(code));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
