package dev.belay.app.postgres;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.DiskWatch;
import dev.belay.app.process.ChildPlan;
import dev.belay.app.process.ChildServer;
import dev.belay.app.process.Platform;
import dev.belay.app.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Postgres of our own: on loopback only, with a password and without a Unix socket, and with the
 * durable settings that are Postgres's defaults.
 */
final class EmbeddedPostgres implements PostgresServer {
  private static final String NAME = "postgres";
  private static final String USER = "belay";
  private static final String PASSWORD = "postgres_password";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "max_connections=60",
          "shared_buffers=64MB",
          "max_wal_size=256MB",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_logical_replication_workers=0",
          "max_parallel_workers_per_gather=0",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC");
  private final ChildServer server;
  private final int port;
  private final String password;

  private EmbeddedPostgres(ChildServer server, int port, String password) {
    this.server = server;
    this.port = port;
    this.password = password;
  }

  static EmbeddedPostgres start(
      BelayHome home, CacheFolder cache, Map<String, String> environment) {
    DiskWatch.requireSpace(home.directory());
    Platform platform = Platform.current();
    Path bin = PostgresBinaries.unpack(cache, platform).resolve("bin");
    Path data = home.folder(NAME).resolve("data");
    Path log = home.folder("logs").resolve("postgres.log");
    String password = home.secret(PASSWORD);
    if (!Files.exists(data)) {
      new DataFolder(bin, data, log).create(USER, password);
    }
    List<String> marks = List.of("/postgres", data.toString());
    ChildPlan.stopLeftOvers(NAME, marks, StopSignal.INT, GRACE);
    PostmasterFile postmaster = new PostmasterFile(data);
    postmaster.deleteIfOfStranger();
    int port = home.port(NAME);
    ChildPlan plan =
        new ChildPlan(
            NAME,
            command(bin, data, port, platform, environment),
            Map.of("LC_ALL", "C"),
            log,
            home.childFile(NAME),
            marks,
            StopSignal.INT,
            START_LIMIT,
            GRACE);
    return new EmbeddedPostgres(ChildServer.start(plan, postmaster::ready), port, password);
  }

  /** As another process reaches the one of a home. */
  static Optional<PostgresServer> ofRunning(Path home) {
    return BelayHome.knownPort(home, NAME)
        .flatMap(
            port ->
                BelayHome.knownSecret(home, PASSWORD)
                    .map(password -> new ExternalPostgres(url(port), USER, password)));
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static List<String> command(
      Path bin, Path data, int port, Platform platform, Map<String, String> environment) {
    List<String> server =
        new ArrayList<>(
            List.of(
                bin.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port)));
    for (String setting : SETTINGS) {
      server.add("-c");
      server.add(setting);
    }
    return DataFolder.unprivileged(platform.ownSession(server, environment));
  }

  @Override
  public Kind kind() {
    return Kind.EMBEDDED;
  }

  @Override
  public String jdbcUrl() {
    return url(port);
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return password;
  }

  /** The server's pid now; it changes when the server had to be started anew. */
  long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "embedded Postgres " + PostgresBinaries.VERSION + " at " + jdbcUrl();
  }

  /** A folder with databases, made by {@code initdb}. */
  private record DataFolder(Path bin, Path data, Path log) {

    /** Makes it aside and renames it, so that an interrupted {@code initdb} leaves nothing. */
    void create(String user, String password) {
      Path fresh = data.resolveSibling("data.new");
      Path passwordFile = data.resolveSibling("password.new");
      try {
        CacheFolder.deleteTree(fresh);
        PrivateFiles.write(passwordFile, password + "\n");
        run(
            List.of(
                bin.resolve("initdb").toString(),
                "-D",
                fresh.toString(),
                "-U",
                user,
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--data-checksums",
                "--no-instructions"));
        Files.move(fresh, data);
      } catch (IOException e) {
        throw PrivateFiles.explain("create the database in", data, e);
      } finally {
        deleteQuietly(passwordFile);
      }
    }

    private void run(List<String> command) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(unprivileged(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().put("LC_ALL", "C");
      try {
        int exit = builder.start().waitFor();
        if (exit != 0) {
          throw new OperatorException(
              ExitCode.FAILED,
              "Expected initdb to make the database %s, but it ended with exit code %d; see %s.%s"
                  .formatted(data, exit, log, advice()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted while making the database.");
      }
    }

    private static String advice() {
      return Platform.superuser()
          ? " Postgres refuses to run as root, so it is started with `unshare -U`; where user"
              + " namespaces are not allowed, run Belay as another user or set BELAY_DATABASE_URL."
          : "";
    }

    private static void deleteQuietly(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw PrivateFiles.explain("delete", file, e);
      }
    }

    /** Postgres refuses the superuser; in a user namespace of its own it has no such rights. */
    static List<String> unprivileged(List<String> command) {
      if (!Platform.superuser()) {
        return command;
      }
      List<String> prefixed = new ArrayList<>(List.of("unshare", "-U"));
      prefixed.addAll(command);
      return prefixed;
    }
  }
}
