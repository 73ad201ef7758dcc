package dev.belay.ledger;

import java.sql.SQLException;

/** The database could not do what was asked; nothing of the transaction was kept. */
public class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message) {
    super(message);
  }

  LedgerException(String statement, SQLException cause) {
    super("The ledger could not run [%s]: %s".formatted(statement, cause.getMessage()), cause);
  }

  /** The database was written by a newer Belay; this one leaves it alone. */
  public static final class WrittenByNewer extends LedgerException {
    private static final long serialVersionUID = 1L;

    WrittenByNewer(String message) {
      super(message);
    }
  }
}
