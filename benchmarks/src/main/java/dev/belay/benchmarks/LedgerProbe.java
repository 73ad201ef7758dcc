package dev.belay.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the ledger of a running Belay, past its own code. */
final class LedgerProbe implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Connection connection;

  private LedgerProbe(Connection connection) {
    this.connection = connection;
  }

  static LedgerProbe open(Path home) throws IOException, SQLException {
    ObjectMapper json = new ObjectMapper();
    int port = json.readTree(home.resolve("ports.json").toFile()).path("postgres").asInt();
    String password =
        json.readTree(home.resolve("secrets.json").toFile()).path("postgres_password").asText();
    return new LedgerProbe(
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "belay", password));
  }

  Connection connection() {
    return connection;
  }

  /**
   * Waits for the first decision of a round that began at or after the time.
   *
   * @throws IOException if there is none within two minutes
   */
  Instant awaitDecision(Instant since) throws IOException, SQLException, InterruptedException {
    Instant end = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(end)) {
      Optional<Instant> found =
          instants(
                  "SELECT min(d.recorded_at) FROM belay.decisions d"
                      + " JOIN belay.rounds r ON r.id = d.round_id WHERE r.recorded_at >= ?",
                  since)
              .stream()
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new IOException("Expected a decision within " + LIMIT);
  }

  /**
   * Waits for a row of a query over times, to within some milliseconds.
   *
   * @throws IOException if there is none within two minutes
   */
  void awaitRow(String query, Instant... arguments)
      throws IOException, SQLException, InterruptedException {
    Instant end = Instant.now().plus(LIMIT);
    try (PreparedStatement statement = prepare(query, arguments)) {
      while (Instant.now().isBefore(end)) {
        try (ResultSet rows = statement.executeQuery()) {
          if (rows.next()) {
            return;
          }
        }
        Thread.sleep(2);
      }
    }
    throw new IOException("Expected a row of \"%s\" within %s".formatted(query, LIMIT));
  }

  /** The first column of every row that has one, of a query over times. */
  List<Instant> instants(String query, Instant... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(query, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<Instant> found = new ArrayList<>();
      while (rows.next()) {
        Timestamp value = rows.getTimestamp(1);
        if (value != null) {
          found.add(value.toInstant());
        }
      }
      return found;
    }
  }

  /** The first column of every row, of a query over times. */
  List<Double> numbers(String query, Instant... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(query, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<Double> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getDouble(1));
      }
      return found;
    }
  }

  /** Carries statements out in one transaction. */
  void write(List<String> statements) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }

  /** The namespace of the installation at the Temporal server. */
  String namespace() throws SQLException {
    try (PreparedStatement statement = prepare("SELECT id FROM belay.installation");
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("Expected the ledger to name its installation");
      }
      return "belay-" + row.getString(1);
    }
  }

  PreparedStatement prepare(String query, Instant... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    for (int i = 0; i < arguments.length; i++) {
      statement.setTimestamp(i + 1, Timestamp.from(arguments[i]));
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
