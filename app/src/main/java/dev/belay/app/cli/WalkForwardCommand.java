package dev.belay.app.cli;

import dev.belay.activities.research.Gathered;
import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.research.RunRequest;
import dev.belay.activities.research.Study;
import dev.belay.activities.research.WalkForward;
import dev.belay.activities.research.report.WalkForwardSheet;
import dev.belay.app.base.Durations;
import dev.belay.domain.market.Candles;
import dev.belay.engine.walkforward.Fold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses parameters on one stretch of history and judges them on the next, again and again. */
@Command(
    name = "walk-forward",
    description =
        "Choose parameters on one stretch of history and judge them on the next, again and again.")
final class WalkForwardCommand implements ResearchVerb {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();
  @Mixin SearchFlags search = new SearchFlags();
  @Mixin DurableFlags durable = new DurableFlags();

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
  public void check() {
    Study study = flags.study(console);
    var unused = ResearchFlags.refusing(search::goal);
    var unusedToo = ResearchFlags.refusing(() -> search.combinations(study));
    for (@Nullable String each : new @Nullable String[] {train, test, step, purge, embargo}) {
      var unusedLength = ResearchFlags.refusing(() -> orNone(each));
    }
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    boolean lasting = durable.wanted(flags, console);
    Study study = flags.study(console);
    if (lasting) {
      return lasting(study, began);
    }
    WalkForward result = ResearchFlags.refusing(() -> run(study));
    show(study, result.figures(), () -> result, began);
    return 0;
  }

  private int lasting(Study study, long began) {
    List<Candles> candles = candles(study);
    RunRequest request =
        ResearchFlags.refusing(
            () ->
                RunRequest.walkForward(study, candles, plan(study, candles), DurableFlags.code()));
    return durable.run(
        request,
        candles,
        flags,
        console,
        (ResultFiles files, Map<String, @Nullable Object> figures) ->
            show(
                study,
                figures,
                () ->
                    ResearchFlags.refusing(
                        () ->
                            Gathered.walkForward(
                                files, ResultFiles.hashOf(request), study, candles)),
                began));
  }

  /**
   * @param whole asked for only where a page is wanted
   */
  private void show(
      Study study, Map<String, @Nullable Object> figures, Supplier<WalkForward> whole, long began) {
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.code());
    Path page = report;
    if (page != null) {
      WholeFile.write(page, WalkForwardSheet.of(whole.get(), figures));
    }
    if (flags.keep.keeper() != null) {
      WalkForward all = whole.get();
      flags.keep(
          console,
          study,
          figures,
          all.outOfSample().curve(),
          () -> WalkForwardSheet.of(all, figures));
    }
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).walkForward(figures);
    }
  }

  private WalkForward run(Study study) {
    WalkForward.Plan plan = plan(study, candles(study));
    return WalkForward.of(
        study,
        plan,
        flags.cores(console, "walk-forward", plan.folds().size() * plan.combinations().size()));
  }

  private List<Candles> candles(Study study) {
    return ResearchFlags.refusing(() -> study.allCandles(flags.cores(console, "candles", 0)));
  }

  private WalkForward.Plan plan(Study study, List<Candles> candles) {
    return new WalkForward.Plan(search.combinations(study), search.goal(), folds(candles));
  }

  private List<Fold> folds(List<Candles> all) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Candles candles : all) {
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
