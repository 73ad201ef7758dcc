package dev.belay.simulator.venue;

import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Account;
import dev.belay.engine.fill.FillEvent;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Quotes;
import dev.belay.engine.fill.Touch;
import dev.belay.simulator.market.QuotedMarket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The quotes of one look, the same for all accounts; and which funding each has settled. */
final class QuoteTape implements Quotes {
  private final QuotedMarket market;
  private final Map<String, Map<Symbol, Long>> settled;
  private final long previous;
  private final Map<Symbol, Optional<Touch>> touches = new HashMap<>();

  /**
   * @param settled stamps of the last fundings in the books, by account and symbol
   */
  QuoteTape(QuotedMarket market, Map<String, Map<Symbol, Long>> settled, long previous) {
    this.market = market;
    this.settled = settled;
    this.previous = previous;
  }

  @Override
  public long previous() {
    return previous;
  }

  @Override
  public @Nullable Touch touch(Symbol symbol) {
    return touches.computeIfAbsent(symbol, this::news).orElse(null);
  }

  private Optional<Touch> news(Symbol symbol) {
    Touch touch = market.touch(symbol);
    return touch != null
            && touch.at() > previous
            && (market.isFresh(symbol) || market.hasEnded(symbol))
        ? Optional.of(touch)
        : Optional.empty();
  }

  @Override
  public List<Funding> fundings(Account account, Position position) {
    long last = settled.getOrDefault(account.id(), Map.of()).getOrDefault(position.symbol(), 0L);
    // Who holds it at the stamp is charged.
    return market.fundings(position.symbol(), Math.max(last, position.openedAt() - 1));
  }

  /** Remembers what has been settled, once it is in the books. */
  void committed(Account account, List<FillEvent> events) {
    for (FillEvent event : events) {
      if (event instanceof FillEvent.FundingSettled(Symbol symbol, var r, var m, var a, long at)) {
        settled.computeIfAbsent(account.id(), id -> new TreeMap<>()).put(symbol, at);
      }
    }
  }
}
