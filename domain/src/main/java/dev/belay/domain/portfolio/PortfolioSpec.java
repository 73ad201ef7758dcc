package dev.belay.domain.portfolio;

import dev.belay.domain.money.Usdt;
import java.util.List;

/**
 * A fund as configured.
 *
 * @param name part of every workflow id; lower-case letters, digits, hyphens
 * @param initialBalance shared equally among the agents, rounded down to cents; the rest stays
 *     unallocated
 * @param dailyBudgetUsd what all model calls may cost a market day
 */
public record PortfolioSpec(
    String name,
    Usdt initialBalance,
    Usdt dailyBudgetUsd,
    List<ModelSpec> models,
    List<AgentSpec> agents,
    FundLimits fundLimits) {
  public PortfolioSpec {
    models = List.copyOf(models);
    agents = List.copyOf(agents);
  }

  /** The fund of a home in which another system trades: no money, no agents. */
  public PortfolioSpec empty() {
    return new PortfolioSpec(name, Usdt.ZERO, dailyBudgetUsd, models, List.of(), fundLimits);
  }

  /** The venue account of an agent: its own, so no position is ever counted twice. */
  public static String account(String portfolio, String agent) {
    return portfolio + "." + agent;
  }
}
