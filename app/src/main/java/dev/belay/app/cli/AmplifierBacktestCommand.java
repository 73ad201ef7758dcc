package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.activities.research.AmplifierBacktest;
import dev.belay.activities.research.AmplifierFigures;
import dev.belay.activities.research.Cores;
import dev.belay.activities.research.MarketMood;
import dev.belay.activities.research.report.AmplifierSheet;
import dev.belay.app.base.Durations;
import dev.belay.app.base.Json;
import dev.belay.data.CandleSource;
import dev.belay.domain.money.Usdt;
import dev.belay.strategies.amplifier.AmplifierSettings;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole amplifier over recorded candles. */
@Command(
    name = "backtest",
    description =
        "Run the amplifier over recorded candles of an hour, with votes by rules, and say whether"
            + " its thesis held after costs.")
final class AmplifierBacktestCommand implements Callable<Integer> {
  private final Console console;
  @Mixin DataFlags.Source source = new DataFlags.Source();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--btc",
      paramLabel = "DIR",
      description = "Candles of BTCUSDT; else those of --data. Earlier ones warm the regime up.")
  @Nullable Path btc;

  @Option(
      names = "--funding",
      paramLabel = "FILE",
      description = "Funding rates of BTC (funding_time_ms,funding_rate), for the regime.")
  @Nullable Path funding;

  @Option(
      names = "--fear-greed",
      paramLabel = "FILE",
      description = "Fear and Greed (date,value), for the regime; a day is known when it is over.")
  @Nullable Path fearGreed;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Open of the first candle: 2022-01-05 or 2022-01-05T12:00:00Z; UTC.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Open of the candle after the last.")
  @Nullable Instant to;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "conservative, moderate or aggressive (${DEFAULT-VALUE}).")
  String profile = "moderate";

  @Option(names = "--cash", paramLabel = "USDT", description = "To start with (${DEFAULT-VALUE}).")
  BigDecimal cash = BigDecimal.valueOf(10_000);

  @Option(
      names = "--fee-bps",
      paramLabel = "BPS",
      description = "Fee a side in basis points of the notional (${DEFAULT-VALUE}).")
  BigDecimal feeBps = BigDecimal.TEN;

  @Option(
      names = "--slippage-bps",
      paramLabel = "BPS",
      description = "What every fill is worse by (${DEFAULT-VALUE}).")
  BigDecimal slippageBps = BigDecimal.valueOf(5);

  @Option(
      names = "--train",
      paramLabel = "DURATION",
      description = "How long profile and bounds are chosen on (${DEFAULT-VALUE}).")
  String train = "60d";

  @Option(
      names = "--test",
      paramLabel = "DURATION",
      description = "How long they are judged on (${DEFAULT-VALUE}).")
  String test = "30d";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many cores to use; else all. The result does not depend on it.")
  @Nullable Integer threads;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page about it there, HTML that needs nothing else.")
  @Nullable Path report;

  AmplifierBacktestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    AmplifierBacktest run = ResearchFlags.refusing(() -> AmplifierBacktest.of(spec(), cores()));
    Map<String, @Nullable Object> figures = AmplifierFigures.of(run);
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.code());
    Path page = report;
    if (page != null) {
      WholeFile.write(
          page,
          AmplifierSheet.of(
              new AmplifierSheet.Curves(
                  run.curve(), run.btcHeld().curve(), run.coinsHeld().curve()),
              figures));
    }
    if (json.wanted) {
      console.json(figures);
    } else {
      text(figures);
    }
    return 0;
  }

  private AmplifierBacktest.Spec spec() {
    CandleSource data = source.open(console.environment());
    Path signal = btc;
    return new AmplifierBacktest.Spec(
        data,
        signal == null ? null : CandleSource.of(signal),
        MarketMood.read(funding, fearGreed),
        from,
        to,
        settings(),
        feeBps,
        slippageBps,
        Durations.parse(train),
        Durations.parse(test));
  }

  private AmplifierSettings settings() {
    AmplifierSettings standard = AmplifierSettings.standard();
    return new AmplifierSettings(
            Usdt.of(cash),
            standard.momentum(),
            standard.scanner(),
            standard.regime(),
            standard.entry(),
            standard.limits(),
            standard.profiles(),
            profile)
        .checked();
  }

  private Cores cores() {
    Integer asked = threads;
    return asked == null ? Cores.all() : new Cores(asked, done -> {});
  }

  private void text(Map<String, @Nullable Object> figures) {
    JsonNode run = Json.mapper().valueToTree(figures);
    PrintStream out = console.out();
    run.path("verdict").forEach(each -> out.println(each.asText()));
    out.println();
    String format = "%-14s %9s %10s %7s %10s %10s %10s%n";
    out.printf(
        format, "profile", "return %", "drawdown %", "trades", "win rate %", "exposure %", "fees");
    for (JsonNode each : run.path("profiles")) {
      out.printf(
          format,
          each.path("profile").asText(),
          number(each.path("return_pct")),
          number(each.path("max_drawdown_pct")),
          each.path("trades").asText(),
          number(each.path("win_rate_pct")),
          number(each.path("exposure_pct")),
          number(each.path("fees")));
    }
    out.printf(
        "%n%s ms, fingerprint %s%n", run.path("elapsed_ms"), run.path("fingerprint").asText());
  }

  private static String number(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "–"
        : String.format(Locale.ROOT, "%.2f", value.asDouble());
  }
}
