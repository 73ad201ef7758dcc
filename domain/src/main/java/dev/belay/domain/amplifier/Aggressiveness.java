package dev.belay.domain.amplifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How boldly to trade; the more cautious come first. */
public enum Aggressiveness {
  CONSERVATIVE,
  MODERATE,
  AGGRESSIVE;

  /** Empty for any other word. */
  public static Optional<Aggressiveness> parse(String word) {
    for (Aggressiveness value : values()) {
      if (value.toString().equals(word)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  @JsonCreator
  static Aggressiveness of(String word) {
    return parse(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected conservative, moderate or aggressive, was \"%s\"".formatted(word)));
  }

  /** The more cautious of the two. */
  public Aggressiveness atMost(Aggressiveness other) {
    return compareTo(other) <= 0 ? this : other;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
