package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;

/** The database of a home in which nothing runs. */
final class StoppedBooks implements AutoCloseable {
  private final BelayHome home;
  private final PostgresServer postgres;
  private final Connection connection;

  StoppedBooks(Path folder) throws SQLException {
    home = BelayHome.open(folder);
    postgres = PostgresServer.start(home, CacheFolder.locate(System.getenv()), new TreeMap<>());
    connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).as(sql).isPositive();
    }
  }

  /** The first column of the first row. */
  String text(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    try (home;
        postgres) {
      connection.close();
    }
  }
}
