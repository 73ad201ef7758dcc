package dev.belay.api.portfolio;

import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Puts one agent together. */
@Singleton
public final class AgentReader {
  private final FundReader fund;
  private final PortfolioBook book;
  private final QuoteBoard quotes;

  AgentReader(FundReader fund, PortfolioBook book, QuoteBoard quotes) {
    this.fund = fund;
    this.book = book;
    this.quotes = quotes;
  }

  /** The agent in full; empty when the fund has none of that id. */
  public Optional<AgentDetail> read(String id) {
    FundReader.Fund read = fund.read();
    List<AgentFigures> agents = read.figures().agents();
    for (int i = 0; i < agents.size(); i++) {
      if (agents.get(i).spec().id().equals(id)) {
        return Optional.of(detail(agents.get(i), read.agents().get(i)));
      }
    }
    return Optional.empty();
  }

  /** The agents in the roster's order. */
  List<AgentView> all() {
    return fund.read().agents();
  }

  private AgentDetail detail(AgentFigures agent, AgentView row) {
    Money money = agent.money();
    return new AgentDetail(
        row,
        agent.account(),
        money.cash(),
        agent.marginUsed(),
        money.realizedPnl(),
        money.unrealizedPnl(),
        money.funding(),
        agent.spec().consensus().toString(),
        agent.spec().voices(),
        agent.spec().symbols(),
        book.openPositions(quotes.now().quotes()).stream()
            .filter(position -> position.account().equals(agent.account()))
            .map(PositionView::of)
            .toList());
  }
}
