package dev.belay.simulator.store;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.OrderRequest;
import dev.belay.engine.fill.Position;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.store.Rows.OrderRow;
import java.util.List;
import java.util.Map;

/**
 * What was asked of the venue and taken. Together with the market's prices commands decide all that
 * the books hold; what was refused has changed nothing and is not kept. Numbers are fixed point.
 */
public sealed interface Command {

  /** The venue was started: what it keeps in memory only is as at the beginning. */
  record Started(Terms.Costs costs) implements Command {}

  record AccountOpened(long deposit) implements Command {}

  /**
   * An account as it was when commands began to be kept, in books that are older.
   *
   * @param orders those that were open
   * @param lastOrder the highest number of an order by then, of any account; the others alike
   */
  record Kept(
      long wallet,
      Map<Symbol, Integer> leverages,
      List<Position> positions,
      List<OrderRow> orders,
      long lastOrder,
      long lastTrade,
      long lastTran)
      implements Command {
    public Kept {
      leverages = Map.copyOf(leverages);
      positions = List.copyOf(positions);
      orders = List.copyOf(orders);
    }
  }

  /**
   * @param orderId the number it was given
   * @param request as it was asked for, before a trailing order gets the price that arms it
   */
  record Placed(long orderId, OrderRequest request) implements Command {}

  record Amended(long orderId, long quantity, long limitPrice) implements Command {}

  record Canceled(long orderId) implements Command {}

  record LeverageChosen(Symbol symbol, int leverage) implements Command {}

  /**
   * @param amount to the account, or from it when negative
   */
  record Transferred(String id, long amount) implements Command {}

  /**
   * The stop of that client id is to wait after its trigger.
   *
   * @param steps for so many candles; 0 when it is not to wait after all
   */
  record TriggerSlowed(String clientId, int steps) implements Command {}

  /** Stops of all accounts are to fill when they trigger. */
  record TriggersUsual() implements Command {}

  /** An instrument has other filters. */
  record Relisted(Instrument instrument) implements Command {}

  /** All instruments are as the market has them. */
  record ListedAsUsual() implements Command {}

  /**
   * When a command was taken.
   *
   * @param at market time in epoch milliseconds
   * @param steppedTo the boundary between candles that had been dealt with before it
   */
  record When(long at, long steppedTo) {}
}
