package dev.belay.app.home;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the disk of a home. What runs is stopped while there is still space to stop in order;
 * where the disk fills too fast for that, servers fail on their own and nothing decided is lost.
 */
public final class DiskWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final long MEBIBYTE = DiskLevel.MEBIBYTE;

  /** A new ledger takes about 100 MiB. */
  private static final long LEAST_TO_START = 256 * MEBIBYTE;

  static final long LEAST_TO_RUN = 64 * MEBIBYTE;

  private final Path home;
  private final Runnable stop;
  private final Thread thread;
  private volatile @Nullable OperatorException found;

  private DiskWatch(Path home, Runnable stop) {
    this.home = home;
    this.stop = stop;
    this.thread = Thread.ofPlatform().daemon().name("disk-watch").unstarted(this::watch);
  }

  /**
   * Makes sure that the home has space for servers to start.
   *
   * @throws OperatorException if it has not
   */
  public static void requireSpace(Path home) {
    free(home)
        .filter(bytes -> bytes < LEAST_TO_START)
        .ifPresent(
            bytes -> {
              throw new OperatorException(
                  ExitCode.BAD_INPUT,
                  "Expected at least %d MiB free on the disk of %s, but found %d; free some space, or choose another home with --home."
                      .formatted(LEAST_TO_START / MEBIBYTE, home, bytes / MEBIBYTE));
            });
  }

  /**
   * Watches until closed.
   *
   * @param stop asks what runs to stop; run at most once, on another thread
   */
  public static DiskWatch start(Path home, Runnable stop) {
    DiskWatch watch = new DiskWatch(home, stop);
    watch.thread.start();
    return watch;
  }

  /** Why it asked to stop. */
  public OperatorException reason() {
    OperatorException reason = found;
    if (reason == null) {
      throw new IllegalStateException("Expected a disk that is full, was one with space");
    }
    return reason;
  }

  private void watch() {
    DiskLevel level = DiskLevel.ROOM;
    while (pause()) {
      Optional<OperatorException> trouble = trouble(home);
      if (trouble.isPresent()) {
        found = trouble.get();
        LOG.error("Stopping. {}", trouble.get().getMessage());
        stop.run();
        return;
      }
      DiskLevel before = level;
      long free = free(home).orElse(Long.MAX_VALUE);
      level = before.now(free);
      if (before == DiskLevel.ROOM && level != DiskLevel.ROOM) {
        LOG.warn(
            "Only {} MiB are free on the disk of {}; below {} MiB no position is opened, below {}"
                + " MiB everything is stopped: free some space",
            free / MEBIBYTE,
            home,
            DiskLevel.NO_ENTRIES_BELOW / MEBIBYTE,
            LEAST_TO_RUN / MEBIBYTE);
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(INTERVAL);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Why nothing can go on in the home. */
  static Optional<OperatorException> trouble(Path home) {
    if (!Files.isWritable(home)) {
      return Optional.of(
          new OperatorException(
              ExitCode.FAILED,
              "Expected to write into %s, but its disk has become read-only or is gone; make it writable and start again: nothing that was decided is lost."
                  .formatted(home)));
    }
    return free(home)
        .filter(bytes -> bytes < LEAST_TO_RUN)
        .map(
            bytes ->
                new OperatorException(
                    ExitCode.FAILED,
                    "Expected at least %d MiB free on the disk of %s, but found %d; free some space and start again: nothing that was decided is lost."
                        .formatted(LEAST_TO_RUN / MEBIBYTE, home, bytes / MEBIBYTE)));
  }

  /** Bytes this user may still write; empty where the system does not tell. */
  static Optional<Long> free(Path home) {
    try {
      return Optional.of(Files.getFileStore(home).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
