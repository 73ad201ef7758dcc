package dev.belay.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a terminal sends to a command. */
public final class CtrlC {
  private static final int SIGINT_BIT = 2;

  private CtrlC() {}

  /** To a process that takes both signals for a request to stop. */
  public static void send(Process process) throws IOException, InterruptedException {
    String signal = isIgnored() ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, "" + process.pid()).start().waitFor();
  }

  /** What a shell runs in the background inherits deafness to Ctrl-C, and so do its children. */
  public static boolean isIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(
            line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
  }
}
