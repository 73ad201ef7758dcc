package dev.belay.api.page;

import dev.belay.api.research.CurvePoint;
import dev.belay.api.research.ResearchDesk;
import dev.belay.api.research.RunFigures;
import dev.belay.api.research.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side.
 *
 * @param warnings why their figures may not be compared
 * @param chart of those that have a curve; null where none has
 * @param figures what came out
 * @param settings what was asked for
 */
record Comparison(
    List<StoredRun> runs,
    List<String> warnings,
    @Nullable String chart,
    List<Row> figures,
    List<Row> settings) {
  private static final Show SHOW = Show.INSTANCE;

  /** What has a row of its own, or says the same as one. */
  private static final Set<String> TOLD =
      Set.of("strategy", "store", "data", "symbols", "timeframe");

  /**
   * A line of the table.
   *
   * @param cells one of each run, in their order
   * @param differs whether they are not all the same
   */
  record Row(String name, List<String> cells, boolean differs) {
    static Row of(String name, List<StoredRun> runs, Function<StoredRun, String> cell) {
      List<String> cells = runs.stream().map(cell).toList();
      return new Row(name, cells, cells.stream().distinct().count() > 1);
    }
  }

  static Comparison of(List<StoredRun> runs, ResearchDesk research) {
    List<ReturnsChart.Line> lines = new ArrayList<>();
    for (StoredRun run : runs) {
      List<CurvePoint> curve = research.curve(run.id());
      lines.add(new ReturnsChart.Line(run.title(), lines.size(), curve));
    }
    return new Comparison(
        runs, warnings(runs), ReturnsChart.of(lines), figures(runs), settings(runs));
  }

  private static List<Row> figures(List<StoredRun> runs) {
    List<Row> rows = new ArrayList<>();
    rows.add(figure("Return", runs, f -> SHOW.pct(f.returnPct())));
    rows.add(figure("Max drawdown", runs, f -> SHOW.share(f.maxDrawdownPct())));
    rows.add(figure("Sharpe", runs, f -> SHOW.ratio(f.sharpe())));
    rows.add(figure("Trades", runs, f -> f.trades() == null ? "–" : SHOW.count(f.trades())));
    rows.add(figure("Final equity", runs, f -> SHOW.money(f.finalEquity())));
    if (runs.stream().anyMatch(run -> run.figures() != null && run.figures().clean() != null)) {
      rows.add(
          figure(
              "Look-ahead",
              runs,
              f -> f.clean() == null ? "–" : f.clean() ? "none found" : "FOUND"));
    }
    rows.add(figure("Fingerprint", runs, f -> shortened(f.fingerprint())));
    rows.add(figure("Took", runs, f -> "%,d ms".formatted(f.elapsedMs())));
    return rows;
  }

  private static List<Row> settings(List<StoredRun> runs) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("Kind", runs, run -> run.order().kind()));
    rows.add(Row.of("Strategy", runs, run -> run.order().setting("strategy")));
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> others = new TreeSet<>();
    for (StoredRun run : runs) {
      if (run.figures() != null) {
        parameters.addAll(run.figures().parameters().keySet());
      }
      others.addAll(run.order().settings().keySet());
    }
    others.removeAll(TOLD);
    for (String name : parameters) {
      rows.add(figure(name, runs, f -> parameter(f.parameters(), name)));
    }
    rows.add(Row.of("Data", runs, StoredRun::data));
    rows.add(Row.of("Symbols", runs, StoredRun::symbols));
    rows.add(Row.of("Timeframe", runs, run -> run.order().setting("timeframe")));
    rows.add(figure("First candle", runs, f -> SHOW.minute(f.from())));
    rows.add(figure("Last close", runs, f -> SHOW.minute(f.to())));
    rows.add(figure("Candles", runs, f -> SHOW.count(f.candles())));
    rows.add(figure("Digest of the data", runs, f -> shortened(f.digest())));
    for (String name : others) {
      rows.add(
          Row.of(
              SHOW.title(name),
              runs,
              run -> run.order().setting(name).isEmpty() ? "–" : run.order().setting(name)));
    }
    rows.add(figure("Code", runs, RunFigures::codeVersion));
    return rows;
  }

  private static Row figure(String name, List<StoredRun> runs, Function<RunFigures, String> cell) {
    return Row.of(
        name,
        runs,
        run -> {
          RunFigures figures = run.figures();
          return figures == null ? "–" : cell.apply(figures);
        });
  }

  private static List<String> warnings(List<StoredRun> runs) {
    List<String> warnings = new ArrayList<>();
    List<RunFigures> all = new ArrayList<>();
    for (StoredRun run : runs) {
      RunFigures figures = run.figures();
      if (figures == null) {
        warnings.add(
            "%s is %s: it has no figures.".formatted(run.title(), SHOW.words(run.state())));
      } else {
        all.add(figures);
      }
    }
    if (differ(all, f -> f.from() + " " + f.to())) {
      warnings.add("They are of different spans: a return of a longer time is no better.");
    }
    if (differ(all, f -> String.join(" ", f.symbols()))) {
      warnings.add("They are of different symbols.");
    } else if (differ(all, RunFigures::digest)) {
      warnings.add("Their candles differ: of another timeframe or span, or changed since.");
    }
    if (runs.stream().map(run -> run.order().kind()).distinct().count() > 1) {
      warnings.add(
          "They are of different kinds: the best of a sweep was chosen with hindsight, a"
              + " walk-forward run's figures are out of sample.");
    }
    return warnings;
  }

  private static boolean differ(List<RunFigures> all, Function<RunFigures, String> what) {
    return all.stream().map(what).distinct().count() > 1;
  }

  private static String parameter(Map<String, Double> values, String name) {
    Double value = values.get(name);
    return value == null ? "–" : plain(value);
  }

  /** Without needless decimals. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Of a hash enough to tell it from others. */
  static String shortened(@Nullable String hash) {
    return hash == null ? "–" : hash.length() <= 12 ? hash : hash.substring(0, 12);
  }
}
