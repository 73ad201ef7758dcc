package dev.belay.ledger;

import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries refused for a reason that passes by itself, such as a disk without room. Orders that
 * reduce always pass. No operator ends a hold: whoever found the reason does when it is gone.
 */
public final class EntryHolds {
  private final Database database;
  private final InstantSource wall;

  public EntryHolds(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Refuses entries from now on; one of the source that is in force stays as it is.
   *
   * @return whether it is new
   */
  public boolean hold(String portfolio, String source, RefusalCode code, String detail) {
    Instant now = wall.instant();
    return database.write(
        "hold",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          int held =
              sql.update(
                  """
                  INSERT INTO belay.entry_holds (portfolio, source, code, detail, began_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (portfolio, source) WHERE ended_at IS NULL DO NOTHING""",
                  portfolio,
                  source,
                  code,
                  detail,
                  now);
          if (held == 1) {
            Journal.append(
                sql,
                Accounts.unallocated(portfolio),
                "hold",
                Map.of("code", code, "detail", detail, "source", source),
                now);
          }
          return held == 1;
        });
  }

  /**
   * The source's reason is gone.
   *
   * @return whether there was a hold to end
   */
  public boolean release(String portfolio, String source) {
    return end(portfolio, source);
  }

  /** Ends the holds of all sources: at a start whoever finds a reason holds anew. */
  public void releaseAll(String portfolio) {
    boolean unused = end(portfolio, null);
  }

  private boolean end(String portfolio, @Nullable String only) {
    Instant now = wall.instant();
    return database.write(
        "release",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          List<String> ended =
              sql.list(
                  """
                  UPDATE belay.entry_holds SET ended_at = ?
                    WHERE portfolio = ? AND ended_at IS NULL AND coalesce(source = ?::text, true)
                    RETURNING source""",
                  r -> r.text("source"),
                  now,
                  portfolio,
                  only);
          for (String source : ended) {
            Journal.append(
                sql, Accounts.unallocated(portfolio), "release", Map.of("source", source), now);
          }
          return !ended.isEmpty();
        });
  }

  /** The oldest hold in force. */
  public static Optional<EntryHold> active(Sql sql, String portfolio) {
    return sql.first(
        """
        SELECT source, code, detail, began_at FROM belay.entry_holds
          WHERE portfolio = ? AND ended_at IS NULL ORDER BY seq LIMIT 1""",
        r ->
            new EntryHold(
                r.text("source"),
                RefusalCode.valueOf(r.text("code")),
                r.text("detail"),
                r.instant("began_at")),
        portfolio);
  }

  /** Why no entry may be admitted or sent. */
  static Optional<Refusal> refusal(Sql sql, String portfolio) {
    return active(sql, portfolio).map(hold -> new Refusal(hold.code(), hold.detail()));
  }
}
