package dev.belay.app.postgres;

import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The file by which a Postgres says who it is and whether it serves. */
final class PostmasterFile {
  private static final int STATUS_LINE = 8;
  private static final int CLEARED_AFTER_SECONDS = 5;
  private final Path file;

  PostmasterFile(Path data) {
    this.file = data.resolve("postmaster.pid");
  }

  /** Whether the server with this pid accepts connections. */
  boolean ready(long pid) {
    List<String> lines = lines();
    return lines.size() >= STATUS_LINE
        && lines.get(0).strip().equals(String.valueOf(pid))
        && lines.get(STATUS_LINE - 1).strip().equals("ready");
  }

  /**
   * After a restart of the machine the pid in a left-over file may belong to a stranger, and
   * Postgres would refuse to start. To be called when no server of this folder runs any more. A
   * file whose pid is free is left to Postgres, which then checks for survivors itself.
   */
  void deleteIfOfStranger() {
    List<String> lines = lines();
    if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,18}")) {
      return;
    }
    Optional<ProcessHandle> holder = ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    if (holder.isPresent() && !vanishes(holder.get())) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw PrivateFiles.explain("delete", file, e);
      }
    }
  }

  /** A killed server stays listed until the system has cleared it away. */
  private static boolean vanishes(ProcessHandle process) {
    if (ProcessIdentity.runs(process)) {
      return false;
    }
    try {
      process.onExit().get(CLEARED_AFTER_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      // It is being replaced or removed right now.
      return List.of();
    }
  }
}
