package dev.belay.ledger;

import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.risk.BreakerState;
import java.time.Instant;
import java.util.List;

/** Rows of the roster with what the breakers remember. */
public final class Agents {
  private Agents() {}

  /**
   * An agent as stored.
   *
   * @param modelFailures in a row
   */
  public record Agent(
      AgentSpec spec,
      String account,
      boolean enabled,
      boolean pausedByOperator,
      BreakerState breakers,
      int modelFailures) {

    /**
     * running, paused or disabled.
     *
     * @param now market time
     */
    public String status(Instant now) {
      if (!enabled) {
        return "disabled";
      }
      return pausedByOperator || breakers.isPaused(now) ? "paused" : "running";
    }
  }

  /** In the roster's order. */
  public static List<Agent> all(Sql sql, String portfolio) {
    return sql.list(
        "SELECT * FROM belay.agents WHERE portfolio = ? ORDER BY ordinal", Agents::read, portfolio);
  }

  public static Agent one(Sql sql, String portfolio, String agent) {
    return sql.first(
            "SELECT * FROM belay.agents WHERE portfolio = ? AND id = ?",
            Agents::read,
            portfolio,
            agent)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected an agent of portfolio %s, was \"%s\"".formatted(portfolio, agent)));
  }

  public static void store(Sql sql, String portfolio, String agent, BreakerState state) {
    sql.update(
        """
        UPDATE belay.agents SET peak_equity = ?, day = ?, day_start_equity = ?, loss_day = ?,
               paused_until = ?, drawdown_at = ?, drawdown_locked = ?
          WHERE portfolio = ? AND id = ?""",
        state.peak(),
        state.day(),
        state.dayStart(),
        state.lossDay(),
        state.pausedUntil(),
        state.drawdownAt(),
        state.locked(),
        portfolio,
        agent);
  }

  private static Agent read(Row r) {
    return new Agent(
        LedgerJson.read(r.text("spec"), AgentSpec.class),
        r.text("account"),
        r.flag("enabled"),
        r.flag("paused_by_operator"),
        new BreakerState(
            r.usdtOrNull("peak_equity"),
            r.dayOrNull("day"),
            r.usdtOrNull("day_start_equity"),
            r.dayOrNull("loss_day"),
            r.instantOrNull("paused_until"),
            r.instantOrNull("drawdown_at"),
            r.flag("drawdown_locked")),
        r.integer("model_failures"));
  }
}
