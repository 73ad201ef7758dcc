package dev.belay.strategies.amplifier;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the desk's account has.
 *
 * @param equity cash and positions at current prices
 * @param cash that is not bound
 * @param holdings open positions, entries under way included
 * @param closed when a symbol's last position was closed, market time in epoch milliseconds
 */
public record DeskBook(Usdt equity, Usdt cash, List<Holding> holdings, Map<Symbol, Long> closed) {
  public DeskBook {
    holdings = List.copyOf(holdings);
    closed = Collections.unmodifiableMap(new TreeMap<>(closed));
  }

  /**
   * @param notional at the current price
   * @param enteredAt market time in epoch milliseconds
   */
  public record Holding(Symbol symbol, Usdt notional, long enteredAt) {}

  Usdt notional() {
    return holdings.stream().map(Holding::notional).reduce(Usdt.ZERO, Usdt::plus);
  }

  Optional<Holding> of(Symbol symbol) {
    return holdings.stream().filter(each -> each.symbol().equals(symbol)).findFirst();
  }
}
