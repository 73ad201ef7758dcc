package dev.belay.app.process;

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
}
