package dev.belay.app.cli;

import dev.belay.app.base.Json;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command speaks.
 *
 * @param out answers only; with {@code --json} exactly one document
 * @param err everything else
 * @param environment variables of the process
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {
  Console {
    environment = Map.copyOf(environment);
  }

  void json(Object value) {
    out.println(Json.write(value));
    out.flush();
  }

  /** Not the environment, which may hold keys. */
  @Override
  public String toString() {
    return "console";
  }
}
