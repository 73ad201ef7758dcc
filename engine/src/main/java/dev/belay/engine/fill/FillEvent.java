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
   * @param executed how much has traded
   * @param averagePrice of what has traded, else 0
   * @param child of a conditional order that triggered the order it triggered, else 0
   * @param reason why it ended without a fill; empty after one
   */
  record Closed(
      Order order,
      Order.State state,
      long executed,
      long averagePrice,
      long child,
      long at,
      String reason)
      implements FillEvent {}

  /** Always followed by the {@link PositionChanged} it causes. */
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
