package dev.belay.domain.amplifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** One of the three agents that vote. */
public enum Voter {
  /** It also watches between votes and may call one. */
  MAIN,
  /** The conservative one. */
  A,
  /** The aggressive one. */
  B;

  /** Empty for a name that no voter has. */
  public static Optional<Voter> parse(String name) {
    for (Voter voter : values()) {
      if (voter.toString().equals(name)) {
        return Optional.of(voter);
      }
    }
    return Optional.empty();
  }

  @JsonCreator
  static Voter of(String name) {
    return parse(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException("Expected main, a or b, was \"%s\"".formatted(name)));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
