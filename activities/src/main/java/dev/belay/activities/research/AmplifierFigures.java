package dev.belay.activities.research;

import dev.belay.domain.market.Interval;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.engine.statistics.BlockBootstrap;
import dev.belay.engine.statistics.ClosedTrade;
import dev.belay.engine.statistics.CurveStatistics;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.statistics.TradeStatistics;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.LeftOut;
import dev.belay.strategies.amplifier.Reason;
import dev.belay.strategies.amplifier.Regime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a backtest of the amplifier. */
public final class AmplifierFigures {
  private static final double UNIT = 1e-8;
  private static final int RESAMPLES = 1000;
  private static final long SEED = 20_260_101;
  private static final double YEAR = CurveStatistics.barsPerYear(Interval.H1);

  private AmplifierFigures() {}

  /** What a command or an answer says of it. */
  public static Map<String, @Nullable Object> of(AmplifierBacktest backtest) {
    AmplifierHistory history = backtest.history();
    AmplifierDesk.Run run = backtest.run();
    AmplifierDesk.Tally tally = run.tally();
    AmplifierVerdict verdict = AmplifierVerdict.of(backtest);
    Figures figures =
        new Figures()
            .put("profile", backtest.spec().settings().profile())
            .put("held", verdict.held())
            .put("amplified", verdict.amplified())
            .put("verdict", verdict.sentences())
            .put("from", history.from().toString())
            .put("to", history.to().toString())
            .put("coins", history.coins().size())
            .put("left_out", leftOut(history.universe().leftOut()))
            .put("candles", history.coins().stream().mapToLong(c -> c.size()).sum());
    money(figures, run);
    figures
        .put("cycles", tally.cycles)
        .put("votes", tally.votes)
        .put("revotes", tally.revotes)
        .put("cool_offs", tally.coolOffs)
        .put("momentum_unknown_hours", history.unknown())
        .put("regime_hours", regimes(history))
        .put("entries_in_regime", entries(tally))
        .put("funnel", funnel(tally))
        .put("blocked_cycles", counts(tally.blocked))
        .put("left_out_reasons", counts(tally.out()))
        .put("closed_by_rule", counts(tally.exits))
        .put("closed_by", closedBy(run.outcome().trips()))
        .put("benchmarks", benchmarks(backtest))
        .put("profiles", profiles(backtest))
        .put("cost_sensitivity", costs(backtest))
        .put("walk_forward", walkForward(backtest))
        .put(
            "amplification",
            backtest.amplification().stream().map(AmplifierFigures::group).toList())
        .put("conventions", conventions(backtest))
        .put("fingerprint", backtest.fingerprint());
    return figures.values();
  }

  private static void money(Figures figures, AmplifierDesk.Run run) {
    Outcome outcome = run.outcome();
    CurveStatistics curve =
        CurveStatistics.of(outcome.curve().values(), outcome.cash() * UNIT, YEAR);
    TradeStatistics trades = TradeStatistics.of(closed(outcome));
    figures
        .amount("initial_equity", outcome.cash())
        .amount("final_equity", outcome.equity())
        .amount("final_equity_closed", outcome.equityClosed())
        .put("return_pct", returned(outcome))
        .percent("max_drawdown_pct", curve.maxDrawdown())
        .estimate("sharpe", curve.sharpe())
        .put("trades", outcome.trips().size())
        .put("open_trades", outcome.open().size())
        .percent("win_rate_pct", trades.winRate())
        .estimate("profit_factor", trades.profitFactor())
        .estimate("expectancy", trades.expectancy())
        .estimate("average_bars", trades.averageBars())
        .put("exposure_pct", 100 * run.tally().meanExposure())
        .amount("fees", outcome.fees())
        .amount("turnover", outcome.turnover());
  }

  private static List<ClosedTrade> closed(Outcome outcome) {
    List<ClosedTrade> closed = new ArrayList<>();
    for (RoundTrip trip : outcome.trips()) {
      closed.add(
          new ClosedTrade(
              trip.net() * UNIT,
              trip.cost() * UNIT,
              trip.fees() * UNIT,
              trip.entryTime(),
              trip.exitTime(),
              trip.bars()));
    }
    return closed;
  }

