package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.app.process.Ports;
import dev.belay.app.process.Shipped;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real application as a child process in one home; it is killed and started again at will. */
final class ChildBelay implements AutoCloseable {
  static final int KILLED = 137;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Path seen;
  private final List<String> inside;
  private final Path log;
  private final long seed;
  private final int port = Ports.free();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable Process process;
  private int saidBefore;

  ChildBelay(Path home, long seed) {
    this(home, home, List.of(), seed);
  }

  /** On a disk that only its own processes see. */
  ChildBelay(SmallDisk disk, long seed) {
    this(disk.place(), disk.seen(), disk.inside(), seed);
  }

  private ChildBelay(Path home, Path seen, List<String> inside, long seed) {
    this.home = home;
    this.seen = seen;
    this.inside = inside;
    this.log = home.resolveSibling(home.getFileName() + ".log");
    this.seed = seed;
  }

  /** Starts it; does not wait. */
  void start(Map<String, String> environment, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    if (!arguments.contains("--speed")) {
      arguments.addAll(List.of("--speed", "120"));
    }
    arguments.addAll(List.of("--seed", "" + seed));
    start("demo", environment, arguments);
  }

  /** Starts it on the real clock, at synthetic prices unless told otherwise; does not wait. */
  void up(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    if (!arguments.contains("--exchange")) {
      arguments.addAll(List.of("--market", "synthetic", "--seed", "" + seed));
    }
    start("up", Map.of(), arguments);
  }

  private void start(String verb, Map<String, String> environment, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(verb, "--port", "" + port, "--for", "10m"));
    arguments.addAll(more);
    saidBefore = (int) log.toFile().length();
    process = launch(arguments, environment, ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private Process launch(
      List<String> arguments, Map<String, String> environment, ProcessBuilder.Redirect out) {
    List<String> words = new ArrayList<>(arguments);
    words.addAll(List.of("--home", home.toString(), "--json"));
    List<String> command = new ArrayList<>(inside);
    command.addAll(Shipped.belay(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_FAILPOINTS"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("The application could not be started", e);
    }
  }

  void awaitReady() {
    await("the API to answer", START_LIMIT, () -> !isAlive() || answers());
    if (!isAlive()) {
      throw failure("Expected a running application, but it ended with " + exitCode());
    }
  }

  /** Waits for the API, or for the process to die on the way. */
  boolean readyOrDead() {
    await("the API to answer", START_LIMIT, () -> !isAlive() || answers());
    return isAlive();
  }

  private boolean answers() {
    try {
      return !get("/api/health").path("status").isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }

  boolean isAlive() {
    return running().isAlive();
  }

  int exitCode() {
    return running().exitValue();
  }

  /** Waits for the process to end by itself. */
  boolean endsWithin(Duration limit) {
    return wait(running(), limit);
  }

  private static boolean wait(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** {@code kill -9}; with its servers when told. */
  void kill(boolean andServers) {
    running().destroyForcibly();
    if (!endsWithin(STOP_LIMIT)) {
      throw failure("Expected the killed process to be gone");
    }
    if (andServers) {
      killServers();
    }
  }

  private void killServers() {
    Path notes = seen.resolve("children");
    if (!Files.isDirectory(notes)) {
      return;
    }
    try (Stream<Path> files = Files.list(notes)) {
      for (Path note : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        long pid = JSON.readTree(note.toFile()).path("process").path("pid").asLong(-1);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new AssertionError("The notes of the servers cannot be read", e);
    }
  }

  /** Kills one of its servers and nothing else. */
  void killServer(String server) {
    signal("KILL", List.of(server(server)));
  }

  /** Lets a server hang: it keeps its connections and does nothing. */
  void suspend(String server) {
    ProcessHandle main = server(server);
    signal("STOP", List.of(main));
    // Only now, when it can't start another one.
    signal("STOP", main.descendants().toList());
  }

  /** Lets a suspended server go on. */
  void resume(String server) {
    ProcessHandle main = server(server);
    signal("CONT", main.descendants().toList());
    signal("CONT", List.of(main));
  }

  boolean hasServer(String server) {
    return Files.exists(note(server));
  }

  private ProcessHandle server(String server) {
    long pid = serverPid(server);
    return ProcessHandle.of(pid)
        .orElseThrow(() -> failure("Expected %s to run as %d".formatted(server, pid)));
  }

  /** The pid last noted; another one after the server had to be started anew. */
  long serverPid(String server) {
    try {
      return JSON.readTree(note(server).toFile()).path("process").path("pid").asLong(-1);
    } catch (IOException e) {
      throw new AssertionError("Expected a note of the server " + server, e);
    }
  }

  private Path note(String server) {
    return seen.resolve("children").resolve(server + ".json");
  }

  private static void signal(String signal, List<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(process -> command.add("" + process.pid()));
    try {
      // One that has ended meanwhile makes it fail, which is in order.
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      assertThat(wait(kill, ANSWER_LIMIT)).as(String.join(" ", command)).isTrue();
    } catch (IOException e) {
      throw new AssertionError("Expected to run " + command, e);
    }
  }

  /** Asks it to stop, as the system would. */
  void stop() {
    running().destroy();
    if (!endsWithin(STOP_LIMIT)) {
      throw failure("Expected a stop within " + STOP_LIMIT);
    }
    if (exitCode() != 0) {
      throw failure("Expected exit code 0 after a stop, was " + exitCode());
    }
  }

  /** What {@code verify --json} answers, whatever its exit code. */
  JsonNode verify() {
    File answer = home.resolveSibling(home.getFileName() + ".verify.json").toFile();
    Process verify = launch(List.of("verify"), Map.of(), ProcessBuilder.Redirect.to(answer));
    try {
      if (!wait(verify, START_LIMIT)) {
        throw failure("Expected verify to end within " + START_LIMIT);
      }
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw failure("Expected JSON from verify: " + e);
    } finally {
      verify.destroyForcibly();
    }
  }

  JsonNode get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  /** Posts an operator's command. */
  JsonNode post(String path) throws IOException {
    return post(path, "{}", UUID.randomUUID().toString());
  }

  JsonNode post(String path, String body, String key) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  JsonNode delete(String path) throws IOException {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + Files.readString(seen.resolve("token")).strip());
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Waits until the condition holds. */
  void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw failure("Expected %s within %s".formatted(what, limit));
      }
      pause(100);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** A failure that shows the end of the child's log. */
  AssertionError failure(String message) {
    String tail;
    try {
      List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
      tail = String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      tail = "(no log: " + e + ")";
    }
    return new AssertionError(message + "; the log " + log + " ends with:\n" + tail);
  }

  /** Where its home can be looked into. */
  Path home() {
    return seen;
  }

  /** What it has said since it was last started. */
  String said() {
    try {
      byte[] all = Files.readAllBytes(log);
      return new String(all, saidBefore, all.length - saidBefore, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("Expected a log " + log, e);
    }
  }

  private Process running() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException("Expected a started application");
    }
    return current;
  }

  /** Leaves no process behind, whatever happened. */
  @Override
  public void close() {
    Process current = process;
    if (current != null && current.isAlive()) {
      current.destroyForcibly();
      wait(current, STOP_LIMIT);
    }
    killServers();
    http.close();
  }
}
