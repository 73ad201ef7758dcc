package dev.belay.app.cli;

import dev.belay.activities.research.BacktestFigures;
import dev.belay.activities.research.BacktestRun;
import dev.belay.activities.research.Study;
import dev.belay.activities.research.TradeList;
import dev.belay.activities.research.report.TearSheet;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a strategy over recorded candles. */
@Command(
    name = "backtest",
    description =
        "Run a strategy over recorded candles, on the fill engine that also trades on paper.")
final class BacktestCommand implements ResearchVerb {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();

  @Option(
      names = "--trades",
      paramLabel = "FILE",
      description = "Write every closed trade there, as CSV.")
  @Nullable Path trades;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page about it there, HTML that needs nothing else.")
  @Nullable Path report;

  BacktestCommand(Console console) {
    this.console = console;
  }

  @Override
  public void check() {
    Study study = flags.study(console);
    var unused = ResearchFlags.refusing(study::parameters);
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Study study = flags.study(console);
    BacktestRun run =
        ResearchFlags.refusing(
            () -> BacktestRun.of(study, flags.cores(console, "backtest", study.symbols().size())));
    Path file = trades;
    if (file != null) {
      WholeFile.write(file, TradeList.csv(run.outcome().trips()));
    }
    Map<String, @Nullable Object> figures = BacktestFigures.of(run);
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.code());
    Path page = report;
    if (page != null) {
      WholeFile.write(page, TearSheet.of(run, figures));
    }
    flags.keep(console, study, figures, run.outcome().curve(), () -> TearSheet.of(run, figures));
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).backtest(figures);
    }
    return 0;
  }
}
