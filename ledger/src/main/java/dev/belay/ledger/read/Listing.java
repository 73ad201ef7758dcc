package dev.belay.ledger.read;

import dev.belay.domain.portfolio.PortfolioSpec;
import org.jspecify.annotations.Nullable;

/**
 * What to list of a portfolio.
 *
 * @param agent only of this agent; null for all
 * @param before only rows older than this; null for the newest
 * @param limit 1 to 500
 */
public record Listing(String portfolio, @Nullable String agent, @Nullable Long before, int limit) {
  public Listing {
    if (limit < 1 || limit > 500) {
      throw new IllegalArgumentException("Expected a limit of 1 to 500, was " + limit);
    }
  }

  /** The bound itself: every row is older than the greatest number. */
  long beforeOrNewest() {
    return before == null ? Long.MAX_VALUE : before;
  }

  /** What an index knows it by: the agent's account, or the whole portfolio. */
  String accountOrPortfolio() {
    return agent == null ? portfolio : PortfolioSpec.account(portfolio, agent);
  }

  public static Listing newest(String portfolio, int limit) {
    return new Listing(portfolio, null, null, limit);
  }
}
