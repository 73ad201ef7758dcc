package dev.belay.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the recorded data: BELAY_DATA, else shared/data next to the project. */
final class RecordedData {
  private RecordedData() {}

  static @Nullable Path root() {
    String set = System.getenv("BELAY_DATA");
    if (set != null && !set.isBlank()) {
      return Path.of(set);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path data = folder.resolve("shared").resolve("data");
      if (Files.isDirectory(data)) {
        return data;
      }
      folder = folder.getParent();
    }
    return null;
  }
}
