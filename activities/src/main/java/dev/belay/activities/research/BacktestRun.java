package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.ChanceTrades;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.OutcomeSum;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.strategies.classic.ClassicStrategies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A strategy run over its candles, and what to compare it with.
 *
 * @param symbols in order
 * @param held the same rules with buy and hold
 * @param chance its trades at other times
 * @param fingerprint 64 hex digits
 */
public record BacktestRun(
    Study study,
    Parameters parameters,
    Outcome outcome,
    List<OfSymbol> symbols,
    Outcome held,
    ChanceTrades chance,
    String fingerprint) {
  private static final int MOST_DRAWS = 200;

  /** With 19 others, a run that is better than all of them is so by chance in one case of 20. */
  private static final int LEAST_DRAWS = 19;

  private static final int MOST_DRAWN = 3_000_000;
  private static final long SEED = 20_260_101;

  /**
   * One symbol of the run.
   *
   * @param trips of this symbol, in order of time
   * @param equity at the end, fixed point; when it shares an account what its trades came to
   * @param equityClosed as if an open position had been sold
   */
  public record OfSymbol(
      Symbol symbol,
      Candles candles,
      String digest,
      List<RoundTrip> trips,
      int open,
      long equity,
      long equityClosed) {}

  public static BacktestRun of(Study study, Cores cores) {
    Parameters parameters = study.parameters();
    return study.spec().isolated() || study.symbols().size() == 1
        ? alone(study, parameters, cores)
        : together(study, parameters, cores);
  }

  private static BacktestRun alone(Study study, Parameters parameters, Cores cores) {
    OutcomeSum own = new OutcomeSum();
    OutcomeSum held = new OutcomeSum();
    List<OfSymbol> symbols =
        cores.map(
            study.symbols(),
            symbol -> {
              Candles candles = study.candles(symbol);
              Outcome outcome =
                  Backtest.alone(
                      study.entrant(candles, study.kind().make(parameters)),
                      study.rules(),
                      Backtest.FROM_THE_FIRST);
              own.add(outcome);
              held.add(
                  Backtest.alone(hold(study, candles), study.rules(), Backtest.FROM_THE_FIRST));
              return new OfSymbol(
                  candles.symbol(),
                  candles,
                  candles.digest(),
                  outcome.trips(),
                  outcome.open().size(),
                  outcome.equity(),
                  outcome.equityClosed());
            });
    return finished(study, parameters, own.whole(), symbols, held.whole(), cores);
  }

  private static Entrant hold(Study study, Candles candles) {
    StrategyKind kind = StrategyKind.named("buy-and-hold", ClassicStrategies.all());
    return study.entrant(candles, kind.make(kind.parameters(Map.of())));
  }

  private static BacktestRun together(Study study, Parameters parameters, Cores cores) {
    List<Candles> candles = study.allCandles(cores);
    List<String> digests = cores.map(candles, Candles::digest);
    List<Outcome> both =
        cores.map(
            List.of(true, false),
            own ->
                Backtest.together(
                    candles.stream()
                        .map(
                            each ->
                                own
                                    ? study.entrant(each, study.kind().make(parameters))
                                    : hold(study, each))
                        .toList(),
                    study.rules(),
                    Backtest.FROM_THE_FIRST));
    Outcome outcome = both.getFirst();
    List<OfSymbol> symbols = new ArrayList<>();
    for (int i = 0; i < candles.size(); i++) {
      Symbol symbol = candles.get(i).symbol();
      List<RoundTrip> trips =
          outcome.trips().stream()
              .filter(trip -> trip.symbol().equals(symbol))
              .sorted(Comparator.comparingLong(RoundTrip::entryTime))
              .toList();
      long closed = trips.stream().mapToLong(RoundTrip::net).sum();
      long open =
          outcome.open().stream()
              .filter(trip -> trip.symbol().equals(symbol))
              .mapToLong(Outcome.OpenTrip::unrealized)
              .sum();
      int count =
          (int) outcome.open().stream().filter(trip -> trip.symbol().equals(symbol)).count();
      symbols.add(
          new OfSymbol(
              symbol, candles.get(i), digests.get(i), trips, count, closed + open, closed + open));
    }
    return finished(study, parameters, outcome, symbols, both.getLast(), cores);
  }

  /** Fewer where a run has many trades, which tell it from chance in fewer draws. */
  private static int draws(int trips) {
    return Math.clamp(MOST_DRAWN / Math.max(1, trips), LEAST_DRAWS, MOST_DRAWS);
  }

  private static BacktestRun finished(
      Study study,
      Parameters parameters,
      Outcome outcome,
      List<OfSymbol> symbols,
      Outcome held,
      Cores cores) {
    int draws = draws(outcome.trips().size());
    // Many trades take long to digest: beside the draws, which are as many.
    CompletableFuture<String> fingerprint =
        CompletableFuture.supplyAsync(
            () ->
                study
                    .fingerprint("backtest", symbols.stream().map(OfSymbol::digest).toList())
                    .add(parameters.toString())
                    .add(outcome)
                    .hex());
    List<ChanceTrades.OfLane> lanes =
        cores
            .quietly()
            .map(
                IntStream.range(0, symbols.size()).boxed().toList(),
                i ->
                    ChanceTrades.draw(
                        new ChanceTrades.Lane(symbols.get(i).candles(), 0, symbols.get(i).trips()),
                        study.rules(),
                        draws,
                        SEED + i));
    return new BacktestRun(
        study, parameters, outcome, symbols, held, ChanceTrades.of(lanes), fingerprint.join());
  }
}
