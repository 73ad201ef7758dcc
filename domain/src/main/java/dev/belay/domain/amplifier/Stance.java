package dev.belay.domain.amplifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a ballot wants of the desk, and what a mandate has it do. */
public enum Stance {
  /** Entries as the profile allows. */
  TRADE,
  /** No new entries; exits go on. */
  HOLD,
  /** Close everything. */
  EXIT;

  /** Empty for any other word. */
  public static Optional<Stance> parse(String word) {
    for (Stance stance : values()) {
      if (stance.toString().equals(word)) {
        return Optional.of(stance);
      }
    }
    return Optional.empty();
  }

  @JsonCreator
  static Stance of(String word) {
    return parse(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected trade, hold or exit, was \"%s\"".formatted(word)));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
