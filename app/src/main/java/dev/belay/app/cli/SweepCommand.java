package dev.belay.app.cli;

import dev.belay.activities.research.Study;
import dev.belay.activities.research.Sweep;
import dev.belay.domain.strategy.Parameters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries many parameters of a strategy. */
@Command(name = "sweep", description = "Try many parameters of a strategy on the same candles.")
final class SweepCommand implements Callable<Integer> {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();
  @Mixin SearchFlags search = new SearchFlags();

  SweepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Study study = flags.study(console);
    Sweep sweep =
        ResearchFlags.refusing(
            () -> {
              List<Parameters> all = search.combinations(study);
              return Sweep.of(study, all, search.goal(), flags.cores(console, "sweep", all.size()));
            });
    Map<String, @Nullable Object> figures = sweep.figures();
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.text());
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).sweep(figures);
    }
    return 0;
  }
}
