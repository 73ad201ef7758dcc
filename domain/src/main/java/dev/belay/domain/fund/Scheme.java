package dev.belay.domain.fund;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How capital is shared out among the agents that are enabled. */
public enum Scheme {
  @JsonProperty("equal")
  EQUAL,
  /** By rank of return since the last review: winners get more. */
  @JsonProperty("performance")
  PERFORMANCE,
  /** By pace: scalpers, balanced and swing agents. */
  @JsonProperty("strategy")
  STRATEGY,
  /** By weights that an operator gave. */
  @JsonProperty("custom")
  CUSTOM;

  /**
   * @throws IllegalArgumentException if there is no scheme of that name
   */
  @JsonCreator
  public static Scheme of(String code) {
    for (Scheme scheme : values()) {
      if (scheme.toString().equals(code)) {
        return scheme;
      }
    }
    throw new IllegalArgumentException(
        "Expected equal, performance, strategy or custom, was \"%s\"".formatted(code));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
