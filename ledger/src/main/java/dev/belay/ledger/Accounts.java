package dev.belay.ledger;

/** Names and locks of accounts. */
public final class Accounts {
  private Accounts() {}

  /** Cash of the fund that no agent has. */
  public static String unallocated(String portfolio) {
    return portfolio + "/unallocated";
  }

  /** The outside world: every deposit, gain, fee and funding has its other side here. */
  public static String external(String portfolio) {
    return portfolio + "/external";
  }

  /**
   * Locks the whole portfolio until the transaction ends. Always before any account, so that two
   * transactions never wait for each other.
   *
   * @throws IllegalArgumentException if there is no such portfolio
   */
  public static void lockPortfolio(Sql sql, String portfolio) {
    // Not FOR UPDATE: foreign keys look at the row from transactions that hold an account already.
    String lock = "SELECT name FROM belay.portfolios WHERE name = ? FOR NO KEY UPDATE";
    if (sql.first(lock, r -> r.text("name"), portfolio).isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a portfolio in the ledger, was \"%s\"".formatted(portfolio));
    }
  }

  /** Locks the account until the transaction ends and returns its portfolio. */
  public static String lock(Sql sql, String account) {
    return sql.first(
            "SELECT portfolio FROM belay.accounts WHERE id = ? FOR NO KEY UPDATE",
            r -> r.text("portfolio"),
            account)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected an account in the ledger, was \"%s\"".formatted(account)));
  }
}
