package dev.belay.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.process.BelayCommandLine;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A whole Belay that trades, in a home of its own. */
final class Demo implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Path log;
  private final int port;
  private final List<String> more;
  private Process process;

  private Demo(Path home, int port, int speed, List<String> more) throws IOException {
    this.home = home;
    this.port = port;
    this.more = more;
    this.log = home.resolveSibling("demo.log");
    this.process = run(speed);
  }

  private Process run(int speed) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("demo", "--port", "" + port, "--speed", "" + speed, "--for", "30m"));
    words.addAll(more);
    return begin(words);
  }

  /** A Belay on this home, with the compiler that suits a short life. */
  private Process begin(List<String> words) throws IOException {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(List.of("--home", home.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
                BelayCommandLine.words(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"), arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(BelayCommandLine.environment());
    return builder.start();
  }

  static Demo start(Path folder, int speed, String... more) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return new Demo(folder.resolve("home"), free.getLocalPort(), speed, List.of(more));
    }
  }

  String address() {
    return "http://localhost:" + port;
  }

  String token() throws IOException {
    return Files.readString(home.resolve("token")).strip();
  }

  JsonNode get(String path) {
    try {
      return JSON.readTree(
          http.send(
                  HttpRequest.newBuilder(URI.create(address() + path)).build(),
                  BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError("Expected %s within %s; %s".formatted(what, limit, tail()));
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** Another command on the same home; expects it to be done. */
  void belay(String... words) throws IOException {
    Process command = begin(List.of(words));
    try {
      if (!command.waitFor(120, TimeUnit.SECONDS) || command.exitValue() != 0) {
        command.destroyForcibly();
        throw new AssertionError(
            "Expected %s to be done; %s".formatted(String.join(" ", words), tail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Goes on at another pace: the market stands still in between. */
  void restart(int speed) throws IOException {
    stop();
    process = run(speed);
    await("the API to answer", Duration.ofMinutes(3), () -> get("/api/health").has("status"));
  }

  /** Gives a command as a script would, and expects it to be taken. */
  void command(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address() + path))
                  .header("Authorization", "Bearer " + token())
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError("Expected %s to be taken, was %s".formatted(path, answer.body()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "its log ends with\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "it has no log";
    }
  }

  /** Asks it to stop, and waits until it has. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Expected a stop within a minute; " + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
    http.close();
  }
}
