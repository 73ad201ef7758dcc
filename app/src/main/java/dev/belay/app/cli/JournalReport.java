package dev.belay.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import java.io.PrintStream;

/** Tells what came of a look at the journal. */
public final class JournalReport {
  private JournalReport() {}

  /**
   * @param verdict as {@code GET /api/journal/verify} answers
   * @return the process's exit code
   */
  public static int print(JsonNode verdict, boolean json, PrintStream out) {
    boolean intact = verdict.path("intact").asBoolean();
    if (json) {
      out.println(Json.write(verdict));
    } else {
      for (JsonNode finding : verdict.path("findings")) {
        out.printf(
            "%s %d%s: %s. %s%n",
            finding.path("account").asText(),
            finding.path("number").asLong(),
            finding.hasNonNull("kind") ? " (" + finding.path("kind").asText() + ")" : "",
            finding.path("fault").asText(),
            finding.path("detail").asText());
      }
      out.printf(
          "%s: %d events of %d accounts in %.1f s, %s%n",
          intact ? "intact" : "NOT INTACT",
          verdict.path("events").asLong(),
          verdict.path("chains").size(),
          verdict.path("seconds").asDouble(),
          intact ? "each over the one before" : verdict.path("found").asLong() + " findings");
    }
    out.flush();
    return (intact ? ExitCode.DONE : ExitCode.DIFFERENCE).code();
  }
}
