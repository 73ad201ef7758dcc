package dev.belay.domain.portfolio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.belay.domain.position.Direction;
import java.util.Locale;
import java.util.Optional;

/** What an agent may ask for. */
public enum Action {
  OPEN_LONG,
  OPEN_SHORT,
  CLOSE_LONG,
  CLOSE_SHORT,
  HOLD,
  WAIT;

  @JsonCreator
  public static Action of(String code) {
    return parse(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected open_long, open_short, close_long, close_short, hold or wait, was"
                        + " \"%s\"".formatted(code)));
  }

  public static Optional<Action> parse(String code) {
    for (Action action : values()) {
      if (action.toString().equals(code)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  public boolean opens() {
    return this == OPEN_LONG || this == OPEN_SHORT;
  }

  public boolean closes() {
    return this == CLOSE_LONG || this == CLOSE_SHORT;
  }

  /** The direction opened or closed; of hold and wait there is none. */
  public Optional<Direction> direction() {
    return switch (this) {
      case OPEN_LONG, CLOSE_LONG -> Optional.of(Direction.LONG);
      case OPEN_SHORT, CLOSE_SHORT -> Optional.of(Direction.SHORT);
      case HOLD, WAIT -> Optional.empty();
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
