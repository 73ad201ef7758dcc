package dev.belay.activities.research.report;

import dev.belay.activities.research.BacktestRun;
import dev.belay.activities.research.Daily;
import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.engine.backtest.EquityCurve;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.engine.fill.Fixed;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A backtest on one page of HTML with everything in it: no script, nothing fetched. */
public final class TearSheet {
  private static final int MOST_MARKS = 4000;
  private static final int LISTED = 15;
  private static final int ROLLING_DAYS = 90;
  private static final double UNIT = 1e-8;
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final BacktestRun run;
  private final Map<String, @Nullable Object> figures;
  private final Html page = new Html();

  private TearSheet(BacktestRun run, Map<String, @Nullable Object> figures) {
    this.run = run;
    this.figures = figures;
  }

  /**
   * The page.
   *
   * @param figures those of the run, with what the caller added
   */
  public static String of(BacktestRun run, Map<String, @Nullable Object> figures) {
    return new TearSheet(run, figures).written();
  }

  private String written() {
    String title = run.study().kind().name() + " " + run.parameters();
    Sheet.open(
        page,
        title.strip(),
        "%s of %s, %s to %s · %s candles, %s missing"
            .formatted(
                run.symbols().size() == 1
                    ? run.symbols().getFirst().symbol().value()
                    : run.symbols().size() + " symbols",
                figures.get("timeframe"),
                figures.get("from"),
                figures.get("to"),
                number("candles", 0, ""),
                number("missing_candles", 0, "")),
        "What it would have done on recorded candles, with hindsight in every choice that was made before.");
    tiles();
    equity();
    beside();
    monthly();
    rolling();
    prices();
    trades();
    symbols();
    settings();
    return Sheet.closed(page);
  }

  private void tiles() {
    page.raw("<dl class=tiles>");
    tile(
        "Final equity",
        brief(figures.get("final_equity")),
        "from " + brief(figures.get("initial_equity")) + " USDT");
    tile("Return", number("return_pct", 2, " %"), "a year " + number("cagr_pct", 2, " %"));
    tile(
        "Max drawdown",
        number("max_drawdown_pct", 2, " %"),
        number("max_drawdown_bars", 0, " candles"));
    tile("Sharpe", number("sharpe", 2, ""), interval());
    tile(
        "Sortino · Calmar",
        number("sortino", 2, "") + " · " + number("calmar", 2, ""),
        "volatility " + number("volatility_pct", 1, " %"));
    tile("Trades", number("trades", 0, ""), number("open_trades", 0, " open"));
    tile(
        "Win rate",
        number("win_rate_pct", 1, " %"),
        "profit factor " + number("profit_factor", 2, ""));
    tile("Expectancy", number("expectancy", 2, ""), "USDT a trade · SQN " + number("sqn", 2, ""));
    tile("Exposure", number("exposure_pct", 1, " %"), "of candles");
    tile("Fees", brief(figures.get("fees")), "USDT");
    page.raw("</dl>");
  }

  private void tile(String name, String value, String more) {
    page.raw("<div>")
        .element("dt", name)
        .raw("<dd>")
        .text(value)
        .element("small", more)
        .raw("</dd></div>");
  }

  private String interval() {
    return figures.get("sharpe_interval") instanceof List<?> ends && ends.size() == 2
        ? "95 %% interval %s to %s"
            .formatted(
                Html.plain(((Number) ends.get(0)).doubleValue(), 2),
                Html.plain(((Number) ends.get(1)).doubleValue(), 2))
        : "too few days for an interval";
  }

  private String number(String name, int decimals, String unit) {
    return figures.get(name) instanceof Number n
        ? Html.plain(n.doubleValue(), decimals) + unit
        : "–";
  }

  private static String brief(@Nullable Object amount) {
    return Html.plain(Double.parseDouble(String.valueOf(amount)), 2);
  }

  private void equity() {
    EquityCurve own = run.outcome().curve();
    EquityCurve held = run.held().curve();
    page.element("h2", "Equity");
    page.raw(
        new Chart("Equity of the run and of buy and hold over time", 300, "")
            .line("this run", "own", own.times(), own.values())
            .line("buy and hold", "other", held.times(), held.values())
            .svg());
    Sheet.drawdown(page, own);
  }