  /** As if all had been sold, in percent. */
  private static double returned(Outcome outcome) {
    return 100 * ((double) outcome.equityClosed() / outcome.cash() - 1);
  }

  private static List<Map<String, String>> leftOut(List<LeftOut> leftOut) {
    List<Map<String, String>> told = new ArrayList<>();
    for (LeftOut each : leftOut) {
      told.add(Map.of("symbol", each.symbol().value(), "reason", each.why().toString()));
    }
    return told;
  }

  private static Map<String, Long> regimes(AmplifierHistory history) {
    Map<String, Long> hours = new LinkedHashMap<>();
    for (Regime each : Regime.values()) {
      hours.put(each.toString(), history.hours(each));
    }
    return hours;
  }

  private static Map<String, Integer> entries(AmplifierDesk.Tally tally) {
    Map<String, Integer> entries = new LinkedHashMap<>();
    for (Regime each : Regime.values()) {
      entries.put(each.toString(), tally.entriesIn.getOrDefault(each, 0));
    }
    return entries;
  }

  private static Map<String, Number> funnel(AmplifierDesk.Tally tally) {
    Map<String, Number> funnel = new LinkedHashMap<>();
    funnel.put("universe", tally.universe);
    funnel.put("liquid", tally.liquid);
    funnel.put("amplifying", tally.amplifying);
    funnel.put("allowed", tally.allowed);
    funnel.put("entered", tally.entries);
    return funnel;
  }

  private static Map<String, Number> counts(Map<Reason, ? extends Number> counts) {
    Map<String, Number> told = new LinkedHashMap<>();
    counts.forEach((reason, count) -> told.put(reason.name(), count));
    return told;
  }

  private static Map<String, Integer> closedBy(List<RoundTrip> trips) {
    Map<String, Integer> exits = new LinkedHashMap<>();
    for (RoundTrip.Exit each : RoundTrip.Exit.values()) {
      int count = (int) trips.stream().filter(trip -> trip.exit() == each).count();
      if (count > 0) {
        exits.put(each.name().toLowerCase(Locale.ROOT), count);
      }
    }
    return exits;
  }

