package dev.belay.domain.portfolio;

import dev.belay.domain.market.Quote;
import java.util.List;

/** The roster and what each agent holds, as the ledger has it. */
public interface AgentBook {
  PortfolioSpec portfolio(String portfolio);

  /**
   * @throws IllegalArgumentException if the portfolio has no such agent
   */
  AgentSpec agent(String portfolio, String agent);

  /** The agent's account valued at the quotes. */
  AgentSnapshot snapshot(String portfolio, String agent, List<Quote> quotes);
}
