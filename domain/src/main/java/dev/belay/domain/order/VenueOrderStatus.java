package dev.belay.domain.order;

/** The venue's word on an order, for plain and conditional orders alike. */
public enum VenueOrderStatus {
  /** Resting or partly filled; more can come. */
  WORKING,
  /** A conditional order that has become another one, which rests or is partly filled. */
  TRIGGERED,
  FILLED,
  CANCELED,
  REJECTED,
  EXPIRED;

  public boolean isTerminal() {
    return this != WORKING && this != TRIGGERED;
  }
}
