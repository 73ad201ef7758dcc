package dev.belay.app.integration;

import dev.belay.app.base.Json;
import dev.belay.app.process.Ports;
import dev.belay.app.process.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line in a process of its own. */
public final class Cli {
  private static final int LIMIT_SECONDS = 150;

  private Cli() {}

  public record Answer(int code, String out, String err) {
    /** Standard output, which must be exactly one document. */
    public com.fasterxml.jackson.databind.JsonNode json() throws IOException {
      try (var documents =
          Json.mapper().readerFor(com.fasterxml.jackson.databind.JsonNode.class).readValues(out)) {
        var only = (com.fasterxml.jackson.databind.JsonNode) documents.nextValue();
        if (documents.hasNextValue()) {
          throw new AssertionError("Expected one JSON document, found more: " + out);
        }
        return only;
      }
    }
  }

  public static Answer run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
      throw new AssertionError("Expected an end within the limit: " + Files.readString(err));
    }
    return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** A demo of a home on a free port, until its time is over; whatever its exit code. */
  static Answer demo(Path folder, Path home, String time, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("demo", "--json", "--for", time));
    arguments.addAll(List.of("--home", home.toString(), "--port", "" + Ports.free()));
    arguments.addAll(List.of(more));
    return run(folder, arguments.toArray(String[]::new));
  }

  /** A process of the command line, not started yet. */
  static ProcessBuilder builder(String... arguments) {
    return new ProcessBuilder(Shipped.belay(List.of(arguments)));
  }
}
