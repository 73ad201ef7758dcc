package dev.belay.app.cli;

import dev.belay.activities.research.BiasCheck;
import dev.belay.activities.research.Study;
import dev.belay.app.base.ExitCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether a strategy's history can be believed. */
@Command(
    name = "bias-check",
    description =
        "Look whether a strategy knows the future, how long it takes to warm up, and what costs and"
            + " parameters do to it; 5 if it knows the future.")
final class BiasCheckCommand implements ResearchVerb {
  private final Console console;
  @Mixin ResearchFlags flags = new ResearchFlags();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "At how many decisions of a symbol to cut the data (${DEFAULT-VALUE}).")
  int samples = 40;

  BiasCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public void check() {
    Study study = flags.study(console);
    var unused = ResearchFlags.refusing(study::parameters);
    var unusedToo = ResearchFlags.refusing(this::checkSamples);
  }

  private int checkSamples() {
    if (samples < 1 || samples > 10_000) {
      throw new IllegalArgumentException("Expected --samples from 1 to 10000, was " + samples);
    }
    return samples;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Study study = flags.study(console);
    BiasCheck check =
        ResearchFlags.refusing(
            () -> {
              int pieces = study.symbols().size();
              return BiasCheck.of(
                  study, checkSamples(), flags.cores(console, "bias-check", pieces));
            });
    Map<String, @Nullable Object> figures = check.figures();
    figures.put("elapsed_ms", (System.nanoTime() - began) / 1_000_000);
    figures.put("code_version", Version.code());
    flags.keep(console, study, figures, null, null);
    if (flags.json.wanted) {
      console.json(figures);
    } else {
      new ResearchText(console.out()).biasCheck(figures);
    }
    return (check.isClean() ? ExitCode.DONE : ExitCode.DIFFERENCE).code();
  }
}
