package dev.belay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One real Postgres 17 for all tests of this JVM; every caller gets a database of its own. */
public final class TestPostgres {
  /** Who may do everything, without a password. */
  public static final String USER = "postgres";

  private static final AtomicInteger databases = new AtomicInteger();
  private static final TestPostgres SERVER = start();

  private final int port;

  private TestPostgres(int port) {
    this.port = port;
  }

  /** The JDBC address of a new, empty database. */
  public static String newDatabase() {
    String name = "t" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("The tests' Postgres gave no database", e);
    }
    return url(name);
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SERVER.port, database);
  }

  private static TestPostgres start() {
    try {
      Path home = Files.createTempDirectory("belay-postgres");
      extract(home);
      Path data = home.resolve("data");
      run(home, "bin/initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-N", "-E", "UTF8")
          .onExit()
          .join();
      Process server =
          run(
              home,
              "bin/postgres",
              "-D",
              data.toString(),
              "-p",
              "" + freePort(),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "unix_socket_directories=");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, home)));
      return new TestPostgres(awaitReady(data.resolve("postmaster.pid"), server));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("The tests' Postgres did not start", e);
    }
  }

  private static int awaitReady(Path pidFile, Process server)
      throws IOException, InterruptedException {
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
      if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
        return Integer.parseInt(lines.get(3).strip());
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("The tests' Postgres did not become ready");
  }

  private static void extract(Path home) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xJf", "-", "-C", home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream archive =
            TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz");
        var stdin = tar.getOutputStream()) {
      Objects.requireNonNull(archive, "the Postgres binaries").transferTo(stdin);
    }
    if (tar.waitFor() != 0) {
      throw new IllegalStateException("Unpacking Postgres failed with " + tar.exitValue());
    }
  }

  /** Postgres refuses to run as root: a user namespace makes it somebody else. */
  private static Process run(Path home, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void stop(Process server, Path home) {
    try {
      // At once, without writing what nobody will read.
      new ProcessBuilder("kill", "-QUIT", "" + server.pid()).start().waitFor();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      new ProcessBuilder("rm", "-rf", home.toString()).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
