package dev.belay.app.process;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers of this home whose parent was killed. Their command lines name the home's own files,
 * which no other process may use while this one holds the home's lock.
 */
final class LeftOvers {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);

  private LeftOvers() {}

  /** Stops every process whose command line holds all marks; returns when they are gone. */
  static void stop(String name, List<String> marks, StopSignal signal, Duration grace) {
    List<ProcessHandle> found =
        ProcessHandle.allProcesses()
            .filter(p -> p.pid() != ProcessHandle.current().pid())
            .filter(p -> matches(p, marks))
            .toList();
    for (ProcessHandle process : found) {
      LOG.warn("Stopping a left-over server server={} pid={}", name, process.pid());
      stop(process, signal, grace);
    }
  }

  static boolean matches(ProcessHandle process, List<String> marks) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    String command = process.info().command().orElse("");
    List<String> words = List.of(arguments);
    return marks.stream().allMatch(mark -> command.endsWith(mark) || words.contains(mark));
  }

  /** Asks, waits, and kills what does not listen. */
  static void stop(ProcessHandle process, StopSignal signal, Duration grace) {
    signal(process, signal);
    if (!awaitEnd(process, grace)) {
      LOG.warn("A server did not stop in time, killing it pid={}", process.pid());
      process.destroyForcibly();
      awaitEnd(process, grace);
    }
  }

  private static void signal(ProcessHandle process, StopSignal signal) {
    switch (signal) {
      case TERM -> process.destroy();
      case INT -> interrupt(process);
    }
  }

  private static void interrupt(ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
              .redirectErrorStream(true)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean awaitEnd(ProcessHandle process, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (ProcessIdentity.runs(process) && System.nanoTime() < end) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while a server stopped.", e);
      }
    }
    return !ProcessIdentity.runs(process);
  }
}
