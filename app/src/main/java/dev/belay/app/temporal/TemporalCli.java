package dev.belay.app.temporal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporal's command-line program. */
final class TemporalCli {
  private static final Pattern ANSWER = Pattern.compile("temporal version (.+)");
  private static final int LIMIT_SECONDS = 10;

  private TemporalCli() {}

  /** What the program says of itself; empty if it is not Temporal's, or does not run here. */
  static Optional<String> version(Path path) {
    if (!Files.isExecutable(path)) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder(path.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      Matcher answer =
          ANSWER.matcher(
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return answer.find() ? Optional.of(answer.group(1).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
