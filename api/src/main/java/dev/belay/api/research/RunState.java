package dev.belay.api.research;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a run is. */
public enum RunState {
  /** Until there is room for it. */
  WAITING,
  /** Being computed. */
  RUNNING,
  DONE,
  /** The command refused it, or broke. */
  FAILED,
  CANCELLED,
  /** The Belay that computed it, or had it wait, ended before it did. */
  BROKEN_OFF;

  @JsonCreator
  public static RunState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether something will still come of it by itself. */
  public boolean isOpen() {
    return this == WAITING || this == RUNNING;
  }

  /** Whether it may be computed anew under the same id. */
  public boolean mayStartAgain() {
    return this == FAILED || this == CANCELLED || this == BROKEN_OFF;
  }
}
