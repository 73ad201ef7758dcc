package dev.belay.api.portfolio;

import dev.belay.api.ApiJson;
import dev.belay.api.command.CommandAnswer;
import dev.belay.api.command.PlainBody;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's own controllers, called without HTTP. */
@Singleton
final class ControllerDesk implements RemoteDesk {
  private static final int MOST_CASES = 100;

  private final PortfolioViews views;
  private final PortfolioBook book;
  private final QuoteBoard quotes;
  private final FundCommandController fund;
  private final AgentCommandController agents;
  private final PositionCommandController positions;

  ControllerDesk(
      PortfolioViews views,
      PortfolioBook book,
      QuoteBoard quotes,
      FundCommandController fund,
      AgentCommandController agents,
      PositionCommandController positions) {
    this.views = views;
    this.book = book;
    this.quotes = quotes;
    this.fund = fund;
    this.agents = agents;
    this.positions = positions;
  }

  @Override
  public PortfolioView fund() {
    return views.read();
  }

  @Override
  public List<PositionView> positions() {
    return book.openPositions(quotes.now().quotes()).stream().map(PositionView::of).toList();
  }

  @Override
  public @Nullable HaltView halt() {
    return book.halts().stream()
        .filter(halt -> halt.resumedAt() == null)
        .findFirst()
        .map(HaltView::of)
        .orElse(null);
  }

  @Override
  public int openCases() {
    return book.cases(true, MOST_CASES).size();
  }

  @Override
  public CommandAnswer halt(String key, String by) {
    return fund.halt(key, body(by));
  }

  @Override
  public CommandAnswer flatten(String key, String by) {
    return fund.flatten(key, body(by));
  }

  @Override
  public CommandAnswer pause(String agent, String key, String by) {
    return agents.pause(agent, key, body(by));
  }

  @Override
  public CommandAnswer close(String positionId, String key, String by) {
    return positions.closeEncoded(positionId, key, body(by));
  }

  private static String body(String by) {
    return ApiJson.write(new PlainBody("a command from afar", by));
  }
}
