package dev.belay.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The hash-chained record of what happened to each account. */
public final class Journal {
  private final Database database;

  public Journal(Database database) {
    this.database = database;
  }

  /** Appends within the caller's transaction, so the record and what it records stand together. */
  static void append(Sql sql, String account, String kind, Map<String, ?> body, Instant wallNow) {
    sql.one(
        "SELECT belay.append_journal(?, ?, ?, ?) AS seq",
        r -> r.number("seq"),
        account,
        kind,
        LedgerJson.write(body),
        wallNow);
  }

  /**
   * Recomputes every hash of an account.
   *
   * @return the number of the first event that does not fit its predecessor, or that is missing
   */
  public Optional<Long> firstBroken(String account) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT seq FROM (
                    SELECT j.*, lag(hash, 1, '') OVER w AS before, row_number() OVER w AS expected
                      FROM belay.journal j WHERE account = ? WINDOW w AS (ORDER BY seq)) c
                  WHERE seq <> expected OR prev_hash <> before
                     OR hash <> belay.journal_hash(prev_hash, account, seq, kind, recorded_at, body)
                  UNION ALL
                SELECT journal_seq FROM belay.accounts a WHERE id = ? AND journal_seq > 0
                    AND NOT EXISTS (SELECT FROM belay.journal j WHERE j.account = a.id
                          AND j.seq = a.journal_seq AND j.hash = a.journal_hash)
                  ORDER BY seq LIMIT 1""",
                r -> r.number("seq"),
                account,
                account));
  }
}
