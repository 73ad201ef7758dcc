package dev.belay.domain.order;

/** What can happen to an order. */
public sealed interface OrderEvent {

  /**
   * Its workflow begins, for the first time or again after a crash.
   *
   * @param status as the ledger has it
   * @param claimed somebody may have sent it
   */
  record Started(OrderStatus status, boolean claimed) implements OrderEvent {}

  record Submitted(SubmitOutcome outcome) implements OrderEvent {}

  record Looked(FindResult result) implements OrderEvent {}

  /** A trade on its symbol was seen. */
  record Hinted() implements OrderEvent {}

  record CancelAsked() implements OrderEvent {}

  record CancelSent() implements OrderEvent {}

  /** The time to wait is over. */
  record Due() implements OrderEvent {}
}
