package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.strategy.Parameter;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.bias.LookAhead;
import dev.belay.engine.bias.WarmUp;
import dev.belay.engine.fill.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a strategy's history can be believed.
 *
 * @param symbols each by itself
 * @param costs the same run at other costs
 * @param neighbours the same run with each parameter a little off
 */
public record BiasCheck(
    Study study, List<OfSymbol> symbols, List<AtCost> costs, List<Neighbour> neighbours) {
  private static final int WARM_UPS = 5;
  private static final double OFF = 0.1;

  /** What was found with one symbol. */
  public record OfSymbol(Symbol symbol, LookAhead lookAhead, WarmUp warmUp) {}

  /**
   * @param times the costs of the run
   */
  public record AtCost(double times, Outcome outcome) {}

  /** The run with one parameter changed. */
  public record Neighbour(Parameters parameters, Outcome outcome) {}

  /**
   * Looks at all of it.
   *
   * @param samples at how many decisions of each symbol to cut
   */
  public static BiasCheck of(Study study, int samples, Cores cores) {
    Parameters own = study.parameters();
    List<Candles> candles = study.allCandles(cores);
    List<OfSymbol> symbols =
        cores.map(
            candles,
            each ->
                new OfSymbol(
                    each.symbol(),
                    LookAhead.of(() -> study.kind().make(own), each, study.rules(), samples),
                    WarmUp.of(() -> study.kind().make(own), each, study.rules(), WARM_UPS)));
    List<AtCost> costs =
        cores.map(
            List.of(0.0, 0.5, 1.0, 2.0, 3.0),
            times -> new AtCost(times, run(study, candles, own, times)));
    List<Neighbour> neighbours =
        cores.map(
            neighbours(study, own), each -> new Neighbour(each, run(study, candles, each, 1)));
    return new BiasCheck(study, symbols, costs, neighbours);
  }

  private static Outcome run(
      Study study, List<Candles> candles, Parameters parameters, double times) {
    Rules rules = study.rules();
    Terms.Costs costs =
        new Terms.Costs(
            Math.round(rules.costs().makerRate() * times),
            Math.round(rules.costs().takerRate() * times),
            Math.round(rules.costs().slippage() * times));
    Rules dearer = new Rules(rules.cash(), costs, rules.fillAt(), rules.leverage());
    List<Entrant> entrants =
        candles.stream().map(each -> study.entrant(each, study.kind().make(parameters))).toList();
    if (!study.spec().isolated() && candles.size() > 1) {
      return Backtest.together(entrants, dearer, Backtest.FROM_THE_FIRST);
    }
    return Backtest.sum(
        entrants.stream()
            .map(each -> Backtest.alone(each, dearer, Backtest.FROM_THE_FIRST))
            .toList());
  }

  /** Each parameter a tenth off both ways, a whole one by 1 at least; only what is allowed. */
  private static List<Parameters> neighbours(Study study, Parameters own) {
    List<Parameters> all = new ArrayList<>();
    for (Parameter parameter : study.kind().parameters()) {
      double value = own.real(parameter.name());
      double off = parameter.whole() ? Math.max(1, Math.rint(value * OFF)) : value * OFF;
      for (double sign : new double[] {-1, 1}) {
        moved(study, own, parameter.name(), value + sign * off).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<Parameters> moved(
      Study study, Parameters own, String name, double value) {
    Map<String, Double> values = new LinkedHashMap<>(own.values());
    values.put(name, value);
    try {
      return Optional.of(study.kind().parameters(values));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether no decision knew the future. */
  public boolean isClean() {
    return symbols.stream().allMatch(each -> each.lookAhead().isClean());
  }

  /** What a command or an answer says. */
  public Map<String, @Nullable Object> figures() {
    return new Figures()
        .put("strategy", study.kind().name())
        .put("parameters", BacktestFigures.numbers(study.parameters().values()))
        .put("clean", isClean())
        .put("symbols", symbols.stream().map(BiasCheck::told).toList())
        .put("cost_sensitivity", costs.stream().map(BiasCheck::told).toList())
        .put("parameter_stability", stability())
        .values();
  }

  private static Map<String, @Nullable Object> told(OfSymbol each) {
    LookAhead lookAhead = each.lookAhead();
    return new Figures()
        .put("symbol", each.symbol().value())
        .put("decisions", lookAhead.decisions())
        .put("cuts", lookAhead.cuts())
        .put(
            "look_ahead",
            lookAhead.findings().stream()
                .map(
                    f ->
                        new Figures()
                            .put("cut", f.cut().toString())
                            .put("at", f.at().toString())
                            .put("with_all_data", f.whole())
                            .put("without_the_future", f.then())
                            .values())
                .toList())
        .put("warm_up_bars", each.warmUp().bars())
        .put("warm_up_settled", each.warmUp().starts().stream().allMatch(WarmUp.Start::settled))
        .values();
  }

  private static Map<String, @Nullable Object> told(AtCost each) {
    return new Figures()
        .put("costs_times", each.times())
        .amount("final_equity", each.outcome().equity())
        .put("return_pct", returned(each.outcome()))
        .values();
  }

  private Map<String, @Nullable Object> stability() {
    double[] returns =
        neighbours.stream().mapToDouble(each -> returned(each.outcome())).sorted().toArray();
    Figures figures = new Figures().put("neighbours", neighbours.size());
    if (returns.length > 0) {
      figures
          .put("least_return_pct", returns[0])
          .put("middle_return_pct", returns[returns.length / 2])
          .put("most_return_pct", returns[returns.length - 1]);
    }
    return figures
        .put(
            "results",
            neighbours.stream()
                .map(
                    each ->
                        new Figures()
                            .put("params", BacktestFigures.numbers(each.parameters().values()))
                            .amount("final_equity", each.outcome().equity())
                            .put("return_pct", returned(each.outcome()))
                            .values())
                .toList())
        .values();
  }

  private static double returned(Outcome outcome) {
    return ((double) outcome.equity() / outcome.cash() - 1) * 100;
  }
}
