package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code belay demo} or {@code up} under measurement, with the servers it starts. */
final class BelayProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path home;
  private final Process process;
  final Instant started;

  private BelayProcess(Path home, Process process, Instant started) {
    this.home = home;
    this.process = process;
    this.started = started;
  }

  static Path freshHome() throws IOException {
    return Files.createTempDirectory("belay-benchmark");
  }

  static BelayProcess start(Settings settings, Path home, int speed) throws IOException {
    return demo(settings, home, speed, List.of(), Map.of());
  }

  /** With more flags and variables. */
  static BelayProcess demo(
      Settings settings, Path home, int speed, List<String> flags, Map<String, String> variables)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--speed", String.valueOf(speed)));
    all.addAll(flags);
    return start(settings, home, "demo", all, variables);
  }

  /** The paper venue alone. */
  static BelayProcess simulator(Settings settings, Path home, int speed) throws IOException {
    return start(settings, home, "simulator", List.of("--speed", String.valueOf(speed)), Map.of());
  }

  /** A {@code belay up} with the flags. */
  static BelayProcess up(Settings settings, Path home, List<String> flags) throws IOException {
    return start(settings, home, "up", flags, Map.of());
  }

  private static BelayProcess start(
      Settings settings, Path home, String verb, List<String> flags, Map<String, String> variables)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                settings.root().resolve("belay").toString(),
                verb,
                "--home",
                home.toString(),
                "--port",
                String.valueOf(settings.number("--port", 8090))));
    command.addAll(flags);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("benchmark.log").toFile()));
    builder.environment().putAll(variables);
    Instant started = Instant.now();
    return new BelayProcess(home, builder.start(), started);
  }

  /**
   * Waits until its note is there, by which commands find it: the API serves then.
   *
   * @return when that was, on some 20 ms
   */
  Instant awaitReady() throws IOException, InterruptedException {
    Path note = home.resolve("runtime.json");
    Instant end = started.plus(START_LIMIT);
    while (!Files.exists(note) || Files.getLastModifiedTime(note).toInstant().isBefore(started)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IOException(
            "Expected Belay to come up within %s; see %s"
                .formatted(START_LIMIT, home.resolve("benchmark.log")));
      }
      Thread.sleep(20);
    }
    return Files.getLastModifiedTime(note).toInstant();
  }

  /** Of Belay's own process. */
  long pid() {
    return process.pid();
  }

  /** Belay's own process first, then the servers it started and their processes. */
  List<ProcessHandle> all() {
    List<ProcessHandle> handles = new ArrayList<>();
    handles.add(process.toHandle());
    process.descendants().forEach(handles::add);
    return handles;
  }

  /** {@code kill -9} of everything at once, or of Belay's own process alone. */
  Instant kill(boolean servers) {
    List<ProcessHandle> victims = servers ? all() : List.of(process.toHandle());
    Instant at = Instant.now();
    victims.forEach(ProcessHandle::destroyForcibly);
    victims.forEach(victim -> victim.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    return at;
  }

  /** Stops it in order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        kill(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill(true);
    }
  }

  static void discard(Settings settings, Path home) throws IOException {
    if (settings.keep()) {
      Report.say("kept %s", home);
      return;
    }
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
