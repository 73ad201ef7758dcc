package dev.belay.app.research;

import dev.belay.app.base.Json;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.ProcessIdentity;
import dev.belay.app.temporal.TemporalDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command that holds a home's durable runs leaves for others.
 *
 * @param process of the command
 * @param workflow what it computes
 * @param kind of its Temporal server
 * @param target where that is; null where others can't reach it
 * @param namespace on it
 */
record RunNote(
    ProcessIdentity process,
    String workflow,
    TemporalDescription.Kind kind,
    @Nullable String target,
    String namespace) {
  private static final String FILE = "run.json";

  /** That of a command that runs. */
  static Optional<RunNote> read(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(Json.readFile(file, RunNote.class)).filter(RunNote::isAlive)
        : Optional.empty();
  }

  void write(Path folder) {
    PrivateFiles.write(folder.resolve(FILE), Json.write(this));
  }

  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw PrivateFiles.explain("delete", folder.resolve(FILE), e);
    }
  }

  boolean isAlive() {
    return process.find().isPresent();
  }
}
