package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.Json;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What research commands say to people. */
final class ResearchText {
  private static final int SHOWN = 10;

  private final PrintStream out;

  ResearchText(PrintStream out) {
    this.out = out;
  }

  void backtest(Map<String, @Nullable Object> figures) {
    JsonNode run = Json.mapper().valueToTree(figures);
    out.printf(
        "%s %s on %d symbols of %s, %s to %s: %,d candles, %,d missing%n%n",
        run.path("strategy").asText(),
        run.path("parameters"),
        run.path("symbols").size(),
        run.path("timeframe").asText(),
        run.path("from").asText(),
        run.path("to").asText(),
        run.path("candles").asLong(),
        run.path("missing_candles").asLong());
    line("final equity", run, "final_equity", "USDT, open positions at the last close");
    line("  as if closed", run, "final_equity_closed", "USDT");
    line("return", run, "return_pct", "%");
    line("a year", run, "cagr_pct", "%");
    line("max drawdown", run, "max_drawdown_pct", "%");
    line("Sharpe", run, "sharpe", "95 % interval " + interval(run.path("sharpe_interval")));
    line("  chance it is above 0", run, "probabilistic_sharpe", "");
    line("Sortino", run, "sortino", "");
    line("Calmar", run, "calmar", "");
    line("trades", run, "trades", "closed, " + run.path("open_trades").asText() + " open");
    line("win rate", run, "win_rate_pct", "%");
    line("profit factor", run, "profit_factor", "");
    line("expectancy", run, "expectancy", "USDT a trade");
    line("SQN", run, "sqn", "");
    line("exposure", run, "exposure_pct", "%");
    line("fees", run, "fees", "USDT");
    JsonNode beside = run.path("benchmarks");
    out.println();
    out.printf(
        "beside: cash 0 %%; buy and hold %s %% (%s); the same trades at other times %s %% in the middle, p %s (%s)%n",
        number(beside.path("buy_and_hold").path("return_pct")),
        beside.path("buy_and_hold").path("verdict").asText(),
        number(beside.path("random").path("median_return_pct")),
        number(beside.path("random").path("p")),
        beside.path("random").path("verdict").asText());
    end(run);
  }

  void sweep(Map<String, @Nullable Object> figures) {
    JsonNode run = Json.mapper().valueToTree(figures);
    String objective = run.path("objective").asText();
    out.printf(
        "%s: %,d combinations by %s%n%n",
        run.path("strategy").asText(), run.path("combinations").asLong(), objective);
    String format = "%-34s %18s %8s %9s %12s%n";
    out.printf(format, "parameters", "final equity", "trades", "Sharpe", "max DD %");
    String field = objective.equals("max_drawdown") ? "max_drawdown_pct" : objective;
    double sign = objective.equals("max_drawdown") ? 1 : -1;
    StreamSupport.stream(run.path("results").spliterator(), false)
        .sorted(Comparator.comparingDouble(each -> sign * each.path(field).asDouble(-1e300)))
        .limit(SHOWN)
        .forEach(
            each ->
                out.printf(
                    format,
                    each.path("params"),
                    each.path("final_equity").asText(),
                    each.path("trades").asText(),
                    number(each.path("sharpe")),
                    number(each.path("max_drawdown_pct"))));
    out.printf(
        "%nchance that the best one's Sharpe is above 0, as the best of so many: %s%n",
        number(run.path("deflated_sharpe")));
    end(run);
  }

  void walkForward(Map<String, @Nullable Object> figures) {
    JsonNode run = Json.mapper().valueToTree(figures);
    out.printf(
        "%s: %,d combinations in %d folds, by %s%n%n",
        run.path("strategy").asText(),
        run.path("combinations").asLong(),
        run.path("folds").size(),
        run.path("objective").asText());
    String format = "%-20s %-20s %-30s %10s %9s %7s%n";
    out.printf(format, "test from", "to", "chosen", "return %", "Sharpe", "trades");
    for (JsonNode fold : run.path("folds")) {
      out.printf(
          format,
          fold.path("test_from").asText(),
          fold.path("test_to").asText(),
          fold.path("chosen").path("params"),
          number(fold.path("return_pct")),
          number(fold.path("sharpe")),
          fold.path("trades").asText());
    }
    JsonNode all = run.path("out_of_sample");
    out.printf(
        "%nout of sample: %s %% (final equity %s), Sharpe %s (in training %s), max drawdown %s %%, %s trades%n",
        number(all.path("return_pct")),
        all.path("final_equity").asText(),
        number(all.path("sharpe")),
        number(all.path("in_sample_sharpe")),
        number(all.path("max_drawdown_pct")),
        all.path("trades").asText());
    end(run);
  }

  void biasCheck(Map<String, @Nullable Object> figures) {
    JsonNode run = Json.mapper().valueToTree(figures);
    out.printf("%s %s%n%n", run.path("strategy").asText(), run.path("parameters"));
    String format = "%-14s %10s %6s %12s %10s%n";
    out.printf(format, "symbol", "decisions", "cuts", "look-ahead", "warm-up");
    for (JsonNode each : run.path("symbols")) {
      out.printf(
          format,
          each.path("symbol").asText(),
          each.path("decisions").asText(),
          each.path("cuts").asText(),
          each.path("look_ahead").isEmpty() ? "none" : "FOUND",
          each.path("warm_up_bars").asText()
              + (each.path("warm_up_settled").asBoolean() ? "" : " ?"));
      for (JsonNode found : each.path("look_ahead")) {
        out.printf(
            "  data cut at %s: at %s it said \"%s\", with all data \"%s\"%n",
            found.path("cut").asText(),
            found.path("at").asText(),
            found.path("without_the_future").asText(),
            found.path("with_all_data").asText());
      }
    }
    out.println();
    for (JsonNode each : run.path("cost_sensitivity")) {
      out.printf(
          "costs × %-4s %10s %%%n",
          each.path("costs_times").asText(), number(each.path("return_pct")));
    }
    JsonNode stability = run.path("parameter_stability");
    out.printf(
        "parameters a tenth off (%s runs): %s %% to %s %%, in the middle %s %%%n",
        stability.path("neighbours").asText(),
        number(stability.path("least_return_pct")),
        number(stability.path("most_return_pct")),
        number(stability.path("middle_return_pct")));
    out.println(run.path("clean").asBoolean() ? "no look-ahead found" : "LOOK-AHEAD FOUND");
    out.flush();
  }

  private void end(JsonNode run) {
    out.printf(
        "%nfingerprint %s, %,d ms%n",
        run.path("fingerprint").asText(), run.path("elapsed_ms").asLong());
    out.flush();
  }

  private void line(String name, JsonNode run, String field, String unit) {
    JsonNode value = run.path(field);
    String reason = run.path(field + "_reason").asText("");
    out.printf(
        "%-24s %18s  %s%n",
        name, value.isTextual() ? value.asText() : number(value), value.isNull() ? reason : unit);
  }

  private static String interval(JsonNode ends) {
    return ends.size() == 2 ? number(ends.get(0)) + " to " + number(ends.get(1)) : "unknown";
  }

  private static String number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "%,d".formatted(value.asLong());
    }
    return value.isNumber() ? "%.4f".formatted(value.asDouble()) : "–";
  }
}
