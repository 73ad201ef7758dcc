package dev.belay.app.process;

import dev.belay.app.base.Json;
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

  /** Stops the servers noted in the folder; the caller holds the home. Returns their names. */
  public static List<String> stopAll(Path folder) {
    List<String> stopped = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        ChildNote note = Json.readFile(file, ChildNote.class);
        note.process()
            .find()
            .filter(process -> LeftOvers.matches(process, note.marks()))
            .ifPresent(
                process -> {
                  LeftOvers.stop(process, note.signal(), GRACE);
                  stopped.add(note.name());
                });
        Files.deleteIfExists(file);
      }
      return stopped;
    } catch (IOException e) {
      throw PrivateFiles.explain("read", folder, e);
    }
  }
}
