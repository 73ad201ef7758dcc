package dev.belay.app.cli;

import dev.belay.activities.research.Study;
import dev.belay.activities.research.WalkForward;
import dev.belay.activities.research.report.WalkForwardSheet;
import dev.belay.app.base.Durations;
import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Parameters;
import dev.belay.engine.walkforward.Fold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses parameters on one stretch of history and judges them on the next, again and again. */
@Command(
    name = "walk-forward",
    description =
        "Choose parameters on one stretch of history and judge them on the next, again and again.")
final class WalkForwardCommand implements Callable<Integer> {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();
  @Mixin SearchFlags search = new SearchFlags();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DURATION",
      description = "How long is chosen on, such as 180d.")
  String train = "";

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DURATION",
      description = "How long is judged on, such as 30d.")
  String test = "";

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "From fold to fold; else as long as the test.")
  @Nullable String step;

  @Option(names = "--anchored", description = "Every training begins at the beginning.")
  boolean anchored;

  @Option(
      names = "--purge",
      paramLabel = "DURATION",
      description = "How much of the training's end is left out.")
  @Nullable String purge;

  @Option(
      names = "--embargo",
      paramLabel = "DURATION",
      description = "How much is left out between training and test.")
  @Nullable String embargo;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page about it there, HTML that needs nothing else.")
  @Nullable Path report;

  WalkForwardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Study study = flags.study(console);
    WalkForward result = ResearchFlags.refusing(() -> run(study));
    Map<String, @Nullable Object> figures = result.figures();
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.text());
    Path page = report;
    if (page != null) {
      WholeFile.write(page, WalkForwardSheet.of(result, figures));
    }
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).walkForward(figures);
    }
    return 0;
  }

  private WalkForward run(Study study) {
    List<Parameters> combinations = search.combinations(study);
    List<Fold> folds = folds(study);
    return WalkForward.of(
        study,
        new WalkForward.Plan(combinations, search.goal(), folds),
        flags.cores(console, "walk-forward", folds.size() * combinations.size()));
  }

  private List<Fold> folds(Study study) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Candles candles : study.allCandles(flags.cores(console, "candles", 0))) {
      from = Math.min(from, candles.openTime(0));
      to = Math.max(to, candles.closeTime(candles.size() - 1));
    }
    String moved = step;
    return Fold.of(
        from,
        to,
        new Fold.Plan(
            Durations.parse(train),
            Durations.parse(test),
            Durations.parse(moved == null ? test : moved),
            anchored,
            orNone(purge),
            orNone(embargo)));
  }

  private static Duration orNone(@Nullable String text) {
    return text == null ? Duration.ZERO : Durations.parse(text);
  }
}
