package dev.belay.app.recovery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param what is broken, for people
 * @param reached the victim died at its point; a case whose point is not passed breaks nothing
 * @param recoveryMs from the death to the next decision of the case's agents; null if none died
 * @param nakedMs the longest that a position was held without a stop at the venue, at most
 * @param problems why it failed; empty when it passed
 */
record CaseResult(
    long seed,
    String what,
    String boundary,
    boolean reached,
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
    problems = List.copyOf(problems);
  }

  @JsonIgnore
  boolean passed() {
    return problems.isEmpty();
  }
}
