package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.ledger.read.FundFigures;
import jakarta.inject.Singleton;
import java.util.List;

/** The fund at current prices, with its statistics. */
@Singleton
final class FundReader {
  private final PortfolioBook book;
  private final QuoteBoard quotes;
  private final PerformanceBoard performance;
  private final AgentViews agents;
  private final ApiSettings settings;

  FundReader(
      PortfolioBook book,
      QuoteBoard quotes,
      PerformanceBoard performance,
      AgentViews agents,
      ApiSettings settings) {
    this.book = book;
    this.quotes = quotes;
    this.performance = performance;
    this.agents = agents;
    this.settings = settings;
  }

  /** Everything that one page of the fund shows, of one moment. */
  record Fund(
      FundFigures figures, List<AgentView> agents, MarketView market, Performance performance) {}

  Fund read() {
    QuoteBoard.Board board = quotes.now();
    FundFigures figures = book.figures(board.quotes(), board.time().now());
    Performance statistics = performance.now();
    return new Fund(
        figures,
        figures.agents().stream()
            .map(agent -> agents.of(agent, statistics.of(agent.spec().id())))
            .toList(),
        MarketView.of(settings.market().get(), board),
        statistics);
  }
}
