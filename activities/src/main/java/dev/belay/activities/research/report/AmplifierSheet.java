package dev.belay.activities.research.report;

import dev.belay.engine.backtest.EquityCurve;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backtest of the amplifier on one page of HTML with everything in it. */
public final class AmplifierSheet {
  private static final List<String> GROUP =
      List.of(
          "group",
          "days",
          "coin_days",
          "p5",
          "p25",
          "median",
          "p75",
          "p95",
          "at_least_2_pct",
          "at_least_5_pct",
          "at_least_10_pct",
          "against_pct");
  private static final List<String> PROFILE =
      List.of(
          "profile",
          "return_pct",
          "max_drawdown_pct",
          "sharpe",
          "trades",
          "win_rate_pct",
          "profit_factor",
          "exposure_pct",
          "fees");
  private static final List<String> FOLD =
      List.of("test_from", "test_to", "chosen", "train_return_pct", "return_pct", "trades");

  private AmplifierSheet() {}

  /** Curves that are drawn. */
  public record Curves(EquityCurve own, EquityCurve btc, EquityCurve coins) {}

  /**
   * The page.
   *
   * @param figures those of the run, with what the caller added
   */
  public static String of(Curves curves, Map<String, @Nullable Object> figures) {
    Html page = new Html();
    Sheet.open(
        page,
        "Amplifier, " + figures.get("profile"),
        "%s to %s, %s coins"
            .formatted(figures.get("from"), figures.get("to"), figures.get("coins")));
    page.element("h2", "Did the thesis hold?");
    if (figures.get("verdict") instanceof List<?> sentences) {
      sentences.forEach(each -> page.element("p", each));
    }
    page.element("h2", "Equity")
        .raw(
            new Chart("Equity over time beside what was held", 300, "")
                .line("amplifier", "own", curves.own().times(), curves.own().values())
                .line("BTC held", "other", curves.btc().times(), curves.btc().values())
                .svg());
    Sheet.drawdown(page, curves.own());
    table(page, "Profiles", PROFILE, figures.get("profiles"));
    pairs(page, "Beside it", figures.get("benchmarks"));
    table(
        page,
        "Costs",
        List.of("costs_times", "return_pct", "trades"),
        figures.get("cost_sensitivity"));
    if (figures.get("walk_forward") instanceof Map<?, ?> walk) {
      table(page, "Chosen on earlier candles", FOLD, walk.get("folds"));
      pairs(page, "Out of sample", walk.get("out_of_sample"));
    }
    table(page, "Amplification on days on which BTC moved", GROUP, figures.get("amplification"));
    for (String name :
        List.of(
            "funnel",
            "regime_hours",
            "entries_in_regime",
            "blocked_cycles",
            "left_out_reasons",
            "closed_by",
            "closed_by_rule",
            "conventions")) {
      pairs(page, name.replace('_', ' '), figures.get(name));
    }
    Sheet.again(page, String.valueOf(figures.get("fingerprint")), figures.get("code_version"));
    return Sheet.closed(page);
  }

  private static void table(Html page, String title, List<String> columns, @Nullable Object rows) {
    if (!(rows instanceof List<?> list) || list.isEmpty()) {
      return;
    }
    page.element("h2", title).raw("<div class=wide><table><tr>");
    columns.forEach(each -> page.element("th", each.replace('_', ' ')));
    page.raw("</tr>");
    for (Object row : list) {
      if (row instanceof Map<?, ?> values) {
        page.raw("<tr>");
        columns.forEach(each -> cell(page, values.get(each)));
        page.raw("</tr>");
      }
    }
    page.raw("</table></div>");
  }

  private static void cell(Html page, @Nullable Object value) {
    switch (value) {
      case null -> page.raw("<td class=n>–</td>");
      case Double number -> page.number(number, 2, false);
      case Number number -> page.number(number.doubleValue(), 0, false);
      default -> page.element("td", value);
    }
  }

  private static void pairs(Html page, String title, @Nullable Object values) {
    if (!(values instanceof Map<?, ?> map) || map.isEmpty()) {
      return;
    }
    page.element("h2", title).raw("<div class=wide><table>");
    map.forEach(
        (name, value) -> Sheet.setting(page, String.valueOf(name).replace('_', ' '), told(value)));
    page.raw("</table></div>");
  }

  private static String told(@Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Double number -> String.format(Locale.ROOT, "%,.2f", number);
      case Map<?, ?> map -> {
        StringBuilder text = new StringBuilder();
        map.forEach(
            (name, of) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(String.valueOf(name).replace('_', ' '))
                    .append(' ')
                    .append(told(of)));
        yield text.toString();
      }
      default -> String.valueOf(value);
    };
  }
}