  private static Map<String, @Nullable Object> benchmarks(AmplifierBacktest backtest) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("cash", new Figures().put("return_pct", 0).put("max_drawdown_pct", 0).values());
    all.put("btc_held", held(backtest, backtest.btcHeld()));
    all.put("coins_held", held(backtest, backtest.coinsHeld()));
    all.put(
        "btc_at_same_exposure",
        new Figures().put("return_pct", 100 * (backtest.btcAtExposure() - 1)).values());
    AmplifierChance chance = backtest.chance();
    all.put("random_entries", chance(backtest, chance.anyTime()));
    all.put("random_coins", chance(backtest, chance.sameTime()));
    return all;
  }

  private static Map<String, @Nullable Object> held(AmplifierBacktest backtest, Outcome held) {
    CurveStatistics curve = CurveStatistics.of(held.curve().values(), held.cash() * UNIT, YEAR);
    double[] mine = Daily.returns(backtest.run().outcome().curve());
    double[] theirs = Daily.returns(held.curve());
    Estimate p =
        mine.length == theirs.length
            ? new BlockBootstrap(BlockBootstrap.usualBlock(mine.length), RESAMPLES, SEED)
                .pValue(mine, theirs)
            : Estimate.unknown("the days are not the same", mine.length);
    return new Figures()
        .put("return_pct", returned(held))
        .percent("max_drawdown_pct", curve.maxDrawdown())
        .estimate("sharpe", curve.sharpe())
        .estimate("difference_p", p)
        .values();
  }

  private static Map<String, @Nullable Object> chance(AmplifierBacktest backtest, double[] drawn) {
    if (backtest.run().outcome().trips().isEmpty()) {
      return new Figures().put("p", null).put("p_reason", "no closed trade to draw anew").values();
    }
    return new Figures()
        .put("draws", drawn.length)
        .put("trades_return_pct", 100 * (backtest.chance().actual() - 1))
        .put("median_return_pct", 100 * (AmplifierChance.quantile(drawn, 0.5) - 1))
        .put("low_return_pct", 100 * (AmplifierChance.quantile(drawn, 0.05) - 1))
        .put("high_return_pct", 100 * (AmplifierChance.quantile(drawn, 0.95) - 1))
        .put("p", backtest.chance().pValue(drawn))
        .values();
  }

  private static List<Map<String, @Nullable Object>> profiles(AmplifierBacktest backtest) {
    AmplifierSettings settings = backtest.spec().settings();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < backtest.profiles().size(); i++) {
      Figures figures = new Figures().put("profile", settings.profiles().get(i).name());
      money(figures, backtest.profiles().get(i));
      all.add(figures.values());
    }
    return all;
  }

  private static List<Map<String, @Nullable Object>> costs(AmplifierBacktest backtest) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < AmplifierBacktest.COSTS.size(); i++) {
      Outcome outcome = backtest.atCosts().get(i).outcome();
      all.add(
          new Figures()
              .put("costs_times", AmplifierBacktest.COSTS.get(i))
              .put("return_pct", returned(outcome))
              .put("trades", outcome.trips().size())
              .values());
    }
    return all;
  }

  private static @Nullable Map<String, @Nullable Object> walkForward(AmplifierBacktest backtest) {
    if (backtest.folds().isEmpty()) {
      return null;
    }
    List<Map<String, @Nullable Object>> folds = new ArrayList<>();
    for (AmplifierBacktest.Chosen each : backtest.folds()) {
      Outcome tested = each.tested().outcome();
      folds.add(
          new Figures()
              .time("train_from", each.fold().trainFrom())
              .time("train_to", each.fold().trainTo())
              .time("test_from", each.fold().testFrom())
              .time("test_to", each.fold().testTo())
              .put("chosen", each.candidate().toString())
              .put("train_return_pct", returned(each.trained()))
              .put("return_pct", returned(tested))
              .put("trades", tested.trips().size())
              .values());
    }
    Outcome all = Backtest.chain(backtest.folds().stream().map(f -> f.tested().outcome()).toList());
    CurveStatistics curve = CurveStatistics.of(all.curve().values(), all.cash() * UNIT, YEAR);
    return new Figures()
        .put("candidates", AmplifierBacktest.candidates(backtest.spec().settings()).size())
        .put("folds", folds)
        .put(
            "out_of_sample",
            new Figures()
                .amount("initial_equity", all.cash())
                .amount("final_equity_closed", all.equityClosed())
                .put("return_pct", returned(all))
                .percent("max_drawdown_pct", curve.maxDrawdown())
                .estimate("sharpe", curve.sharpe())
                .put("trades", all.trips().size())
                .values())
        .values();
  }

  private static Map<String, @Nullable Object> group(Amplification.Group group) {
    return new Figures()
        .put("group", group.name())
        .put("days", group.days())
        .put("coin_days", group.ratios().length)
        .put("p5", group.quantile(0.05))
        .put("p25", group.quantile(0.25))
        .put("median", group.quantile(0.5))
        .put("p75", group.quantile(0.75))
        .put("p95", group.quantile(0.95))
        .put("at_least_2_pct", 100 * group.atLeast(2))
        .put("at_least_5_pct", 100 * group.atLeast(5))
        .put("at_least_10_pct", 100 * group.atLeast(10))
        .put("at_least_100_pct", 100 * group.atLeast(100))
        .put("against_pct", 100 * group.against())
        .values();
  }

  private static Map<String, String> conventions(AmplifierBacktest backtest) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("curve", CurveStatistics.CONVENTION);
    all.put("trades", TradeStatistics.CONVENTION);
    all.put(
        "cycles",
        "hourly at the close of a candle; what is decided is done at the next open; stops and targets rest from there on, measured from the close at which was decided");
    all.put(
        "votes",
        "by rules on regime and momentum, each four hours and when the momentum falls below half of that at the last vote");
    all.put(
        "regime", "from BTC's averages, drawdown and breadth, " + backtest.spec().mood().told());
    all.put(
        "random",
        "the run's closed trades, each with the same share of equity, as long and at the same costs; coin and time, or the coin alone, by chance; one after the other; p is the share of draws that did as well");
    all.put(
        "amplification",
        "a coin's move from a UTC day's open to its close, divided by that of BTC, on days on which BTC moved at least 1 %; the regime is that at the day's start");
    return all;
  }
}
