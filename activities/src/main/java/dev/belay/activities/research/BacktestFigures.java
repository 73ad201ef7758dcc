package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.engine.backtest.ChanceTrades;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.engine.statistics.BlockBootstrap;
import dev.belay.engine.statistics.ClosedTrade;
import dev.belay.engine.statistics.CurveStatistics;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.statistics.Returns;
import dev.belay.engine.statistics.SharpeSignificance;
import dev.belay.engine.statistics.TradeStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells a backtest: what it came to, beside cash, buy and hold, and its trades by chance. */
public final class BacktestFigures {
  /** Below this a difference is called significant. */
  private static final double LEVEL = 0.05;

  private static final int RESAMPLES = 1000;
  private static final long SEED = 20_260_101;
  private static final double UNIT = 1e-8;

  private BacktestFigures() {}

  /** What a command or an answer says of a run; without its curve and its trades. */
  public static Map<String, @Nullable Object> of(BacktestRun run) {
    Outcome outcome = run.outcome();
    double year = CurveStatistics.barsPerYear(run.study().spec().timeframe());
    // On another core, if there is one: it takes as long as all the rest.
    CompletableFuture<Map<String, @Nullable Object>> benchmarks =
        CompletableFuture.supplyAsync(() -> benchmarks(run, year));
    CurveStatistics curve = curve(outcome, year);
    Figures figures =
        new Figures()
            .put("strategy", run.study().kind().name())
            .put("parameters", numbers(run.parameters().values()))
            .put("trades", outcome.trips().size())
            .put("open_trades", outcome.open().size())
            .amount("final_equity", outcome.equity())
            .amount("final_equity_closed", outcome.equityClosed())
            .amount("initial_equity", outcome.cash())
            .put("return_pct", ((double) outcome.equity() / outcome.cash() - 1) * 100);
    curveFigures(figures, curve);
    significance(figures, outcome, year);
    tradeFigures(figures, outcome);
    figures
        .put("exposure_pct", percent(outcome.exposed(), outcome.candles()))
        .amount("turnover", outcome.turnover())
        .amount("fees", outcome.fees())
        .amount("funding", outcome.funding())
        .put("refused_entries", outcome.refused())
        .put("benchmarks", benchmarks.join())
        .put("candles", outcome.candles())
        .put("missing_candles", run.symbols().stream().mapToLong(s -> s.candles().missing()).sum())
        .put("timeframe", run.study().spec().timeframe().toString())
        .time("from", first(run))
        .time("to", last(run))
        .put("fill", run.study().rules().fillAt().toString())
        .put("isolated", run.study().spec().isolated())
        .put("symbols", run.symbols().stream().map(BacktestFigures::symbol).toList())
        .put("conventions", conventions())
        .put("fingerprint", run.fingerprint());
    return figures.values();
  }

  static CurveStatistics curve(Outcome outcome, double year) {
    return CurveStatistics.of(outcome.curve().values(), outcome.cash() * UNIT, year);
  }

  private static void curveFigures(Figures figures, CurveStatistics curve) {
    CurveStatistics.Fall deepest = curve.deepest();
    figures
        .percent("max_drawdown_pct", curve.maxDrawdown())
        .put("max_drawdown_bars", deepest == null ? 0 : deepest.bars())
        .put("longest_drawdown_bars", curve.longestBars())
        .estimate("sharpe", curve.sharpe())
        .estimate("sortino", curve.sortino())
        .estimate("calmar", curve.calmar())
        .percent("cagr_pct", curve.cagr())
        .percent("volatility_pct", curve.volatility())
        .estimate("skewness", curve.skewness())
        .estimate("kurtosis", curve.kurtosis());
  }

  private static void significance(Figures figures, Outcome outcome, double year) {
    double[] returns = Returns.of(outcome.curve().values(), outcome.cash() * UNIT);
    figures.estimate("probabilistic_sharpe", SharpeSignificance.of(returns).probabilistic(0));
    double[] days = Daily.returns(outcome.curve());
    double perYear = Math.min(year, 365);
    BlockBootstrap.Intervals intervals =
        new BlockBootstrap(BlockBootstrap.usualBlock(days.length), RESAMPLES, SEED)
            .intervals(days, perYear, 0.95);
    BlockBootstrap.Interval sharpe = intervals.sharpe();
    figures.put(
        "sharpe_interval",
        sharpe.estimate().value() == null ? null : List.of(sharpe.low(), sharpe.high()));
    if (sharpe.estimate().value() == null) {
      figures.put("sharpe_interval_reason", sharpe.estimate().reason());
    }
  }

