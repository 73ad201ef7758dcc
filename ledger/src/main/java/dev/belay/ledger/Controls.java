package dev.belay.ledger;

import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.risk.Breakers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

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
   * Ends the halt; the fund's peak and day are measured anew.
   *
   * @return whether there was one
   */
  public boolean resume(String portfolio, String by) {
    Instant now = wall.instant();
    return database.write(
        "resume",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          int resumed =
              sql.update(
                  """
                  UPDATE belay.halts SET resumed_by = ?, resumed_at = ?
                    WHERE portfolio = ? AND resumed_at IS NULL""",
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

  /** Pauses an agent, or resumes it: that also ends a drawdown's pause. */
  public void setPaused(String portfolio, String agent, boolean paused, String by) {
    Instant now = wall.instant();
    database.write(
        "pause",
        sql -> {
          Accounts.lockPortfolio(sql, portfolio);
          Agents.Agent found = Agents.one(sql, portfolio, agent);
          if (!paused) {
            Agents.store(sql, portfolio, agent, Breakers.resumed(found.breakers()));
          }
          set(sql, "paused_by_operator", portfolio, agent, paused);
          Journal.append(sql, found.account(), paused ? "pause" : "unpause", Map.of("by", by), now);
          return paused;
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
              VALUES (?, ?, ?, ?, ?) ON CONFLICT (portfolio) WHERE resumed_at IS NULL DO NOTHING""",
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
