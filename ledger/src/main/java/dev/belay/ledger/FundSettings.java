package dev.belay.ledger;

import dev.belay.domain.portfolio.PortfolioSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models, daily budget and limits of a fund, changed while it runs. */
public final class FundSettings {
  private final Database database;
  private final InstantSource wall;

  public FundSettings(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Makes them those of the other portfolio, in one transaction and with an event in the journal.
   *
   * @param wanted of the same name; its agents and its balance are not looked at
   * @return what was changed, by its name in the file; empty if all was so already
   * @throws IllegalArgumentException if the ledger has no such portfolio, or an enabled agent uses
   *     a model that would be gone
   */
  public List<String> change(PortfolioSpec wanted, String by) {
    return database.write("settings", sql -> change(sql, wanted, by, wall.instant()));
  }

  /** The same within the caller's transaction. */
  public static List<String> change(Sql sql, PortfolioSpec wanted, String by, Instant now) {
    Accounts.lockPortfolio(sql, wanted.name());
    Map<String, Object> changes = changes(Roster.portfolio(sql, wanted.name()), wanted);
    if (!changes.isEmpty()) {
      requireModels(sql, wanted);
      sql.update(
          """
          UPDATE belay.portfolios
            SET daily_budget_usd = ?, models = ?::jsonb, fund_limits = ?::jsonb
            WHERE name = ?""",
          wanted.dailyBudgetUsd(),
          LedgerJson.write(wanted.models()),
          LedgerJson.write(wanted.fundLimits()),
          wanted.name());
      Journal.append(
          sql,
          Accounts.unallocated(wanted.name()),
          "settings",
          Map.of("by", by, "changes", changes),
          now);
    }
    return new ArrayList<>(changes.keySet());
  }

  private static Map<String, Object> changes(PortfolioSpec now, PortfolioSpec wanted) {
    Map<String, Object> changes = new LinkedHashMap<>();
    note(changes, "daily_budget_usd", now.dailyBudgetUsd(), wanted.dailyBudgetUsd());
    note(changes, "models", now.models(), wanted.models());
    note(changes, "fund_limits", now.fundLimits(), wanted.fundLimits());
    return changes;
  }

  private static void note(Map<String, Object> changes, String name, Object now, Object wanted) {
    if (!LedgerJson.write(now).equals(LedgerJson.write(wanted))) {
      changes.put(name, Map.of("before", now, "after", wanted));
    }
  }

  private static void requireModels(Sql sql, PortfolioSpec wanted) {
    for (Agents.Agent agent : Agents.all(sql, wanted.name())) {
      String model = agent.spec().model();
      if (agent.enabled() && wanted.models().stream().noneMatch(m -> m.id().equals(model))) {
        throw new IllegalArgumentException(
            "Expected the model %s, which the agent %s uses, among the models, it is not there; give the agent another model first, or disable it"
                .formatted(model, agent.spec().id()));
      }
    }
  }
}
