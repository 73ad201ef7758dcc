package dev.belay.app.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A secret of the environment: in the variable itself, or in a file that the variable with {@code
 * _FILE} at its end names, as containers mount them. Never on the command line, which every process
 * of the machine can read.
 */
public final class Secret {
  private static final String FILE = "_FILE";

  private Secret() {}

  /**
   * The secret; empty where neither variable is set.
   *
   * @throws OperatorException if both are set, or the file can't be read or is empty
   */
  public static Optional<String> of(String name, Map<String, String> environment) {
    String direct = environment.getOrDefault(name, "");
    String file = environment.getOrDefault(name + FILE, "");
    if (file.isBlank()) {
      return direct.isBlank() ? Optional.empty() : Optional.of(direct);
    }
    if (!direct.isBlank()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected either %s or %s%s, but both are set; unset one.".formatted(name, name, FILE));
    }
    return Optional.of(read(name, Path.of(file)));
  }

  private static String read(String name, Path file) {
    try {
      String text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return text;
      }
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a file that can be read in %s%s, but %s: %s"
              .formatted(name, FILE, file, e.getClass().getSimpleName()));
    }
    throw new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected a secret in the file of %s%s, but %s is empty.".formatted(name, FILE, file));
  }
}
