package dev.belay.app.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.OperatorException;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import dev.belay.app.postgres.PostgresBinaries;
import dev.belay.app.process.Platform;
import dev.belay.app.process.Ports;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalResolver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code belay doctor} looks at; nothing is started or fetched. */
final class Checks {
  private static final long MEBIBYTE = 1L << 20;
  private static final long LEAST_DISK = 2048 * MEBIBYTE;
  private static final long GOOD_DISK = 10240 * MEBIBYTE;
  private final Path home;
  private final CacheFolder cache;
  private final Map<String, String> environment;

  Checks(Path home, CacheFolder cache, Map<String, String> environment) {
    this.home = home;
    this.cache = cache;
    this.environment = Map.copyOf(environment);
  }

  /** How a check ended. */
  enum State {
    OK,
    WARN,
    FAIL;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param found what was found, and what to do where that is not good
   */
  record Result(String subject, State state, String found) {}

  List<Result> all(int port, @Nullable Path config) {
    return List.of(
        java(),
        maven(),
        go(),
        disk(),
        homeState(),
        postgres(),
        temporal(),
        port(port),
        config(config));
  }

  private static Result java() {
    int feature = Runtime.version().feature();
    return new Result(
        "jdk",
        feature >= 21 ? State.OK : State.FAIL,
        "Java %s in %s%s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.home"),
                feature >= 21 ? "" : "; install a JDK of 21 or newer"));
  }

  private Result maven() {
    return Platform.onPath("mvn", environment)
        .map(path -> new Result("maven", State.OK, path.toString()))
        .orElse(
            new Result(
                "maven",
                State.WARN,
                "not on PATH; a built project starts without it, building and `belay test` need it"));
  }

  private Result go() {
    return Platform.onPath("go", environment)
        .map(path -> new Result("go", State.OK, path.toString()))
        .orElse(
            new Result(
                "go",
                State.OK,
                "not on PATH; needed only to build a Temporal server that cannot be fetched"));
  }

  private Result disk() {
    Path existing = home;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      State state = free < LEAST_DISK ? State.FAIL : free < GOOD_DISK ? State.WARN : State.OK;
      return new Result(
          "disk",
          state,
          "%d MiB free at %s%s"
              .formatted(
                  free / MEBIBYTE,
                  existing,
                  state == State.OK
                      ? ""
                      : "; a demo at speed 60 writes gigabytes a day: free some space or choose another --home"));
    } catch (IOException e) {
      return new Result(
          "disk", State.WARN, "free space of %s is unknown: %s".formatted(existing, e));
    }
  }

  private Result homeState() {
    try {
      Optional<RunningBelay> running = BelayHome.running(home);
      if (running.isPresent()) {
        return new Result(
            "home",
            State.OK,
            "%s, in use by process %d at %s"
                .formatted(home, running.get().process().pid(), running.get().address()));
      }
      if (!Files.exists(home)) {
        return new Result("home", State.OK, home + ", made at the first start");
      }
      BelayHome.open(home).close();
      return new Result("home", State.OK, home + ", free");
    } catch (OperatorException e) {
      return new Result("home", State.FAIL, e.getMessage());
    }
  }

  private Result postgres() {
    if (!environment.getOrDefault("BELAY_DATABASE_URL", "").isBlank()) {
      return new Result("postgres", State.OK, "the one named by BELAY_DATABASE_URL");
    }
    Platform platform = Platform.current();
    if (PostgresBinaries.resource(platform).isEmpty()) {
      return new Result(
          "postgres",
          State.FAIL,
          "there is no embedded one for %s; set BELAY_DATABASE_URL".formatted(platform));
    }
    boolean unshare = Platform.onPath("unshare", environment).isPresent();
    return Platform.superuser() && !unshare
        ? new Result(
            "postgres",
            State.FAIL,
            "as root it needs `unshare`, which is not on PATH; run as another user or set BELAY_DATABASE_URL")
        : new Result(
            "postgres",
            State.OK,
            "embedded %s for %s".formatted(PostgresBinaries.VERSION, platform));
  }

  private Result temporal() {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var resolver = new TemporalResolver(cache, environment, silent);
    try {
      return resolver
          .here()
          .map(choice -> new Result("temporal", State.OK, describe(choice)))
          .orElseGet(
              () -> new Result("temporal", State.WARN, "no server is here; " + resolver.plan()));
    } catch (OperatorException e) {
      return new Result("temporal", State.FAIL, e.getMessage());
    }
  }

  private static String describe(TemporalChoice choice) {
    return switch (choice) {
      case TemporalChoice.Cluster cluster -> "a cluster, because " + cluster.reason();
      case TemporalChoice.Executable found ->
          "%s (%s), %s".formatted(found.path(), found.version(), found.reason());
      case TemporalChoice.Memory memory -> "in memory, because " + memory.reason();
    };
  }

  private Result port(int port) {
    boolean ours =
        BelayHome.running(home).filter(r -> r.address().endsWith(":" + port)).isPresent();
    return Ports.isFree(port) || ours
        ? new Result("port", State.OK, port + (ours ? ", used by this home's Belay" : ", free"))
        : new Result(
            "port",
            State.FAIL,
            "%d is taken; stop what listens there or choose another with --port".formatted(port));
  }

  private static Result config(@Nullable Path file) {
    try {
      var spec = file == null ? PortfolioFile.shipped() : PortfolioFile.read(file);
      return new Result(
          "configuration",
          State.OK,
          "%d agents share %s USDT (%s)"
              .formatted(
                  spec.agents().size(),
                  spec.initialBalance(),
                  file == null ? "the one shipped" : file));
    } catch (OperatorException e) {
      return new Result("configuration", State.FAIL, e.getMessage());
    }
  }
}
