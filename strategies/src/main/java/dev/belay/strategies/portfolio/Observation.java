package dev.belay.strategies.portfolio;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belay.domain.market.Quote;
import dev.belay.domain.portfolio.AgentSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * Everything a decision may rest on. Candles and indicators are of candles closed at {@code asOf};
 * quotes are those of the moment of asking.
 *
 * @param markets the agent's symbols that the market has, in order of symbol
 */
public record Observation(Instant asOf, AgentSnapshot account, List<MarketView> markets) {
  public Observation {
    markets = List.copyOf(markets);
  }

  @JsonIgnore
  public List<Quote> quotes() {
    return markets.stream().map(MarketView::quote).toList();
  }
}
