package dev.belay.activities.research.report;

import dev.belay.activities.research.WalkForward;
import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.walkforward.Fold;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A walk-forward run on one page of HTML with everything in it: no script, nothing fetched. */
public final class WalkForwardSheet {
  private static final double UNIT = 1e-8;

  private WalkForwardSheet() {}

  /**
   * The page.
   *
   * @param figures those of the run, with what the caller added
   */
  public static String of(WalkForward run, Map<String, @Nullable Object> figures) {
    Html page = new Html();
    EquityCurve curve = run.outOfSample().curve();
    Sheet.open(
        page,
        run.study().kind().name() + ", walk-forward",
        "%d folds, in each the best of %,d combinations by %s"
            .formatted(run.folds().size(), run.combinations(), run.objective()),
        "All that is shown was traded with parameters chosen on earlier candles only.");
    tiles(page, figures);
    Chart chart =
        new Chart("Equity out of sample over time, with the folds", 300, "")
            .line("out of sample", "own", curve.times(), curve.values());
    run.folds().forEach(each -> chart.at(each.fold().testFrom()));
    page.element("h2", "Equity out of sample").raw(chart.svg());
    Sheet.drawdown(page, curve);
    folds(page, run);
    Sheet.settings(page, run.study(), "chosen in each fold");
    Sheet.again(page, run.fingerprint(), figures.get("code_version"));
    return Sheet.closed(page);
  }

  private static void tiles(Html page, Map<String, @Nullable Object> figures) {
    Map<?, ?> all = figures.get("out_of_sample") instanceof Map<?, ?> map ? map : Map.of();
    page.raw("<dl class=tiles>");
    tile(
        page,
        "Return",
        told(all.get("return_pct"), 2, " %"),
        "final equity " + told(all.get("final_equity"), 2, ""));
    tile(
        page,
        "Sharpe",
        told(all.get("sharpe"), 2, ""),
        "in training " + told(all.get("in_sample_sharpe"), 2, ""));
    tile(page, "Max drawdown", told(all.get("max_drawdown_pct"), 2, " %"), "");
    tile(
        page,
        "Sortino · Calmar",
        told(all.get("sortino"), 2, "") + " · " + told(all.get("calmar"), 2, ""),
        "");
    tile(
        page,
        "Trades",
        told(all.get("trades"), 0, ""),
        "fees " + told(all.get("fees"), 2, " USDT"));
    page.raw("</dl>");
  }

  private static void tile(Html page, String name, String value, String more) {
    page.raw("<div>")
        .element("dt", name)
        .raw("<dd>")
        .text(value)
        .element("small", more)
        .raw("</dd></div>");
  }

  private static String told(@Nullable Object value, int decimals, String unit) {
    return value == null
        ? "–"
        : Html.plain(Double.parseDouble(String.valueOf(value)), decimals) + unit;
  }

  private static void folds(Html page, WalkForward run) {
    page.element("h2", "Folds")
        .raw(
            "<div class=\"wide fit\"><table><tr><th>trained from</th><th>to</th><th>tested from</th><th>to</th><th>chosen</th><th class=n>Sharpe in training</th><th class=n>return %</th><th class=n>trades</th></tr>");
    for (WalkForward.Chosen each : run.folds()) {
      Fold fold = each.fold();
      page.raw("<tr>")
          .element("td", day(fold.trainFrom()))
          .element("td", day(fold.trainTo()))
          .element("td", day(fold.testFrom()))
          .element("td", day(fold.testTo()))
          .element("td", each.chosen().parameters())
          .number(each.chosen().score().sharpe(), 2, true)
          .number(
              (each.tested().equity() * UNIT / (each.tested().cash() * UNIT) - 1) * 100, 2, true)
          .number((double) each.tested().trips().size(), 0, false)
          .raw("</tr>");
    }
    page.raw("</table></div>");
  }

  private static String day(long time) {
    // Folds mostly begin at midnight, which needn't be said.
    String minute = Instant.ofEpochMilli(time).toString().substring(0, 16).replace('T', ' ');
    return minute.endsWith(" 00:00") ? minute.substring(0, 10) : minute;
  }
}
