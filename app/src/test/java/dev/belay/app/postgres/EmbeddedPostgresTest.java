package dev.belay.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class EmbeddedPostgresTest {
  private static final Map<String, String> ENVIRONMENT = System.getenv();
  private final CacheFolder cache = CacheFolder.locate(ENVIRONMENT);
  @TempDir Path folder;

  private EmbeddedPostgres start(BelayHome home) {
    return EmbeddedPostgres.start(home, cache, ENVIRONMENT);
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(PostgresServer server, String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
      connection.createStatement().execute(sql);
    }
  }

  @Test
  void keepsItsRowsAndItsPortAcrossAnOrderlyRestart() throws Exception {
    String url;
    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres server = start(home)) {
      url = server.jdbcUrl();
      run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
    }

    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres server = start(home)) {
      assertThat(server.jdbcUrl()).isEqualTo(url);
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres server = start(home)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThat(server.toString()).doesNotContain(server.password());
      assertThat(folder.resolve("postgres/password.new")).doesNotExist();
    }
  }

  @Test
  void isStartedAnewOnTheSamePortWhenItDies() throws Exception {
    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres server = start(home)) {
      run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      long killed = server.pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      assertThat(await(() -> ask(server, "SELECT answer FROM kept"))).isEqualTo("42");
      assertThat(server.pid()).isNotEqualTo(killed);
    }
  }

  @Test
  void startsAfterAKillOfParentAndServer() throws Exception {
    Process parent = startParent();
    long server = pidFrom(parent);
    ProcessHandle.of(server).orElseThrow().destroyForcibly();
    parent.destroyForcibly().waitFor();

    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres again = start(home)) {
      assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void stopsTheServerThatAKilledParentLeftAndStartsItAnew() throws Exception {
    Process parent = startParent();
    long orphan = pidFrom(parent);
    parent.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (BelayHome home = BelayHome.open(folder);
        EmbeddedPostgres server = start(home)) {
      assertThat(ProcessHandle.of(orphan).filter(ProcessIdentity::runs)).isEmpty();
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
    assertThat(Files.exists(folder.resolve("children/postgres.json"))).isFalse();
  }

  private Process startParent() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long pidFrom(Process parent) throws Exception {
    try (var answer = parent.inputReader()) {
      return Long.parseLong(
          answer.lines().filter(line -> line.matches("[0-9]+")).findFirst().orElseThrow());
    }
  }

  /** Starts a server, says its pid and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      BelayHome home = BelayHome.open(Path.of(args[0]));
      EmbeddedPostgres server =
          EmbeddedPostgres.start(home, CacheFolder.locate(ENVIRONMENT), ENVIRONMENT);
      run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
      System.out.println(server.pid());
      Thread.sleep(Duration.ofMinutes(1));
      throw new AssertionError("Expected to be killed, holding " + List.of(home, server));
    }
  }

  private interface Question {
    String ask() throws SQLException;
  }

  private static String await(Question question) throws Exception {
    SQLException last = new SQLException("never asked");
    for (int i = 0; i < 200; i++) {
      try {
        return question.ask();
      } catch (SQLException e) {
        last = e;
        Thread.sleep(Duration.ofMillis(50));
      }
    }
    throw last;
  }
}
