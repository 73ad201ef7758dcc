package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a run is kept, for the dashboard and for later. */
final class KeepFlags {
  @Option(
      names = "--keep",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "NAME",
      description = "Keep the run in the home, by this name, for the dashboard's page Research.")
  @Nullable String keep;

  @Option(
      names = "--run",
      hidden = true,
      paramLabel = "ID",
      description =
          "Of a run that a Belay has taken in; it is told how far it is, and what came out.")
  @Nullable String run;

  @Option(
      names = "--parent",
      hidden = true,
      paramLabel = "PID",
      description = "Without this process nobody wants what comes out.")
  @Nullable Long parent;

  private @Nullable RunKeeper keeper;

  /** To be called before anything is computed. */
  void begin(Path research) {
    Long of = parent;
    if (of != null) {
      ProcessHandle.of(of)
          .ifPresentOrElse(process -> process.onExit().thenRun(KeepFlags::give), KeepFlags::give);
    }
    if (keep != null || run != null) {
      keeper = new RunKeeper(research, keep, run);
    }
  }

  private static void give() {
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }

  /** Who keeps it; null where that is not wanted. */
  @Nullable RunKeeper keeper() {
    return keeper;
  }

  /** Is told how far it is. */
  interface Watcher {
    /**
     * @param nanos since its beginning
     */
    void done(int pieces, long nanos);
  }

  /** Tells the Belay that has taken the run in; does nothing for any other. */
  Watcher watcher(String stage, int pieces) {
    RunKeeper of = keeper;
    return of == null || run == null ? (done, nanos) -> {} : of.watcher(run, stage, pieces);
  }
}
