package dev.belay.app.run;

import dev.belay.activities.replay.RoundsAgain.Again;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleDirectory;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.TradingMode;
import dev.belay.engine.fill.Terms;
import dev.belay.engine.statistics.ForecastScores;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.decisions.DecisionRun;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.ReplayMarket;
import dev.belay.simulator.store.Rows.ClockRow;
import dev.belay.simulator.store.Store;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prices on which decisions are carried out: those of the recorded run, or why there are none.
 *
 * @param end market time beyond which there are none; null where they go on
 * @param reason null where there are prices
 */
record ReplayPrices(@Nullable Market market, @Nullable Instant end, @Nullable String reason) {

  /** What came of carrying decisions out. */
  record Compared(
      @Nullable String market, ReplayReport.@Nullable Books books, @Nullable String reason) {}

  /**
   * Finds the market of the books, which somebody else may be serving.
   *
   * @param rows that are asked again, at least one
   * @throws OperatorException if recorded candles are not where they were
   */
  static ReplayPrices of(
      PostgresServer postgres,
      TradingMode mode,
      RunOptions options,
      InstantSource wall,
      List<DecisionRow> rows) {
    Optional<ClockRow> clock = Optional.empty();
    if (!mode.isExchange()) {
      try {
        clock = Store.look(postgres.jdbcUrl(), postgres.user(), postgres.password());
      } catch (SQLException e) {
        return none("the books of the simulated exchange can't be read: " + e.getMessage());
      }
      if (clock.isEmpty()) {
        return none("there are no books of a simulated exchange");
      }
    }
    MarketSpec spec = clock.map(ClockRow::spec).orElse(null);
    if (mode.isExchange() || spec instanceof MarketSpec.Live) {
      return options.market().market() instanceof MarketChoice.Replay(Path folder)
          ? candles(folder, rows)
          : none(
              "the prices of an exchange are nobody's to have again; --market replay:DIR brings candles of that time");
    }
    Instant reached = clock.map(row -> Instant.ofEpochMilli(row.steppedTo())).orElse(null);
    Market market =
        Markets.of(options, wall)
            .apply(new SimulatorServer.Books(Optional.ofNullable(spec), Set.of()));
    return new ReplayPrices(market, reached, null);
  }

  private static ReplayPrices candles(Path folder, List<DecisionRow> rows) {
    try {
      ReplayMarket market = new ReplayMarket(CandleDirectory.load(folder), rows.getFirst().asOf());
      Instant end = Instant.ofEpochMilli(market.to().orElseThrow());
      Instant last = rows.getLast().asOf();
      if (end.isBefore(last)) {
        throw new IllegalArgumentException(
            "Expected candles until the last round, %s, they end at %s".formatted(last, end));
      }
      return new ReplayPrices(market, end, null);
    } catch (BadCandleFile | UncheckedIOException | IllegalArgumentException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected candles of the rounds' time with --market: %s".formatted(e.getMessage()),
          e);
    }
  }

  private static ReplayPrices none(String reason) {
    return new ReplayPrices(null, null, reason);
  }

  /** Carries the recorded decisions out, and those of now, from the same start. */
  Compared compare(AgentSpec agent, List<Again> rounds) {
    Market its = market;
    if (its == null) {
      return new Compared(null, null, reason);
    }
    if (rounds.isEmpty()) {
      return new Compared(its.label(), null, "no round was asked");
    }
    Instant last = rounds.getLast().recorded().asOf();
    Instant until = last.plus(agent.interval());
    if (end != null && until.isAfter(end)) {
      until = end.isAfter(last) ? end : last;
    }
    DecisionRun.Result recorded =
        carryOut(its, agent, rounds, rounds.stream().map(ReplayPrices::recorded).toList(), until);
    DecisionRun.Result replayed =
        carryOut(its, agent, rounds, rounds.stream().map(ReplayPrices::replayed).toList(), until);
    return new Compared(
        its.label(),
        new ReplayReport.Books(
            recorded.startEquity().toString(), until.toString(), book(recorded), book(replayed)),
        null);
  }

  private static DecisionRun.Result carryOut(
      Market market,
      AgentSpec agent,
      List<Again> rounds,
      List<DecisionRun.Round> decided,
      Instant until) {
    return DecisionRun.run(
        market, Terms.Costs.DEFAULT, agent, rounds.getFirst().seen().account(), decided, until);
  }

  private static DecisionRun.Round recorded(Again round) {
    return new DecisionRun.Round(round.recorded().asOf(), recordedDecisions(round));
  }

  private static DecisionRun.Round replayed(Again round) {
    return new DecisionRun.Round(round.recorded().asOf(), replayedDecisions(round));
  }

  /** Those that are valid in form, in their order. */
  static List<Decision> recordedDecisions(Again round) {
    return round.recorded().elements().stream()
        .flatMap(element -> Optional.ofNullable(element.decision()).stream())
        .toList();
  }

  /** The same of the answer of now. */
  static List<Decision> replayedDecisions(Again round) {
    return round.draft().elements().stream()
        .flatMap(element -> Optional.ofNullable(element.decision()).stream())
        .toList();
  }

  private static ReplayReport.Book book(DecisionRun.Result result) {
    return new ReplayReport.Book(
        result.finalEquity().toString(),
        result.pnl().toString(),
        result.fees().toString(),
        result.funding().toString(),
        result.opened(),
        result.closed(),
        result.open(),
        new TreeMap<>(result.refused()),
        confidence(result.forecasts()));
  }

  private static ReplayReport.Confidence confidence(List<DecisionRun.Forecast> forecasts) {
    double[] probabilities =
        forecasts.stream().mapToDouble(DecisionRun.Forecast::probability).toArray();
    boolean[] won = new boolean[forecasts.size()];
    int wins = 0;
    for (int i = 0; i < won.length; i++) {
      won[i] = forecasts.get(i).won();
      wins += won[i] ? 1 : 0;
    }
    ForecastScores scores = ForecastScores.of(probabilities, won);
    return new ReplayReport.Confidence(
        won.length,
        wins,
        scores.brier().value(),
        scores.logLoss().value(),
        scores.calibrationError().value(),
        won.length == 0 ? "no position of an entry has ended" : null);
  }
}
