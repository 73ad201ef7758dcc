package dev.belay.ledger;

import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.risk.Breakers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The operator's and the breakers' switches; all idempotent, all journaled. */
public final class Controls {
  private final Database database;
  private final InstantSource wall;

  public Controls(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** Halts all entries until {@link #resume}; one that is in force already stays as it is. */
  public void halt(String portfolio, String reason, String by) {
    Instant now = wall.instant();
    database.write(
        "halt",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          return halt(sql, portfolio, RefusalCode.HALT_ACTIVE, reason, by, now);
        });
  }

  /**
   * Halts, and keeps that everything is to be closed until {@link #flattened}; a request that was
   * kept before changes nothing.
   *
   * @param request names the flatten
   */
  public void flatten(String portfolio, String request, String by) {
    Instant now = wall.instant();
    database.write(
        "flatten",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          int begun =
              sql.update(
                  """
                  INSERT INTO belay.flattens (portfolio, request, commanded_by, recorded_at)
                    VALUES (?, ?, ?, ?) ON CONFLICT (portfolio, request) DO NOTHING\
                  """,
                  portfolio,
                  request,
                  by,
                  now);
          if (begun == 1) {
            Journal.append(
                sql,
                Accounts.unallocated(portfolio),
                "flatten",
                Map.of("request", request, "by", by),
                now);
            boolean unused =
                halt(sql, portfolio, RefusalCode.HALT_ACTIVE, "flatten " + request, by, now);
          }
          return begun == 1;
        });
  }

  /** The venue itself has reported every account flat: from now on an operator may resume. */
  public void flattened(String portfolio, String request) {
    Instant now = wall.instant();
    database.write(
        "flattened",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          int ended =
              sql.update(
                  """
                  UPDATE belay.flattens SET flat_at = ?
                    WHERE portfolio = ? AND request = ? AND flat_at IS NULL\
                  """,
                  now,
                  portfolio,
                  request);
          if (ended == 1) {
            Journal.append(
                sql, Accounts.unallocated(portfolio), "flattened", Map.of("request", request), now);
          }
          return ended == 1;
        });
  }

  /**
   * The request of a flatten that has not come to its end, the oldest; while there is one the halt
   * stays.
   */
  public Optional<String> unfinishedFlatten(String portfolio) {
    return database.read(sql -> unfinishedFlatten(sql, portfolio));
  }

  private static Optional<String> unfinishedFlatten(Sql sql, String portfolio) {
    return sql.first(
        """
        SELECT request FROM belay.flattens
          WHERE portfolio = ? AND flat_at IS NULL ORDER BY recorded_at LIMIT 1\
        """,
        r -> r.text("request"),
        portfolio);
  }

  /**
   * Ends the halt; the fund's peak and day are measured anew. A flatten that has not come to its
   * end keeps it.
   *
   * @return whether there was one to end
   */
  public boolean resume(String portfolio, String by) {
    Instant now = wall.instant();
    return database.write(
        "resume",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          if (unfinishedFlatten(sql, portfolio).isPresent()) {
            return false;
          }
          int resumed =
              sql.update(
                  """
                  UPDATE belay.halts SET resumed_by = ?, resumed_at = ?
                    WHERE portfolio = ? AND resumed_at IS NULL\
                  """,
                  by,
                  now,
                  portfolio);
          if (resumed == 1) {
            Funds.store(sql, portfolio, Breakers.FundState.NEW);
            Journal.append(sql, Accounts.unallocated(portfolio), "resume", Map.of("by", by), now);
          }
          return resumed == 1;
        });
  }

  /**
   * Pauses an agent, or resumes it: that also ends a drawdown's pause.
   *
   * @return false when it was so already
   */
  public boolean setPaused(String portfolio, String agent, boolean paused, String by) {
    Instant now = wall.instant();
    return database.write(
        "pause",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          Agents.Agent found = Agents.one(sql, portfolio, agent);
          boolean drawdownToEnd =
              !paused && !found.breakers().equals(Breakers.resumed(found.breakers()));
          if (found.pausedByOperator() == paused && !drawdownToEnd) {
            return false;
          }
          if (!paused) {
            Agents.store(sql, portfolio, agent, Breakers.resumed(found.breakers()));
          }
          set(sql, "paused_by_operator", portfolio, agent, paused);
          Journal.append(sql, found.account(), paused ? "pause" : "unpause", Map.of("by", by), now);
          return true;
        });
  }

  /** Enables or disables an agent; a disabled one opens nothing and runs no rounds. */
  public void setEnabled(String portfolio, String agent, boolean enabled, String by) {
    Instant now = wall.instant();
    database.write(
        "enable",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          Agents.Agent found = Agents.one(sql, portfolio, agent);
          set(sql, "enabled", portfolio, agent, enabled);
          Journal.append(
              sql, found.account(), enabled ? "enable" : "disable", Map.of("by", by), now);
          return enabled;
        });
  }

  /** Halts within the caller's transaction, which holds the portfolio's lock. */
  static boolean halt(
      Sql sql, String portfolio, RefusalCode code, String reason, String by, Instant now) {
    int halted =
        sql.update(
            """
            INSERT INTO belay.halts (portfolio, code, reason, halted_by, halted_at)
              VALUES (?, ?, ?, ?, ?) ON CONFLICT (portfolio) WHERE resumed_at IS NULL DO NOTHING\
            """,
            portfolio,
            code,
            reason,
            by,
            now);
    if (halted == 1) {
      Journal.append(
          sql,
          Accounts.unallocated(portfolio),
          "halt",
          Map.of("code", code, "reason", reason, "by", by),
          now);
    }
    return halted == 1;
  }

  private static void set(Sql sql, String column, String portfolio, String agent, boolean value) {
    sql.update(
        "UPDATE belay.agents SET %s = ? WHERE portfolio = ? AND id = ?".formatted(column),
        value,
        portfolio,
        agent);
  }
}
