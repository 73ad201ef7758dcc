package dev.belay.strategies.portfolio;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent sees of one symbol.
 *
 * @param quotedAt market time of the quote
 * @param fundingRate to be charged next, a fraction; null where the market has none
 * @param openInterest in base units; null where unknown
 * @param timeframes shortest first; those the market has
 * @param closes the last closes of the shortest timeframe, oldest first
 */
public record MarketView(
    Symbol symbol,
    Price last,
    Price mark,
    Instant quotedAt,
    @Nullable BigDecimal fundingRate,
    @Nullable BigDecimal openInterest,
    List<TimeframeView> timeframes,
    List<Price> closes) {
  public MarketView {
    timeframes = List.copyOf(timeframes);
    closes = List.copyOf(closes);
  }

  @JsonIgnore
  public Quote quote() {
    return new Quote(symbol, last, mark, quotedAt);
  }
}