  private static void tradeFigures(Figures figures, Outcome outcome) {
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
    TradeStatistics trades = TradeStatistics.of(closed);
    figures
        .percent("win_rate_pct", trades.winRate())
        .estimate("profit_factor", trades.profitFactor())
        .estimate("expectancy", trades.expectancy())
        .estimate("average_win", trades.averageWin())
        .estimate("average_loss", trades.averageLoss())
        .estimate("payoff", trades.payoff())
        .estimate("best_trade", trades.best())
        .estimate("worst_trade", trades.worst())
        .estimate("sqn", trades.sqn())
        .estimate("average_bars", trades.averageBars());
  }

  private static Map<String, @Nullable Object> benchmarks(BacktestRun run, double year) {
    Outcome outcome = run.outcome();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put(
        "cash",
        new Figures()
            .amount("final_equity", outcome.cash())
            .put("return_pct", 0)
            .put("max_drawdown_pct", 0)
            .values());
    CurveStatistics held = curve(run.held(), year);
    Figures hold =
        new Figures()
            .amount("final_equity", run.held().equity())
            .percent("return_pct", held.totalReturn())
            .percent("max_drawdown_pct", held.maxDrawdown())
            .estimate("sharpe", held.sharpe());
    double[] mine = Daily.returns(outcome.curve());
    double[] theirs = Daily.returns(run.held().curve());
    Estimate p =
        mine.length == theirs.length
            ? new BlockBootstrap(BlockBootstrap.usualBlock(mine.length), RESAMPLES, SEED)
                .pValue(mine, theirs)
            : Estimate.unknown("equity fell to zero on the way", mine.length);
    hold.estimate("difference_p", p)
        .put("verdict", verdict(p, outcome.equity() > run.held().equity()));
    all.put("buy_and_hold", hold.values());
    all.put("random", random(run));
    return all;
  }

  private static Map<String, @Nullable Object> random(BacktestRun run) {
    ChanceTrades chance = run.chance();
    if (run.outcome().trips().isEmpty()) {
      return new Figures()
          .put("p", null)
          .put("p_reason", "no closed trade to draw anew")
          .put("verdict", "not significant: no closed trade")
          .values();
    }
    double p = chance.pValue();
    return new Figures()
        .put("draws", chance.drawn().length)
        .put("trades_return_pct", (chance.actual() - 1) * 100)
        .put("median_return_pct", (chance.quantile(0.5) - 1) * 100)
        .put("low_return_pct", (chance.quantile(0.05) - 1) * 100)
        .put("high_return_pct", (chance.quantile(0.95) - 1) * 100)
        .put("p", p)
        .put(
            "verdict",
            p < LEVEL
                ? "significantly better than by chance"
                : "not significantly better than by chance")
        .values();
  }

  private static String verdict(Estimate p, boolean better) {
    Double value = p.value();
    if (value == null) {
      return "not significant: " + p.reason();
    }
    if (value >= LEVEL) {
      return "not significantly different";
    }
    return better ? "significantly better" : "significantly worse";
  }

  private static Map<String, @Nullable Object> symbol(BacktestRun.OfSymbol of) {
    Candles candles = of.candles();
    return new Figures()
        .put("symbol", of.symbol().value())
        .put("trades", of.trips().size())
        .put("open_trades", of.open())
        .amount("final_equity", of.equity())
        .amount("final_equity_closed", of.equityClosed())
        .put("candles", candles.size())
        .put("missing_candles", candles.missing())
        .put("digest", of.digest())
        .values();
  }

  private static long first(BacktestRun run) {
    return run.symbols().stream().mapToLong(s -> s.candles().openTime(0)).min().orElseThrow();
  }

  private static long last(BacktestRun run) {
    return run.symbols().stream()
        .mapToLong(s -> s.candles().closeTime(s.candles().size() - 1))
        .max()
        .orElseThrow();
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  /** Without a decimal point where there is none to tell. */
  static Map<String, Number> numbers(Map<String, Double> values) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            numbers.put(name, value.longValue());
          } else {
            numbers.put(name, value);
          }
        });
    return numbers;
  }

  private static Map<String, String> conventions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("curve", CurveStatistics.CONVENTION);
    all.put("trades", TradeStatistics.CONVENTION);
    all.put("probabilistic_sharpe", SharpeSignificance.CONVENTION);
    all.put("intervals", "of daily returns (UTC): " + BlockBootstrap.CONVENTION);
    all.put(
        "buy_and_hold",
        "the same cash, costs and fills, bought on the first candle; p of the difference of mean daily returns");
    all.put(
        "random",
        "the run's own closed trades, held as long, in the same direction and at the same costs, entered at other times by chance; each symbol compounds by itself; p is the share of draws that did as well");
    return all;
  }
}
