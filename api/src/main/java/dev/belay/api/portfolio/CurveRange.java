package dev.belay.api.portfolio;

import dev.belay.api.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far back a curve goes, in market time. */
public enum CurveRange {
  HOUR("1h", Duration.ofHours(1)),
  DAY("1d", Duration.ofDays(1)),
  WEEK("1w", Duration.ofDays(7)),
  /** Since the fund's first mark. */
  ALL("all", null);

  private final String code;
  private final @Nullable Duration span;

  CurveRange(String code, @Nullable Duration span) {
    this.code = code;
    this.span = span;
  }

  /** As in an address: 1h, 1d, 1w or all. */
  public String code() {
    return code;
  }

  @Nullable Duration span() {
    return span;
  }

  /** A day when none is given; throws a problem on any other code. */
  public static CurveRange of(@Nullable String code) {
    if (code == null) {
      return DAY;
    }
    for (CurveRange range : values()) {
      if (range.code.equals(code)) {
        return range;
      }
    }
    throw ProblemException.badRequest(
        "1h, 1d, 1w or all in the parameter \"range\"",
        "\"" + (code.length() <= 20 ? code : code.substring(0, 20) + "…") + "\"",
        "Correct it or leave it out.");
  }
}
