package dev.belay.app.process;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a home remembers of a server it started, so that it can be stopped when its parent was
 * killed.
 *
 * @param marks words of its command line
 */
public record ChildNote(
    String name, ProcessIdentity process, List<String> marks, StopSignal signal) {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * Stops the servers noted in the folder, all at the same time; the caller holds the home.
   *
   * @return their names
   */
  public static List<String> stopAll(Path folder) {
    List<ChildNote> notes = readAll(folder);
    List<Thread> stopping = new ArrayList<>();
    List<String> stopped = new ArrayList<>();
    for (ChildNote note : notes) {
      note.process()
          .find()
          .filter(process -> LeftOvers.matches(process, note.marks()))
          .ifPresent(
              process -> {
                stopped.add(note.name());
                stopping.add(
                    Thread.ofVirtual().start(() -> LeftOvers.stop(process, note.signal(), GRACE)));
              });
    }
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while servers stop.", e);
    }
    return stopped;
  }

  private static List<ChildNote> readAll(Path folder) {
    List<ChildNote> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        notes.add(Json.readFile(file, ChildNote.class));
        Files.deleteIfExists(file);
      }
      return notes;
    } catch (IOException e) {
      throw PrivateFiles.explain("read", folder, e);
    }
  }
}
