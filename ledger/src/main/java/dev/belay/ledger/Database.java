package dev.belay.ledger;

import dev.belay.domain.fault.Failpoints;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.function.Function;

/** Runs the ledger's transactions at read committed; rows are locked where it matters. */
public final class Database {
  private final TransactionOperations<Connection> transactions;
  private final Failpoints failpoints;

  public Database(TransactionOperations<Connection> transactions, Failpoints failpoints) {
    this.transactions = transactions;
    this.failpoints = failpoints;
  }

  /**
   * Runs one writing transaction and passes the failpoint {@code ledger.<operation>.committed}
   * between its commit and the return.
   *
   * @throws LedgerException if the database refuses or can't be reached; nothing is kept then
   */
  public <T> T write(String operation, Function<Sql, T> work) {
    T result = transactions.executeWrite(status -> work.apply(new Sql(status.getConnection())));
    failpoints.hit("ledger." + operation + ".committed");
    return result;
  }

  /** Runs one reading transaction. */
  public <T> T read(Function<Sql, T> work) {
    return transactions.executeRead(status -> work.apply(new Sql(status.getConnection())));
  }
}
