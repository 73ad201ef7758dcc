package dev.belay.api.research;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A research run.
 *
 * @param kind backtest, sweep, walk-forward or bias-check
 * @param name for people; null for none
 * @param state waiting, running, done, failed, cancelled or broken_off
 * @param progress null but while it runs
 * @param parameters of the strategy: of a sweep the best ones, of a walk-forward run those that are
 *     not chosen; null until it is done
 * @param data the name of a store of the home, or the path of a command
 * @param from open of the first candle; null until it is done
 * @param to close of the last one; null until it is done
 * @param returnPct of a sweep that of the best combination, of a walk-forward run that out of
 *     sample, of a bias check that at its own costs
 * @param fingerprint over data, settings and trades
 * @param at wall time when it was asked for
 * @param error why it failed
 * @param report whether there is a page about it
 */
@Schema(name = "ResearchRun")
public record RunView(
    String id,
    String kind,
    @Nullable String name,
    String state,
    @Nullable RunProgress progress,
    String strategy,
    @Nullable Map<String, Double> parameters,
    String data,
    List<String> symbols,
    String timeframe,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Double returnPct,
    @Nullable String returnPctReason,
    @Nullable Double maxDrawdownPct,
    @Nullable String maxDrawdownPctReason,
    @Nullable Double sharpe,
    @Nullable String sharpeReason,
    @Nullable Long trades,
    @Nullable String tradesReason,
    @Nullable String fingerprint,
    @Nullable String fingerprintReason,
    @Nullable Long elapsedMs,
    @Nullable String codeVersion,
    Instant at,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String by,
    @Nullable String error,
    boolean report) {

  static RunView of(StoredRun run) {
    RunOrder order = run.order();
    RunFigures figures = run.figures();
    Double returned = figures == null ? null : figures.returnPct();
    Double fall = figures == null ? null : figures.maxDrawdownPct();
    Double sharpe = figures == null ? null : figures.sharpe();
    Long trades = figures == null ? null : figures.trades();
    String fingerprint = figures == null ? null : figures.fingerprint();
    return new RunView(
        run.id(),
        order.kind(),
        order.name(),
        run.state().code(),
        run.progress(),
        order.setting("strategy"),
        figures == null ? null : figures.parameters(),
        run.data(),
        figures == null ? List.of(order.setting("symbols").split(",")) : figures.symbols(),
        order.setting("timeframe"),
        figures == null ? null : figures.from(),
        figures == null ? null : figures.to(),
        returned,
        reason(returned, run),
        fall,
        reason(fall, run),
        sharpe,
        reason(sharpe, run),
        trades,
        reason(trades, run),
        fingerprint,
        reason(fingerprint, run),
        figures == null ? null : figures.elapsedMs(),
        figures == null ? null : figures.codeVersion(),
        order.at(),
        run.startedAt(),
        run.endedAt(),
        order.by(),
        run.error(),
        run.hasReport());
  }

  private static @Nullable String reason(@Nullable Object value, StoredRun run) {
    if (value != null) {
      return null;
    }
    return run.state() == RunState.DONE
        ? "the answer of a %s does not tell it".formatted(run.order().kind())
        : "the run is " + run.state().code().replace('_', ' ');
  }
}
