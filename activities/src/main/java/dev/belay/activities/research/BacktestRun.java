package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.ChanceTrades;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.Fingerprint;
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

  /**
   * @param print of all that came of it
   * @param chance its trades at other times
   */
  private record Ran(OfSymbol symbol, String print, ChanceTrades.Drawing chance) {}

  private static BacktestRun alone(Study study, Parameters parameters, Cores cores) {
    OutcomeSum own = new OutcomeSum();
    OutcomeSum held = new OutcomeSum();
    List<Ran> all =
        cores.map(
            IntStream.range(0, study.symbols().size()).boxed().toList(),
            i -> {
              Candles candles = study.candles(study.symbols().get(i));
              CompletableFuture<String> digest = CompletableFuture.supplyAsync(candles::digest);
              Outcome outcome =
                  Backtest.alone(
                      study.entrant(candles, study.kind().make(parameters)),
                      study.rules(),
                      Backtest.FROM_THE_FIRST);
              own.add(outcome);
              held.add(
                  Backtest.alone(hold(study, candles), study.rules(), Backtest.FROM_THE_FIRST));
              ChanceTrades.Drawing chance = chance(study, i, candles, outcome.trips());
              // While the candles are at hand.
              var unused = chance.until(LEAST_DRAWS);
              OfSymbol symbol =
                  new OfSymbol(
                      candles.symbol(),
                      candles,
                      digest.join(),
                      outcome.trips(),
                      outcome.open().size(),
                      outcome.equity(),
                      outcome.equityClosed());
              return new Ran(symbol, new Fingerprint().add(outcome).hex(), chance);
            });
    return finished(
        study,
        parameters,
        own.whole(),
        all.stream().map(Ran::symbol).toList(),
        held.whole(),
        all.stream().map(Ran::print).toList(),
        all.stream().map(Ran::chance).toList(),
        cores);
  }

  private static ChanceTrades.Drawing chance(
      Study study, int place, Candles candles, List<RoundTrip> trips) {
    return new ChanceTrades.Drawing(
        new ChanceTrades.Lane(candles, 0, trips), study.rules(), SEED + place);
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
    return finished(
        study,
        parameters,
        outcome,
        symbols,
        both.getLast(),
        List.of(new Fingerprint().add(outcome).hex()),
        IntStream.range(0, symbols.size())
            .mapToObj(i -> chance(study, i, candles.get(i), symbols.get(i).trips()))
            .toList(),
        cores);
  }

  /** Fewer where a run has many trades, which tell it from chance in fewer draws. */
  private static int draws(int trips) {
    return Math.clamp(MOST_DRAWN / Math.max(1, trips), LEAST_DRAWS, MOST_DRAWS);
  }

  /**
   * @param prints of all that came of it, in order
   * @param chance for each symbol
   */
  private static BacktestRun finished(
      Study study,
      Parameters parameters,
      Outcome outcome,
      List<OfSymbol> symbols,
      Outcome held,
      List<String> prints,
      List<ChanceTrades.Drawing> chance,
      Cores cores) {
    int draws = draws(outcome.trips().size());
    Fingerprint fingerprint =
        study
            .fingerprint("backtest 2", symbols.stream().map(OfSymbol::digest).toList())
            .add(parameters.toString());
    prints.forEach(fingerprint::add);
    return new BacktestRun(
        study,
        parameters,
        outcome,
        symbols,
        held,
        ChanceTrades.of(cores.quietly().map(chance, each -> each.until(draws))),
        fingerprint.hex());
  }
}
