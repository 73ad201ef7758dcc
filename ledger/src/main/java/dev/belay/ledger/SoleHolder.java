package dev.belay.ledger;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An advisory lock of the database, held as long as a connection lives: of all processes on the
 * same books one does the work. A process that dies gives it up with its connection.
 */
public final class SoleHolder implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;
  private final Connection connection;
  private final long lock;

  private SoleHolder(Connection connection, long lock) {
    this.connection = connection;
    this.lock = lock;
  }

  /**
   * Takes the lock; empty when another process holds it.
   *
   * @param lock any number, for ever the same for the same work
   * @throws LedgerException if the database does not answer
   */
  public static Optional<SoleHolder> take(DataSource pool, long lock) {
    try {
      // The bean is a proxy that wants a transaction; the lock outlives them all.
      Connection connection = DelegatingDataSource.unwrapDataSource(pool).getConnection();
      SoleHolder holder = new SoleHolder(connection, lock);
      boolean taken = false;
      try {
        taken = holder.ask("SELECT pg_try_advisory_lock(?)");
      } finally {
        if (!taken) {
          connection.close();
        }
      }
      return taken ? Optional.of(holder) : Optional.empty();
    } catch (SQLException e) {
      throw new LedgerException("advisory lock", e);
    }
  }

  /** Whether it is still ours; not when the connection is gone. */
  public boolean isHeld() {
    try {
      return connection.isValid(PATIENCE_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean ask(String question) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setLong(1, lock);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  @Override
  public void close() {
    try (connection) {
      // The connection goes back to the pool and would take the lock along.
      boolean unused = ask("SELECT pg_advisory_unlock(?)");
    } catch (SQLException e) {
      // It is gone, and the lock with it.
    }
  }
}
