package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;

/**
 * A change of an account. The events describe every change completely: an account is the sum of its
 * events, and what persists them can restore it. Times are market time in epoch milliseconds.
 */
public sealed interface FillEvent {

  record Deposited(long amount, long at) implements FillEvent {}

  record LeverageSet(Symbol symbol, int leverage) implements FillEvent {}

  record Opened(Order order) implements FillEvent {}

  /**
   * @param order as it was at its end; of a conditional one that triggered, with what its child has
   *     come to
   * @param child of a conditional order that triggered the order it triggered, else 0
   * @param reason why it ended without a fill; empty after one
   */
  record Closed(Order order, Order.State state, long child, long at, String reason)
      implements FillEvent {
    /** How much has traded. */
    public long executed() {
      return order.progress().executed();
    }

    /** Of what has traded, else 0. */
    public long averagePrice() {
      return order.progress().averagePrice();
    }
  }

  /** An open order has traded in part, or the price it trails has moved. */
  record Advanced(Order order, long at) implements FillEvent {}

  /**
   * Always followed by the {@link PositionChanged} it causes, and that by the {@link Advanced} or
   * {@link Closed} of its order.
   */
  record Traded(Trade trade) implements FillEvent {}

  record PositionChanged(Position position) implements FillEvent {}

  /**
   * Always followed by the {@link PositionChanged} it causes.
   *
   * @param amount received when positive, paid when negative
   */
  record FundingSettled(Symbol symbol, long rate, long mark, long amount, long at)
      implements FillEvent {}
}
