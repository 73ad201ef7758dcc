package dev.belay.ledger;

import java.time.Instant;
import java.util.Map;

/** The hash-chained record of what happened to each account. */
public final class Journal {
  private Journal() {}

  /** Appends within the caller's transaction, so the record and what it records stand together. */
  public static void append(
      Sql sql, String account, String kind, Map<String, ?> body, Instant wallNow) {
    sql.one(
        "SELECT belay.append_journal(?, ?, ?, ?) AS seq",
        r -> r.number("seq"),
        account,
        kind,
        LedgerJson.write(body),
        wallNow);
  }
}
