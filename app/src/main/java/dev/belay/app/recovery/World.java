package dev.belay.app.recovery;

import dev.belay.activities.fault.SteeredFailpoints;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.BelayCommandLine;
import dev.belay.app.process.ChildNote;
import dev.belay.app.process.ChildPlan;
import dev.belay.app.process.ChildServer;
import dev.belay.app.process.StopSignal;
import dev.belay.app.run.RecoveryDesk;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Postgres, a Temporal server, the paper venue and a worker, each a process of its own that is
 * started anew when it dies, and nothing else is.
 */
final class World implements AutoCloseable {
  private static final String FUND = "recovery";
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String SPEED = "60";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path folder;
  private final BelayHome home;
  private final ChildServer worker;
  private final ChildServer simulator;
  final RecoveryDesk desk;
  final VenueFaults faults;

  private World(Path folder, Map<String, String> here, List<Case.System> systems) {
    this.folder = folder;
    // The fund is always there; it has the keeper of the money.
    String names = systems.contains(Case.System.AMPLIFIER) ? "portfolio,amplifier" : "portfolio";
    List<String> market = new ArrayList<>(List.of("simulator", "--speed", SPEED, "--seed", "11"));
    if (systems.contains(Case.System.AMPLIFIER)) {
      market.add("--alts");
    }
    try {
      home = add(BelayHome.open(folder));
      CacheFolder cache = CacheFolder.locate(here);
      PostgresServer postgres = add(PostgresServer.start(home, cache, Map.of()));
      TemporalServer temporal = add(temporal(cache, here));
      Map<String, String> environment = environment(postgres, temporal);
      int venuePort = home.port("simulator");
      simulator = add(part("simulator", venuePort, "/fapi/v1/ping", environment, market));
      URI address = URI.create("http://127.0.0.1:" + venuePort);
      environment.put("BELAY_SIMULATOR_URL", address.toString());
      worker =
          add(
              part(
                  "worker",
                  home.port("worker"),
                  "/health/readiness",
                  environment,
                  List.of(
                      "worker",
                      "--roles",
                      "orchestration,market-data,venue,models",
                      "--systems",
                      names,
                      "--config",
                      shipped("portfolio.yaml").toString(),
                      "--amplifier-config",
                      shipped("amplifier.yaml").toString())));
      faults = new VenueFaults(address, home.secret("simulator"));
      desk = add(new RecoveryDesk(postgres, temporal, address, home.secret("simulator"), FUND));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a world in a folder of its own.
   *
   * @throws OperatorException if a part does not come up
   */
  static World start(Path folder, Map<String, String> here, List<Case.System> systems) {
    return new World(folder, here, systems);
  }

  private TemporalServer temporal(CacheFolder cache, Map<String, String> here) {
    TemporalChoice choice =
        new TemporalResolver(cache, here, System.err).resolve(TemporalMode.AUTO);
    if (!(choice instanceof TemporalChoice.Executable)) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected a Temporal server of our own to kill, but found only %s; `belay doctor` says how to get one."
              .formatted(choice));
    }
    return TemporalServer.start(
        choice,
        home,
        new TemporalSettings(FUND, TemporalSettings.DEMO_RETENTION, false, List.of(), here));
  }

  private Map<String, String> environment(PostgresServer postgres, TemporalServer temporal) {
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        "BELAY_DATABASE_URL",
        "%s?user=%s&password=%s"
            .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    environment.put("BELAY_SIMULATOR_SECRET", home.secret("simulator"));
    environment.put("BELAY_TOKEN", home.token());
    environment.put("TEMPORAL_ADDRESS", String.valueOf(temporal.description().target()));
    environment.put("TEMPORAL_NAMESPACE", temporal.namespace());
    return environment;
  }

  private ChildServer part(
      String name, int port, String ready, Map<String, String> environment, List<String> verb) {
    Path own = home.folder("parts").resolve(name);
    List<String> words = new ArrayList<>(verb);
    words.addAll(List.of("--home", own.toString(), "--port", String.valueOf(port)));
    // A short life: what the better compiler would gain, it never earns back.
    List<String> command =
        BelayCommandLine.words(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"), words);
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(BelayCommandLine.environment());
    all.put("BELAY_FAILPOINTS_FILE", failpoints(name).toString());
    URI probe = URI.create("http://127.0.0.1:" + port + ready);
    return ChildServer.start(
        new ChildPlan(
            name,
            command,
            all,
            home.folder("logs").resolve(name + ".log"),
            home.childFile(name),
            List.of(own.toString()),
            StopSignal.TERM,
            START_LIMIT,
            GRACE),
        pid -> answers(probe));
  }

  private static boolean answers(URI probe) {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while a part starts.", e);
    }
  }

  private Path shipped(String name) {
    Path file = home.folder("parts").resolve(name);
    String resource = "/recovery/" + name;
    try (InputStream shipped = World.class.getResourceAsStream(resource)) {
      if (shipped == null) {
        throw new IllegalStateException("Expected the resource " + resource);
      }
      PrivateFiles.write(file, new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new OperatorException(ExitCode.FAILED, "Expected to write " + file + ".", e);
    }
  }

  private Path failpoints(String part) {
    return folder.resolve("failpoints-" + part);
  }

  /** Arms the point of a death in the process that passes it. */
  void arm(long seed, Case.Death death) {
    steer(death.victim() == Case.Victim.SIMULATOR ? "simulator" : "worker", death.arming(seed));
  }

  /** Nothing acts any more. */
  void disarm() {
    for (String part : List.of("simulator", "worker")) {
      steer(part, "");
      try {
        Files.deleteIfExists(SteeredFailpoints.acted(failpoints(part)));
      } catch (IOException e) {
        throw new OperatorException(ExitCode.FAILED, "Expected to forget what acted.", e);
      }
    }
  }

  private void steer(String part, String text) {
    Path file = failpoints(part);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OperatorException(ExitCode.FAILED, "Expected to write " + file + ".", e);
    }
  }

  /** Whether the armed point has acted. */
  boolean hasActed() {
    return Files.exists(SteeredFailpoints.acted(failpoints("worker")))
        || Files.exists(SteeredFailpoints.acted(failpoints("simulator")));
  }

  /** {@code kill -9}; one that kills itself at its point has done so already. */
  void kill(Case.Victim victim) {
    switch (victim) {
      case WORKER -> kill(worker.pid());
      case SIMULATOR -> kill(simulator.pid());
      case POSTGRES -> kill(noted("postgres"));
      case TEMPORAL -> kill(noted("temporal"));
    }
  }

  private long noted(String server) {
    return Json.readFile(home.childFile(server), ChildNote.class).process().pid();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** How often a part had to be started anew. */
  int restarts() {
    return worker.restarts() + simulator.restarts();
  }

  private <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  static void pause() {
    pause(LOOK);
  }

  static void pause(Duration span) {
    try {
      Thread.sleep(span);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("[recovery] a part did not stop in order: " + e);
      }
    }
  }
}
