package dev.belay.app.cli;

import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.research.RunRequest;
import dev.belay.activities.research.Study;
import dev.belay.activities.research.Sweep;
import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Parameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries many parameters of a strategy. */
@Command(name = "sweep", description = "Try many parameters of a strategy on the same candles.")
final class SweepCommand implements ResearchVerb {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();
  @Mixin SearchFlags search = new SearchFlags();
  @Mixin DurableFlags durable = new DurableFlags();

  SweepCommand(Console console) {
    this.console = console;
  }

  @Override
  public void check() {
    Study study = flags.study(console);
    var unused = ResearchFlags.refusing(search::goal);
    var unusedToo = ResearchFlags.refusing(() -> search.combinations(study));
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    boolean lasting = durable.wanted(flags, console);
    Study study = flags.study(console);
    if (lasting) {
      return lasting(study, began);
    }
    Sweep sweep =
        ResearchFlags.refusing(
            () -> {
              List<Parameters> all = search.combinations(study);
              return Sweep.of(study, all, search.goal(), flags.cores(console, "sweep", all.size()));
            });
    show(study, sweep.figures(), began);
    return 0;
  }

  private int lasting(Study study, long began) {
    List<Candles> candles =
        ResearchFlags.refusing(() -> study.allCandles(flags.cores(console, "candles", 0)));
    RunRequest request =
        ResearchFlags.refusing(
            () ->
                RunRequest.sweep(
                    study,
                    candles,
                    search.combinations(study),
                    search.goal(),
                    DurableFlags.code()));
    return durable.run(
        request,
        candles,
        flags,
        console,
        (ResultFiles files, Map<String, @Nullable Object> figures) -> show(study, figures, began));
  }

  private void show(Study study, Map<String, @Nullable Object> figures, long began) {
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.code());
    flags.keep(console, study, figures, null, null);
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).sweep(figures);
    }
  }
}
