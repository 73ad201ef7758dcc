package dev.belay.app.cli;

import dev.belay.activities.research.Study;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.search.Axis;
import dev.belay.engine.search.Grid;
import dev.belay.engine.search.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which combinations of parameters to try, and what for. */
final class SearchFlags {
  /** More are tried only when somebody insists. */
  private static final long MOST = 100_000;

  @Option(
      names = "--grid",
      required = true,
      paramLabel = "K=A..B[..STEP]|K=A,B,C",
      description = "The values to try of a parameter; once for each.")
  List<String> axes = List.of();

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      description =
          "What is to be best: final_equity, final_equity_closed, sharpe, calmar, max_drawdown"
              + " (${DEFAULT-VALUE}).")
  String objective = "final_equity";

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Try only so many of the grid, by chance.")
  @Nullable Integer samples;

  @Option(names = "--seed", paramLabel = "N", description = "Of that chance (${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = "--yes", description = "Try a very large grid without asking.")
  boolean yes;

  Objective goal() {
    return Objective.of(objective);
  }

  /**
   * @throws OperatorException for too many
   * @throws IllegalArgumentException for none
   */
  List<Parameters> combinations(Study study) {
    Grid grid =
        new Grid(study.kind(), study.spec().parameters(), axes.stream().map(Axis::of).toList());
    Integer count = samples;
    if (count != null && count < 1) {
      throw new IllegalArgumentException("Expected --samples of at least 1, was " + count);
    }
    long tried = count == null ? grid.size() : Math.min(count, grid.size());
    if (tried > MOST && !(yes && tried <= Integer.MAX_VALUE)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected at most %,d combinations, was %,d; take fewer values, --samples N%s."
              .formatted(MOST, tried, tried <= Integer.MAX_VALUE ? ", or --yes" : ""));
    }
    List<Parameters> all = count == null ? grid.all() : grid.sample(count, seed);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a combination at least whose values go together, was none of %,d of %s"
              .formatted(grid.size(), study.kind().name()));
    }
    return all;
  }
}