  private void beside() {
    Map<?, ?> held = benchmark("buy_and_hold");
    Map<?, ?> random = benchmark("random");
    page.element("h2", "Beside it")
        .raw(
            "<div class=wide><table><tr><th></th><th class=n>return %</th><th class=n>Sharpe</th><th class=n>max drawdown %</th><th class=n>p</th><th>this run is</th></tr>");
    page.raw("<tr>").element("td", "this run");
    cells("return_pct", figures);
    page.raw("<td></td><td></td></tr><tr>")
        .element("td", "cash")
        .raw(
            "<td class=n>0.00</td><td class=n>–</td><td class=n>0.00</td><td></td><td></td></tr><tr>");
    page.element("td", "buy and hold");
    cells("return_pct", held);
    page.number(value(held.get("difference_p")), 3, false);
    page.raw("<td>").text(held.get("verdict")).raw("</td></tr><tr>");
    page.element("td", "its trades at other times, by chance")
        .number(value(random.get("median_return_pct")), 2, true)
        .raw("<td class=n>–</td><td class=n>–</td>")
        .number(value(random.get("p")), 3, false)
        .raw("<td>")
        .text(random.get("verdict"))
        .raw("</td></tr></table></div>");
    if (random.get("low_return_pct") instanceof Number low
        && random.get("high_return_pct") instanceof Number high
        && random.get("trades_return_pct") instanceof Number own) {
      page.raw("<p class=dim>")
          .text(
              "Nine of ten draws lie between %s %% and %s %%; this run's own closed trades come to %s %% in the same reckoning."
                  .formatted(
                      Html.plain(low.doubleValue(), 2),
                      Html.plain(high.doubleValue(), 2),
                      Html.plain(own.doubleValue(), 2)))
          .raw("</p>");
    }
  }

  private Map<?, ?> benchmark(String name) {
    return figures.get("benchmarks") instanceof Map<?, ?> all
            && all.get(name) instanceof Map<?, ?> one
        ? one
        : Map.of();
  }

  private void cells(String first, Map<?, ?> from) {
    page.number(value(from.get(first)), 2, true)
        .number(value(from.get("sharpe")), 2, true)
        .number(value(from.get("max_drawdown_pct")), 2, false);
  }

  private static @Nullable Double value(@Nullable Object value) {
    return value instanceof Number n ? n.doubleValue() : null;
  }

  private void monthly() {
    EquityCurve curve = run.outcome().curve();
    TreeMap<YearMonth, Double> ends = new TreeMap<>();
    double[] values = curve.values();
    for (int i = 0; i < values.length; i++) {
      // A close at midnight of the first belongs to the month before.
      Instant moment = Instant.ofEpochMilli(curve.times()[i] - 1);
      ends.put(YearMonth.from(moment.atZone(ZoneOffset.UTC)), values[i]);
    }
    page.element("h2", "Months").raw("<div class=wide><table><tr><th>%</th>");
    Arrays.stream(MONTHS).forEach(month -> page.element("th class=n", month));
    page.raw("<th class=n>year</th></tr>");
    double before = curve.cash() * UNIT;
    double yearBefore = before;
    int year = ends.isEmpty() ? 0 : ends.firstKey().getYear();
    int lastYear = ends.isEmpty() ? -1 : ends.lastKey().getYear();
    for (; year <= lastYear; year++) {
      page.raw("<tr>").element("th", year);
      for (int month = 1; month <= 12; month++) {
        Double end = ends.get(YearMonth.of(year, month));
        if (end == null) {
          page.raw("<td></td>");
        } else {
          page.number(before > 0 ? (end / before - 1) * 100 : null, 1, true);
          before = end;
        }
      }
      page.number(yearBefore > 0 ? (before / yearBefore - 1) * 100 : null, 1, true).raw("</tr>");
      yearBefore = before;
    }
    page.raw("</table></div>");
  }

  private void rolling() {
    Daily.Sharpes rolling = Daily.rollingSharpe(run.outcome().curve(), ROLLING_DAYS);
    page.element("h2", "Rolling Sharpe")
        .raw(
            new Chart("Sharpe ratio of the last %d days".formatted(ROLLING_DAYS), 180, "")
                .line("Sharpe", "own", rolling.times(), rolling.values())
                .svg())
        .raw("<p class=dim>")
        .text(
            "Of the daily returns (UTC) of the last %d days, annualised by √365."
                .formatted(ROLLING_DAYS))
        .raw("</p>");
  }

  private void prices() {
    BacktestRun.OfSymbol shown =
        run.symbols().stream()
            .max(Comparator.comparingInt(each -> each.trips().size()))
            .orElseThrow();
    Candles candles = shown.candles();
    long[] times = new long[candles.size()];
    double[] closes = new double[candles.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = candles.closeTime(i);
      closes[i] = candles.close(i) * UNIT;
    }
    List<RoundTrip> trips = shown.trips();
    int every = trips.size() / MOST_MARKS + 1;
    List<RoundTrip> some = new ArrayList<>();
    for (int i = 0; i < trips.size(); i += every) {
      some.add(trips.get(i));
    }
    page.element("h2", "Trades of " + shown.symbol() + " on its price")
        .raw(
            new Chart("Price with entries and exits", 300, "")
                .line("price", "other", times, closes)
                .marks(
                    "entry",
                    "in",
                    some.stream().mapToLong(RoundTrip::entryTime).toArray(),
                    some.stream().mapToDouble(t -> t.entryPrice() * UNIT).toArray())
                .marks(
                    "exit",
                    "out",
                    some.stream().mapToLong(RoundTrip::exitTime).toArray(),
                    some.stream().mapToDouble(t -> t.exitPrice() * UNIT).toArray())
                .svg());
    if (every > 1) {
      page.raw("<p class=dim>")
          .text("Shown is one trade of every %d.".formatted(every))
          .raw("</p>");
    }
  }

