package dev.belay.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process is meant: a pid alone may have been given to another one since.
 *
 * @param startedAt wall milliseconds since 1970; 0 where the system does not tell
 */
public record ProcessIdentity(long pid, long startedAt) {
  /** Start times are derived from the boot time, which moves a little with the clock. */
  private static final long TOLERANCE_MILLIS = 2000;

  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(
        process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  public static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  /** The live process with this pid and start time. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> Math.abs(of(p).startedAt - startedAt) <= TOLERANCE_MILLIS);
  }

  /**
   * Whether the process still does anything. An ended one whose parent has not asked for its exit
   * code is still listed as alive, as a zombie.
   */
  public static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      Path status = Path.of("/proc", String.valueOf(process.pid()), "stat");
      if (!Files.exists(status)) {
        return process.isAlive();
      }
      String line = Files.readString(status);
      return !line.startsWith(" Z", line.lastIndexOf(')') + 1);
    } catch (IOException e) {
      return process.isAlive();
    }
  }
}
