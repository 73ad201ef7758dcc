package dev.belay.app.research;

import dev.belay.app.home.BelayHome;
import dev.belay.app.process.BelayCommandLine;
import dev.belay.app.process.ChildPlan;
import dev.belay.app.process.ChildServer;
import dev.belay.app.process.Platform;
import dev.belay.app.process.StopSignal;
import dev.belay.app.temporal.TemporalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The processes that compute, each started anew whenever it ends without being asked to. */
final class ComputeFleet implements AutoCloseable {
  /** The verb of such a process. */
  static final String VERB = "compute-worker";

  private static final String HEAP = "BELAY_WORKER_HEAP";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(6);

  private final List<ChildServer> children = new ArrayList<>();

  private ComputeFleet() {}

  /**
   * Starts them side by side; they work when this returns.
   *
   * @param results the folder where they leave what they have computed
   */
  static ComputeFleet start(
      int count,
      BelayHome home,
      TemporalServer temporal,
      Path results,
      Map<String, String> environment) {
    ComputeFleet fleet = new ComputeFleet();
    List<CompletableFuture<ChildServer>> starting = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      ChildPlan plan = plan(number, home, temporal, results, environment);
      Path ready = ready(home, number);
      starting.add(
          CompletableFuture.supplyAsync(
              () -> ChildServer.start(plan, pid -> says(ready, pid)),
              task -> Thread.ofPlatform().daemon().start(task)));
    }
    try {
      CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      starting.stream()
          .filter(each -> !each.isCompletedExceptionally())
          .forEach(each -> fleet.children.add(each.join()));
      fleet.close();
      throw e.getCause() instanceof RuntimeException own ? own : e;
    }
    starting.forEach(each -> fleet.children.add(each.join()));
    return fleet;
  }

  private static Path ready(BelayHome home, int number) {
    return home.folder("workers").resolve(number + ".pid");
  }

  /** A process that was killed may have left an older one. */
  private static boolean says(Path ready, long pid) {
    try {
      return Files.exists(ready) && Files.readString(ready).equals(String.valueOf(pid));
    } catch (IOException e) {
      return false;
    }
  }

  private static ChildPlan plan(
      int number,
      BelayHome home,
      TemporalServer temporal,
      Path results,
      Map<String, String> environment) {
    String name = "compute-" + number;
    String ready = ready(home, number).toString();
    List<String> words =
        BelayCommandLine.words(
            List.of(
                "-Xmx" + environment.getOrDefault(HEAP, "1g"),
                // It is started anew, instead of going on without the thread that ran out of room.
                "-XX:+ExitOnOutOfMemoryError",
                "-Dbelay.logs=" + home.folder("logs").resolve(name),
                "-Dlogback.configurationFile=logback-server.xml"),
            List.of(
                VERB,
                "--namespace",
                temporal.namespace(),
                "--results",
                results.toString(),
                "--ready",
                ready,
                "--parent",
                String.valueOf(ProcessHandle.current().pid())));
    String target = temporal.description().target();
    switch (temporal.description().kind()) {
      case CLUSTER -> {}
      case SERVER -> words.addAll(List.of("--target", String.valueOf(target)));
      case MEMORY ->
          throw new IllegalArgumentException("Expected a server that other processes can reach");
    }
    return new ChildPlan(
        name,
        Platform.current().ownSession(words, environment),
        BelayCommandLine.environment(),
        home.folder("logs").resolve(name + ".log"),
        home.childFile(name),
        List.of(VERB, ready),
        StopSignal.TERM,
        START_LIMIT,
        GRACE);
  }

  /** How often one had to be started anew. */
  int restarts() {
    return children.stream().mapToInt(ChildServer::restarts).sum();
  }

  @Override
  public void close() {
    List<Thread> stopping =
        children.stream().map(child -> Thread.ofPlatform().start(child::close)).toList();
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
