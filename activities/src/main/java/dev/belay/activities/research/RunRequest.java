package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.research.RunSpec;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.search.Objective;
import dev.belay.engine.walkforward.Fold;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what comes out of a sweep or a walk-forward run, as a file: its hash names the
 * run. A trial is one combination, or the training of one in one fold; folds come in order, and in
 * each of them the combinations.
 *
 * @param names of the parameters
 * @param combinations a value for each name
 * @param folds none for a sweep
 * @param digests of the candles of each symbol in their order, then of funding and filters
 * @param codeVersion of the Belay that was asked; another one computes anew
 */
public record RunRequest(
    Kind kind,
    RunSpec run,
    List<String> names,
    List<List<Double>> combinations,
    Objective objective,
    List<Fold> folds,
    List<String> digests,
    String codeVersion) {

  /** What is to be done. */
  public enum Kind {
    SWEEP,
    WALK_FORWARD
  }

  public RunRequest {
    names = List.copyOf(names);
    combinations = List.copyOf(combinations);
    folds = List.copyOf(folds);
    digests = List.copyOf(digests);
    if (combinations.isEmpty() || folds.isEmpty() != (kind == Kind.SWEEP)) {
      throw new IllegalArgumentException(
          "Expected combinations, and folds for a walk-forward run, was %s of %d in %d folds"
              .formatted(kind, combinations.size(), folds.size()));
    }
  }

  /** A sweep. */
  public static RunRequest sweep(
      Study study,
      List<Candles> candles,
      List<Parameters> combinations,
      Objective objective,
      String codeVersion) {
    return of(
        Kind.SWEEP,
        study,
        candles,
        new WalkForward.Plan(combinations, objective, List.of()),
        codeVersion);
  }

  /** A walk-forward run. */
  public static RunRequest walkForward(
      Study study, List<Candles> candles, WalkForward.Plan plan, String codeVersion) {
    return of(Kind.WALK_FORWARD, study, candles, plan, codeVersion);
  }

  private static RunRequest of(
      Kind kind, Study study, List<Candles> candles, WalkForward.Plan plan, String codeVersion) {
    List<String> names = List.copyOf(plan.combinations().getFirst().values().keySet());
    return new RunRequest(
        kind,
        plain(study.spec()),
        names,
        plan.combinations().stream().map(each -> List.copyOf(each.values().values())).toList(),
        plan.objective(),
        plan.folds(),
        study.digests(candles),
        codeVersion);
  }

  /** The same run always in the same words, and wherever it is read. */
  private static RunSpec plain(RunSpec spec) {
    return new RunSpec(
        spec.strategy(),
        spec.parameters(),
        Path.of(spec.data()).toAbsolutePath().normalize().toString(),
        spec.symbols(),
        spec.timeframe(),
        spec.from(),
        spec.to(),
        spec.flatGaps(),
        plain(spec.cash()),
        plain(spec.feeBps()),
        plain(spec.slippageBps()),
        spec.leverage(),
        spec.fillAtClose(),
        spec.isolated(),
        absolute(spec.funding()),
        absolute(spec.filters()));
  }

  private static @Nullable String absolute(@Nullable String path) {
    return path == null ? null : Path.of(path).toAbsolutePath().normalize().toString();
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  /** How many trials there are. */
  public long trials() {
    return (long) combinations.size() * Math.max(1, folds.size());
  }

  /** How many of these candles a trial looks at, about. */
  public long candlesATrial(List<Candles> candles) {
    long all = 0;
    for (Candles each : candles) {
      if (folds.isEmpty()) {
        all += each.size();
      } else {
        long trained = 0;
        for (Fold fold : folds) {
          trained += each.between(fold.trainFrom(), fold.trainTo()).size();
        }
        all += trained / folds.size();
      }
    }
    return all;
  }

  /** What is to be tried, as the study's strategy has it. */
  WalkForward.Plan plan(Study study) {
    List<Parameters> all = new ArrayList<>();
    for (List<Double> values : combinations) {
      Map<String, Double> named = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        named.put(names.get(i), values.get(i));
      }
      all.add(study.kind().parameters(named));
    }
    return new WalkForward.Plan(all, objective, folds);
  }
}
