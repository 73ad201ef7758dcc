package dev.belay.app.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.process.Ports;
import dev.belay.app.process.Shipped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the processes of a Belay in several: a simulator, an API or a worker. */
final class Part implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String name;
  private final Map<String, String> environment;
  private final List<String> arguments;
  private final String ready;
  private final int port = Ports.free();
  private @Nullable Process process;

  /**
   * @param ready the path that answers 200 when it serves
   */
  Part(
      Path folder,
      String name,
      Map<String, String> environment,
      String ready,
      List<String> arguments) {
    this.folder = folder;
    this.name = name;
    this.environment = environment;
    this.arguments = arguments;
    this.ready = ready;
  }

  /** Starts it; does not wait. */
  Part start() {
    List<String> command = new ArrayList<>(arguments);
    command.addAll(List.of("--port", "" + port));
    process = launch(command, folder.resolve(name + ".out"));
    return this;
  }

  private Process launch(List<String> verb, Path out) {
    List<String> words = new ArrayList<>(verb);
    words.addAll(List.of("--home", folder.resolve(name).toString()));
    ProcessBuilder builder =
        new ProcessBuilder(Shipped.belay(words))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("BELAY_"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("The " + name + " could not be started", e);
    }
  }

  /** Runs another verb in the same surroundings; returns what it printed. */
  JsonNode run(String... verb) throws IOException, InterruptedException {
    Path out = folder.resolve(verb[0] + ".json");
    Process other = launch(List.of(verb), out);
    if (!other.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      other.destroyForcibly();
      throw failure("Expected the end of " + verb[0]);
    }
    return JSON.readTree(out.toFile());
  }

  void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      if (!running().isAlive()) {
        throw failure("Expected a " + name + " that runs, but it ended");
      }
      try {
        if (send(request(ready).build()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // It is still starting.
      }
      if (System.nanoTime() > end) {
        throw failure("Expected an answer of " + name + " within " + LIMIT);
      }
      Thread.sleep(200);
    }
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Asks it to stop, as the system would. */
  void stop() throws InterruptedException {
    running().destroy();
    if (!running().waitFor(45, TimeUnit.SECONDS) || running().exitValue() != 0) {
      throw failure("Expected " + name + " to stop in order");
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(text(path));
  }

  String text(String path) throws IOException, InterruptedException {
    return send(request(path).build()).body();
  }

  /** Gives a command with the token. */
  void post(String path, String token) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    if (answer.statusCode() / 100 != 2) {
      throw failure(path + " answered " + answer.body());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  AssertionError failure(String message) {
    try {
      return new AssertionError(message + "; its log:\n" + Files.readString(log()));
    } catch (IOException e) {
      return new AssertionError(message, e);
    }
  }

  private Path log() {
    return folder.resolve(name + ".log");
  }

  private Process running() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException("Expected a started " + name);
    }
    return current;
  }

  @Override
  public void close() throws InterruptedException {
    Process current = process;
    if (current != null && current.isAlive()) {
      current.destroyForcibly().waitFor();
    }
  }
}
