package dev.belay.app.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Logs of children: three are kept, and the end of the newest goes into errors. */
final class LogFiles {
  private static final int KEPT = 3;
  private static final int TAIL_BYTES = 1500;

  private LogFiles() {}

  static void rotate(Path log) throws IOException {
    for (int i = KEPT - 1; i >= 0; i--) {
      Path from = i == 0 ? log : numbered(log, i);
      if (Files.exists(from)) {
        Files.move(from, numbered(log, i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path numbered(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }

  static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(the log cannot be read: %s)".formatted(e.getMessage());
    }
  }
}
