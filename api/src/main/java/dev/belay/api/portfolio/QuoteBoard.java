package dev.belay.api.portfolio;

import dev.belay.api.cache.Refreshed;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.time.MarketTime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The market's prices and clock, at most half a second old, so that pages don't hammer the venue.
 * When the venue does not answer, the last ones stand and say so.
 */
@Singleton
public final class QuoteBoard {
  private static final Board NOTHING =
      new Board(List.of(), new MarketTime(Instant.EPOCH, 1, false), null);
  private final Refreshed<Board> board;

  public QuoteBoard(MarketData market) {
    this.board =
        new Refreshed<>(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            NOTHING,
            last -> new Board(market.quotes(), market.time(), null));
  }

  /**
   * @param problem why these are not current; null when they are
   */
  public record Board(List<Quote> quotes, MarketTime time, @Nullable String problem) {
    /** Whether the market has ever answered. */
    public boolean isKnown() {
      return time.now().isAfter(Instant.EPOCH);
    }
  }

  public Board now() {
    Board read = board.get();
    return board
        .failure()
        .map(why -> new Board(read.quotes(), read.time(), "the venue does not answer: " + why))
        .orElse(read);
  }
}