  private void trades() {
    List<RoundTrip> trips = new ArrayList<>(run.outcome().trips());
    page.element("h2", "Trades");
    if (trips.isEmpty()) {
      page.raw("<p class=none>No closed trade.</p>");
      return;
    }
    Map<RoundTrip.Exit, Integer> exits = new TreeMap<>();
    trips.forEach(trip -> exits.merge(trip.exit(), 1, Integer::sum));
    StringBuilder by = new StringBuilder();
    exits.forEach(
        (exit, count) ->
            by.append(by.isEmpty() ? "" : ", ")
                .append("%,d by %s".formatted(count, exit.name().toLowerCase(Locale.ROOT))));
    page.raw("<p>")
        .text("%,d closed: %s. ".formatted(trips.size(), by))
        .raw("The best and the worst:</p>");
    trips.sort(Comparator.comparingLong(RoundTrip::net).reversed());
    page.raw(
        "<div class=wide><table><tr><th>symbol</th><th></th><th>entry</th><th class=n>at</th><th>exit</th><th class=n>at</th><th class=n>candles</th><th class=n>net USDT</th><th class=n>%</th><th>by</th></tr>");
    int half = Math.min(LISTED, trips.size() / 2 + 1);
    trips.subList(0, half).forEach(this::row);
    if (trips.size() > half) {
      trips.subList(Math.max(half, trips.size() - LISTED), trips.size()).forEach(this::row);
    }
    page.raw("</table></div>");
  }

  private void row(RoundTrip trip) {
    page.raw("<tr>")
        .element("td", trip.symbol())
        .element("td", trip.direction() == Direction.LONG ? "long" : "short")
        .element("td", Instant.ofEpochMilli(trip.entryTime()))
        .raw("<td class=n>")
        .text(price(trip.entryPrice()))
        .raw("</td>")
        .element("td", Instant.ofEpochMilli(trip.exitTime()))
        .raw("<td class=n>")
        .text(price(trip.exitPrice()))
        .raw("</td>")
        .number((double) trip.bars(), 0, false)
        .number(trip.net() * UNIT, 2, true)
        .number(100.0 * trip.net() / trip.cost(), 2, true)
        .element("td", trip.exit().name().toLowerCase(Locale.ROOT))
        .raw("</tr>");
  }

  private static String price(long fixed) {
    return Fixed.decimal(fixed).stripTrailingZeros().toPlainString();
  }

  private void symbols() {
    if (run.symbols().size() < 2) {
      return;
    }
    boolean isolated = run.study().spec().isolated();
    page.element("h2", "Symbols")
        .raw("<div class=wide><table><tr><th>symbol</th><th class=n>trades</th><th class=n>")
        .text(isolated ? "final equity" : "gained USDT")
        .raw("</th><th class=n>candles</th><th class=n>missing</th></tr>");
    run.symbols().stream()
        .sorted(Comparator.comparingLong(BacktestRun.OfSymbol::equity).reversed())
        .forEach(
            each ->
                page.raw("<tr>")
                    .element("td", each.symbol())
                    .number((double) each.trips().size(), 0, false)
                    .number(each.equity() * UNIT, 2, !isolated)
                    .number((double) each.candles().size(), 0, false)
                    .number((double) each.candles().missing(), 0, false)
                    .raw("</tr>"));
    page.raw("</table></div>");
  }

  private void settings() {
    Sheet.settings(page, run.study(), run.parameters().toString());
    page.element("h2", "Costs").raw("<div class=wide><table>");
    Sheet.setting(
        page,
        "paid",
        "%s USDT of fees and %s of funding on a turnover of %s"
            .formatted(
                brief(figures.get("fees")),
                brief(figures.get("funding")),
                brief(figures.get("turnover"))));
    page.raw("</table></div>").element("h2", "Conventions").raw("<div class=wide><table>");
    if (figures.get("conventions") instanceof Map<?, ?> conventions) {
      conventions.forEach(
          (name, text) ->
              Sheet.setting(page, String.valueOf(name).replace('_', ' '), String.valueOf(text)));
    }
    page.raw("</table></div>");
    Sheet.again(page, run.fingerprint(), figures.get("code_version"));
  }
}
