package dev.belay.app.recovery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param system whose trading it broke
 * @param what is broken, for people
 * @param breaks what was to be broken
 * @param recoveryMs from the death to the next decision of the case's agents; null if none died
 * @param nakedMs the longest that a position was held without a stop at the venue, at most
 * @param problems why it failed; empty when it passed
 */
record CaseResult(
    long seed,
    Case.System system,
    String what,
    List<Break> breaks,
    @Nullable Long recoveryMs,
    long nakedMs,
    int orders,
    int fills,
    int duplicates,
    int lost,
    int positionDiffs,
    int balanceDiffs,
    List<String> problems) {
  CaseResult {
    breaks = List.copyOf(breaks);
    problems = List.copyOf(problems);
  }

  /**
   * Something that a case breaks.
   *
   * @param name of the boundary: who dies where, or which call meets which fault
   * @param death rather than a fault of the venue
   * @param happened what is not passed, or not called, breaks nothing
   */
  record Break(String name, boolean death, boolean happened) {}

  /** Whether any process died. */
  boolean died() {
    return breaks.stream().anyMatch(broken -> broken.death() && broken.happened());
  }

  @JsonIgnore
  boolean passed() {
    return problems.isEmpty();
  }
}
