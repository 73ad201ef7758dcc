package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.app.recovery.RecoveryCheck;
import dev.belay.app.recovery.RecoveryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Breaks worlds of its own; no home is touched. */
@Command(
    name = "verify-recovery",
    description =
        "Kill worker, venue, Postgres and Temporal at named points of rounds and cycles, seed by"
            + " seed, and hold ledger and venue against each other; 5 if a case fails.")
final class VerifyRecoveryCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(names = "--seeds", paramLabel = "N", description = "So many cases; 20 unless told.")
  int seeds = 20;

  @Option(names = "--from", paramLabel = "SEED", description = "The first seed; 1 unless told.")
  long from = 1;

  @Option(
      names = "--parallel",
      paramLabel = "K",
      description = "So many worlds side by side, about 1 GB each; 1 unless told.")
  int parallel = 1;

  @Option(
      names = "--systems",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "portfolio",
      converter = RunFlags.SystemName.class,
      description = "Whose trading is broken, seed by seed by turns (${DEFAULT-VALUE}).")
  List<String> systems = List.of("portfolio");

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the tables there, as Markdown.")
  @Nullable Path report;

  VerifyRecoveryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (seeds < 1 || parallel < 1 || parallel > 16 || from < 0) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected --seeds from 1, --parallel from 1 to 16 and --from from 0, was %d, %d and %d."
              .formatted(seeds, parallel, from));
    }
    System.setProperty("logback.configurationFile", "logback.xml");
    StopRequest stop = StopRequest.listen();
    RecoveryReport found =
        new RecoveryCheck(systems, folder(), console.environment(), console.err(), stop::requested)
            .run(from, seeds, parallel);
    if (report != null) {
      write(report, found.table());
    }
    if (json.wanted) {
      console.json(found);
    } else {
      console.out().println(found.table());
    }
    if (found.seeds() < seeds) {
      return ExitCode.INTERRUPTED.code();
    }
    return found.isPassed() ? ExitCode.DONE.code() : ExitCode.DIFFERENCE.code();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("belay-recovery");
    } catch (IOException e) {
      throw new OperatorException(ExitCode.FAILED, "Expected to make a temporary folder.", e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected to write the report to %s: %s".formatted(file, e), e);
    }
  }
}
