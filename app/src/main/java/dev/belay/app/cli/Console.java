package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks.
 *
 * @param out answers only; with {@code --json} exactly one document
 * @param err everything else
 * @param environment variables of the process
 * @param person who can be asked; null where nobody sits at a terminal
 */
record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, @Nullable Reader person) {
  Console {
    environment = Map.copyOf(environment);
  }

  /** Of a script. */
  Console(PrintStream out, PrintStream err, Map<String, String> environment) {
    this(out, err, environment, null);
  }

  void json(Object value) {
    out.println(Json.write(value));
    out.flush();
  }

  /** Asks a person; where there is none, whoever wrote the script has agreed. */
  boolean agrees(String question) {
    if (person == null) {
      return true;
    }
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = new BufferedReader(person).readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected an answer from the terminal, but " + e, e);
    }
  }

  /** Not the environment, which may hold keys. */
  @Override
  public String toString() {
    return "console";
  }
}
