package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Fingerprint;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.search.Objective;
import dev.belay.engine.statistics.CurveStatistics;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.walkforward.Fold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters chosen on one stretch of history and judged on the next, again and again. In a test
 * the strategy is first shown the training's candles without trading, so that it is warm; each test
 * starts with what the one before it ended with, as if all had been sold.
 *
 * @param folds in order of time
 * @param outOfSample all tests together, one after the other
 */
public record WalkForward(
    Study study,
    Objective objective,
    int combinations,
    List<Chosen> folds,
    Outcome outOfSample,
    String fingerprint) {

  /**
   * A fold with what was chosen in it.
   *
   * @param chosen the best in training
   * @param tested what came of it in the test
   */
  public record Chosen(Fold fold, Scored chosen, Outcome tested) {}

  /** What is to be tried in which folds. */
  public record Plan(List<Parameters> combinations, Objective objective, List<Fold> folds) {}

  /** One combination in one fold's training. */
  private record Trial(int fold, int combination) {}

  public static WalkForward of(Study study, Plan plan, Cores cores) {
    List<Candles> candles = study.allCandles(cores);
    List<Trial> trials = new ArrayList<>();
    for (int fold = 0; fold < plan.folds().size(); fold++) {
      for (int each = 0; each < plan.combinations().size(); each++) {
        trials.add(new Trial(fold, each));
      }
    }
    List<Scored> scored =
        cores.map(
            trials,
            trial ->
                train(
                    study,
                    candles,
                    plan.folds().get(trial.fold()),
                    plan.combinations().get(trial.combination())));
    return of(study, candles, plan, scored, cores);
  }

  /**
   * Of trainings that are there, whoever did them.
   *
   * @param scored for every fold in turn one of each combination, in their order
   */
  static WalkForward of(
      Study study, List<Candles> candles, Plan plan, List<Scored> scored, Cores cores) {
    int count = plan.combinations().size();
    List<Chosen> folds = new ArrayList<>();
    long cash = study.rules().cash();
    for (int i = 0; i < plan.folds().size(); i++) {
      Fold fold = plan.folds().get(i);
      Scored best = Scored.best(scored.subList(i * count, (i + 1) * count), plan.objective());
      List<Candles> seen = between(candles, fold.trainFrom(), fold.testTo());
      Outcome tested = study.run(seen, best.parameters(), fold.testFrom(), cash);
      folds.add(new Chosen(fold, best, tested));
      cash = tested.equityClosed() / (study.spec().isolated() ? seen.size() : 1);
      if (cash <= 0) {
        break;
      }
    }
    Outcome all = Backtest.chain(folds.stream().map(Chosen::tested).toList());
    Fingerprint fingerprint =
        study
            .fingerprint("walk-forward 1", cores.map(candles, Candles::digest))
            .add(plan.objective().toString());
    for (Chosen each : folds) {
      Fold fold = each.fold();
      fingerprint.add(fold.trainFrom(), fold.trainTo(), fold.testFrom(), fold.testTo());
      Sweep.add(fingerprint, each.chosen());
      fingerprint.add(each.tested());
    }
    scored.forEach(each -> Sweep.add(fingerprint, each));
    return new WalkForward(study, plan.objective(), count, folds, all, fingerprint.hex());
  }

  static Scored train(Study study, List<Candles> candles, Fold fold, Parameters parameters) {
    return Sweep.scored(
        study,
        between(candles, fold.trainFrom(), fold.trainTo()),
        parameters,
        Backtest.FROM_THE_FIRST);
  }

  /** Those that have candles then. */
  private static List<Candles> between(List<Candles> candles, long from, long to) {
    List<Candles> some =
        candles.stream().map(each -> each.between(from, to)).filter(c -> !c.isEmpty()).toList();
    if (some.isEmpty()) {
      throw new ResearchRefused(
          "Expected candles in every fold, found none from %s to %s."
              .formatted(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
    }
    return some;
  }

  /** What a command or an answer says. */
  public Map<String, @Nullable Object> figures() {
    double year = CurveStatistics.barsPerYear(study.spec().timeframe());
    return new Figures()
        .put("strategy", study.kind().name())
        .put("combinations", combinations)
        .put("objective", objective.toString())
        .put("folds", folds.stream().map(each -> told(each, year)).toList())
        .put("out_of_sample", outOfSample(year))
        .put("fingerprint", fingerprint)
        .values();
  }

  private static Map<String, @Nullable Object> told(Chosen each, double year) {
    Fold fold = each.fold();
    Outcome tested = each.tested();
    CurveStatistics curve = BacktestFigures.curve(tested, year);
    return new Figures()
        .time("train_from", fold.trainFrom())
        .time("train_to", fold.trainTo())
        .time("test_from", fold.testFrom())
        .time("test_to", fold.testTo())
        .put("chosen", Sweep.told(each.chosen()))
        .amount("initial_equity", tested.cash())
        .amount("final_equity", tested.equity())
        .amount("final_equity_closed", tested.equityClosed())
        .percent("return_pct", curve.totalReturn())
        .estimate("sharpe", curve.sharpe())
        .percent("max_drawdown_pct", curve.maxDrawdown())
        .put("trades", tested.trips().size())
        .values();
  }

  private Map<String, @Nullable Object> outOfSample(double year) {
    CurveStatistics curve = BacktestFigures.curve(outOfSample, year);
    double[] chosen =
        folds.stream()
            .mapToDouble(f -> f.chosen().score().sharpe())
            .filter(x -> !Double.isNaN(x))
            .toArray();
    double inSample = Arrays.stream(chosen).average().orElse(Double.NaN);
    return new Figures()
        .amount("initial_equity", outOfSample.cash())
        .amount("final_equity", outOfSample.equity())
        .amount("final_equity_closed", outOfSample.equityClosed())
        .percent("return_pct", curve.totalReturn())
        .estimate("sharpe", curve.sharpe())
        .estimate(
            "in_sample_sharpe",
            chosen.length == 0
                ? Estimate.unknown("no training had a Sharpe ratio", 0)
                : new Estimate(inSample, null, chosen.length))
        .estimate("sortino", curve.sortino())
        .estimate("calmar", curve.calmar())
        .percent("max_drawdown_pct", curve.maxDrawdown())
        .put("trades", outOfSample.trips().size())
        .amount("fees", outOfSample.fees())
        .put("bars", outOfSample.curve().size())
        .values();
  }
}
