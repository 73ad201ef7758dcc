package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import dev.belay.app.process.ChildNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the home's Belay in order, and servers that a killed one left behind. */
@Command(name = "down", description = "Stop the Belay of this home.")
final class DownCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = RunFlags.Span.class,
      description = "How long to wait for its end (${DEFAULT-VALUE}).")
  Duration limit = Duration.ofSeconds(60);

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = home.locate(console.environment());
    Optional<RunningBelay> running = BelayHome.running(folder);
    if (running.isEmpty()) {
      stopLeftOvers(folder);
      throw BelayApi.notRunning(folder);
    }
    long pid = running.get().process().pid();
    running.get().process().find().ifPresent(this::stop);
    if (json.wanted) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("stopped", true);
      answer.put("pid", pid);
      console.json(answer);
    } else {
      console.out().println("Stopped the Belay of " + folder + " (process " + pid + ").");
    }
    return ExitCode.DONE.code();
  }

  private void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected process %d to stop within %d s, but it is still stopping; look into the home's logs, or end it with `kill -9 %d`: nothing is lost."
              .formatted(process.pid(), limit.toSeconds(), process.pid()));
    } catch (ExecutionException | InterruptedException e) {
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while waiting.", e);
    }
  }

  private void stopLeftOvers(Path folder) {
    if (!Files.isDirectory(folder.resolve("children"))) {
      return;
    }
    // Whoever holds the lock is starting right now and stops them itself.
    try (BelayHome held = BelayHome.open(folder)) {
      List<String> stopped = ChildNote.stopAll(held.folder("children"));
      if (!stopped.isEmpty()) {
        console
            .err()
            .println("Stopped what a killed Belay had left: " + String.join(", ", stopped));
      }
    }
  }
}
