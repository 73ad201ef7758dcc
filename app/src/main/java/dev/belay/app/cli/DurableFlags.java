package dev.belay.app.cli;

import dev.belay.activities.research.RunRequest;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.research.CodeDigest;
import dev.belay.app.research.DurableRun;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.domain.market.Candles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a run goes on when the command that asked for it dies. */
final class DurableFlags {
  private static final int MOST_WORKERS = 64;

  @Option(
      names = "--durable",
      description =
          "Compute in worker processes under Temporal: whatever is killed, the same command goes on"
              + " where it was.")
  boolean durable;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many of them, a core and up to 1 GB each; else one for each core.")
  @Nullable Integer workers;

  @Option(
      names = "--cancel",
      description = "Give the durable run of just these flags up; what is computed stays.")
  boolean cancel;

  @Option(
      names = "--temporal",
      paramLabel = "MODE",
      converter = RunFlags.Mode.class,
      description = "With --durable: auto, address, executable, obtain or memory (auto).")
  @Nullable TemporalMode temporal;

  @Option(
      names = "--chunk",
      hidden = true,
      paramLabel = "N",
      description = "Trials a piece; the result does not depend on it.")
  @Nullable Long chunk;

  /**
   * Whether it is wanted. If so, the log goes into the home from here on.
   *
   * @throws OperatorException for flags that mean nothing without or with it
   */
  boolean wanted(ResearchFlags flags, Console console) {
    if (!durable && (workers != null || cancel || temporal != null || chunk != null)) {
      throw usage(
          "Expected %s only with --durable."
              .formatted(
                  cancel
                      ? "--cancel"
                      : workers != null
                          ? "--workers"
                          : temporal != null ? "--temporal" : "--chunk"));
    }
    if (durable && flags.threads != null) {
      throw usage("Expected --workers with --durable, was --threads.");
    }
    if (durable) {
      // Read by the logging library when the first logger is asked for.
      System.setProperty("belay.logs", DurableRun.logs(research(flags, console)).toString());
      System.setProperty("logback.configurationFile", "logback-server.xml");
    }
    return durable;
  }

  /**
   * Computes it, goes on with it, shows what was computed before, or gives it up.
   *
   * @return the exit code
   */
  int run(
      RunRequest request,
      List<Candles> candles,
      ResearchFlags flags,
      Console console,
      DurableRun.Show show) {
    DurableRun run =
        new DurableRun(
            options(research(flags, console)), request, console.environment(), console.err());
    return cancel ? run.cancel() : run.compute(candles, show);
  }

  /** Whose results may be shown for one another. */
  static String code() {
    return Version.text() + " " + CodeDigest.text();
  }

  private static Path research(ResearchFlags flags, Console console) {
    return PrivateFiles.folder(flags.source.home.locate(console.environment()).resolve("research"));
  }

  private DurableRun.Options options(Path research) {
    Integer asked = workers;
    int count = asked == null ? Runtime.getRuntime().availableProcessors() : asked;
    int least = temporal == TemporalMode.ADDRESS ? 0 : 1;
    if (count < least || count > MOST_WORKERS) {
      throw usage(
          "Expected --workers from %d to %d, was %d.".formatted(least, MOST_WORKERS, count));
    }
    return new DurableRun.Options(
        research, temporal == null ? TemporalMode.AUTO : temporal, count, chunk);
  }

  private static OperatorException usage(String message) {
    return new OperatorException(ExitCode.USAGE, message);
  }
}
