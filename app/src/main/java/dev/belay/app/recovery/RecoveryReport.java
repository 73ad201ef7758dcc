package dev.belay.app.recovery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All cases together, as {@code belay verify-recovery --json} prints it.
 *
 * @param duplicates client ids that the venue accepted more than once
 * @param lost orders, fills or decisions that one side has and the other does not
 * @param nakedSMax seconds that a position was held without a stop at the venue, the longest, at
 *     most
 * @param nakedSMaxUp the same over cases in which nothing died
 * @param boundaries how often each was broken
 */
public record RecoveryReport(
    long from,
    int seeds,
    int passed,
    List<Failure> failed,
    int duplicates,
    int lost,
    @JsonProperty("naked_s_max") double nakedSMax,
    @JsonProperty("naked_s_max_up") double nakedSMaxUp,
    int positionDiffs,
    int balanceDiffs,
    int orders,
    int fills,
    Recovery recoveryMs,
    List<Boundary> boundaries,
    long elapsedS) {
  public RecoveryReport {
    failed = List.copyOf(failed);
    boundaries = List.copyOf(boundaries);
  }

  /**
   * A seed that failed.
   *
   * @param again how to run it again
   */
  public record Failure(long seed, String what, List<String> problems, String again) {
    public Failure {
      problems = List.copyOf(problems);
    }
  }

  /** From a death to the next decision; null without one. */
  public record Recovery(@Nullable Long p50, @Nullable Long p95, @Nullable Long max, int samples) {}

  /**
   * @param name who dies where, or which call meets which fault
   * @param cases that were to break it
   * @param hits those in which it broke
   */
  public record Boundary(String name, int cases, int hits, @Nullable Long recoveryMsMax) {}

  @JsonIgnore
  public boolean isPassed() {
    return failed.isEmpty();
  }

  static RecoveryReport of(long from, List<CaseResult> results, long elapsedS) {
    List<Failure> failed = new ArrayList<>();
    for (CaseResult result : results) {
      if (!result.passed()) {
        failed.add(
            new Failure(
                result.seed(),
                result.what(),
                result.problems(),
                "belay verify-recovery --systems %s --from %d --seeds 1"
                    .formatted(result.system(), result.seed())));
      }
    }
    return new RecoveryReport(
        from,
        results.size(),
        results.size() - failed.size(),
        failed,
        results.stream().mapToInt(CaseResult::duplicates).sum(),
        results.stream().mapToInt(CaseResult::lost).sum(),
        seconds(results, true),
        seconds(results, false),
        results.stream().mapToInt(CaseResult::positionDiffs).sum(),
        results.stream().mapToInt(CaseResult::balanceDiffs).sum(),
        results.stream().mapToInt(CaseResult::orders).sum(),
        results.stream().mapToInt(CaseResult::fills).sum(),
        recovery(results),
        boundaries(results),
        elapsedS);
  }

  private static double seconds(List<CaseResult> results, boolean all) {
    return results.stream()
            .filter(result -> all || !result.died())
            .mapToLong(CaseResult::nakedMs)
            .max()
            .orElse(0)
        / 1000.0;
  }

  private static Recovery recovery(List<CaseResult> results) {
    List<Long> taken =
        results.stream().map(CaseResult::recoveryMs).filter(Objects::nonNull).sorted().toList();
    return new Recovery(at(taken, 50), at(taken, 95), at(taken, 100), taken.size());
  }

  private static @Nullable Long at(List<Long> sorted, int percent) {
    return sorted.isEmpty()
        ? null
        : sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1));
  }

  private static List<Boundary> boundaries(List<CaseResult> results) {
    Map<String, List<CaseResult>> byName = new TreeMap<>();
    Map<String, Integer> hits = new TreeMap<>();
    for (CaseResult result : results) {
      for (CaseResult.Break broken : result.breaks()) {
        byName.computeIfAbsent(broken.name(), name -> new ArrayList<>()).add(result);
        hits.merge(broken.name(), broken.happened() ? 1 : 0, Integer::sum);
      }
    }
    return byName.entrySet().stream()
        .map(
            entry ->
                new Boundary(
                    entry.getKey(),
                    entry.getValue().size(),
                    hits.getOrDefault(entry.getKey(), 0),
                    recovery(entry.getValue()).max()))
        .toList();
  }

  /** For people, as Markdown. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | | |
        |---|---|
        | seeds | %d to %d, %d passed |
        | orders, fills at the venue | %d, %d |
        | orders accepted twice | %d |
        | lost orders, fills, decisions | %d |
        | differences of positions, of balances | %d, %d |
        | longest without a stop: across a death, with everything up | %.1f s, %.1f s |
        | from a death to the next decision: p50, p95, max | %s, %s, %s ms |

        | boundary | cases | broken | slowest recovery, ms |
        |---|---|---|---|
        """
            .formatted(
                from,
                from + seeds - 1,
                passed,
                orders,
                fills,
                duplicates,
                lost,
                positionDiffs,
                balanceDiffs,
                nakedSMax,
                nakedSMaxUp,
                recoveryMs.p50(),
                recoveryMs.p95(),
                recoveryMs.max()));
    for (Boundary boundary : boundaries) {
      text.append(
          "| `%s` | %d | %d | %s |%n"
              .formatted(
                  boundary.name(),
                  boundary.cases(),
                  boundary.hits(),
                  boundary.recoveryMsMax() == null ? "–" : boundary.recoveryMsMax()));
    }
    for (Failure failure : failed) {
      text.append("%nseed %d failed: %s%n".formatted(failure.seed(), failure.what()));
      failure.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
      text.append("  again: ").append(failure.again()).append('\n');
    }
    return text.toString();
  }
}
