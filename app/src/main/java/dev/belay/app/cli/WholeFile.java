package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole, or as they were before. */
final class WholeFile {
  private WholeFile() {}

  /**
   * @throws OperatorException if it can't be written
   */
  static void write(Path file, String text) {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected to write %s, but %s; name a file in a folder that is there and may be written to."
              .formatted(file, e),
          e);
    }
  }
}
