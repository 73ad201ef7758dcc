package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Fingerprint;
import dev.belay.engine.search.Objective;
import dev.belay.engine.search.Score;
import dev.belay.engine.statistics.CurveStatistics;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.statistics.SharpeSignificance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Many combinations of parameters over the same candles.
 *
 * @param results in the order of the combinations
 * @param best by the objective
 */
public record Sweep(
    Study study,
    Objective objective,
    List<Scored> results,
    Scored best,
    long candles,
    String fingerprint) {

  /** Tries all of them. */
  public static Sweep of(
      Study study, List<Parameters> combinations, Objective objective, Cores cores) {
    List<Candles> candles = study.allCandles(cores);
    CompletableFuture<List<String>> digests =
        CompletableFuture.supplyAsync(() -> candles.stream().map(Candles::digest).toList());
    List<Scored> results =
        cores.map(combinations, each -> scored(study, candles, each, Backtest.FROM_THE_FIRST));
    return of(study, candles, digests.join(), results, objective);
  }

  /** Of results that are there, whoever computed them. */
  static Sweep of(
      Study study,
      List<Candles> candles,
      List<String> digests,
      List<Scored> results,
      Objective objective) {
    Fingerprint fingerprint = study.fingerprint("sweep 1", digests).add(objective.toString());
    results.forEach(each -> add(fingerprint, each));
    return new Sweep(
        study,
        objective,
        results,
        Scored.best(results, objective),
        candles.stream().mapToLong(Candles::size).sum(),
        fingerprint.hex());
  }

  static Scored scored(Study study, List<Candles> candles, Parameters parameters, long from) {
    double year = CurveStatistics.barsPerYear(study.spec().timeframe());
    return new Scored(
        parameters, Score.of(study.run(candles, parameters, from, study.rules().cash()), year));
  }

  static void add(Fingerprint fingerprint, Scored each) {
    Score score = each.score();
    fingerprint.add(each.parameters().toString());
    fingerprint.add(
        score.equity(), score.equityClosed(), score.trades(), score.open(), score.fees());
  }

  /**
   * The probability that the best one's Sharpe ratio is above 0 although it is the best of so many;
   * trials are taken for independent, which neighbours on a grid are not, so it is too strict.
   */
  public Estimate deflatedSharpe() {
    double year = Math.sqrt(CurveStatistics.barsPerYear(study.spec().timeframe()));
    List<Double> known = new ArrayList<>();
    for (Scored each : results) {
      if (!Double.isNaN(each.score().sharpe())) {
        known.add(each.score().sharpe() / year);
      }
    }
    if (known.size() < 2 || Double.isNaN(best.score().sharpe())) {
      return Estimate.unknown("too few combinations have a Sharpe ratio", known.size());
    }
    double mean = known.stream().mapToDouble(x -> x).average().orElse(0);
    double squares = known.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    int bars = (int) Math.min(Integer.MAX_VALUE, candles / study.symbols().size());
    return SharpeSignificance.of(best.score().sharpe() / year, bars, 0, 3)
        .deflated(squares / (known.size() - 1), known.size());
  }

  /** What a command or an answer says. */
  public Map<String, @Nullable Object> figures() {
    return new Figures()
        .put("strategy", study.kind().name())
        .put("combinations", results.size())
        .put("objective", objective.toString())
        .put("best", told(best))
        .estimate("deflated_sharpe", deflatedSharpe())
        .put(
            "deflated_sharpe_convention",
            "of the best combination's Sharpe ratio against the expected maximum of as many independent trials; its returns taken for normal")
        .put("candles", candles)
        .put("results", results.stream().map(Sweep::told).toList())
        .put("fingerprint", fingerprint)
        .values();
  }

  static Map<String, @Nullable Object> told(Scored each) {
    Score score = each.score();
    return new Figures()
        .put("params", BacktestFigures.numbers(each.parameters().values()))
        .amount("final_equity", score.equity())
        .amount("final_equity_closed", score.equityClosed())
        .put("trades", score.trades())
        .put("open_trades", score.open())
        .put("sharpe", known(score.sharpe()))
        .put("calmar", known(score.calmar()))
        .put("max_drawdown_pct", known(score.maxDrawdown() * 100))
        .values();
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
