package dev.belay.api.portfolio;

import dev.belay.api.problem.ProblemException;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** The fund's agents. */
@Controller("/api/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "agents")
final class AgentController {
  private final FundReader fund;
  private final PortfolioBook book;
  private final QuoteBoard quotes;

  AgentController(FundReader fund, PortfolioBook book, QuoteBoard quotes) {
    this.fund = fund;
    this.book = book;
    this.quotes = quotes;
  }

  /** All agents in the roster's order, as in the portfolio. */
  @Get
  ListView<AgentView> agents() {
    return ListView.all(fund.read().agents());
  }

  /**
   * One agent in full.
   *
   * @param id its trader_id
   */
  @Get("/{id}")
  AgentDetail agent(String id) {
    FundReader.Fund read = fund.read();
    List<AgentFigures> agents = read.figures().agents();
    for (int i = 0; i < agents.size(); i++) {
      if (agents.get(i).spec().id().equals(id)) {
        return detail(agents.get(i), read.agents().get(i));
      }
    }
    throw ProblemException.notFound(
        "one of the agents " + String.join(", ", agents.stream().map(a -> a.spec().id()).toList()),
        "\"" + id + "\"",
        "/api/agents lists them.");
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
