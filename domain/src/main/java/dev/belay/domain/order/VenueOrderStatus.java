package dev.belay.domain.order;

/** The venue's word on an order, for plain and conditional orders alike. */
public enum VenueOrderStatus {
  /** Resting or partly filled; more can come. */
  WORKING,
  FILLED,
  CANCELED,
  REJECTED,
  EXPIRED;

  public boolean isTerminal() {
    return this != WORKING;
  }
}
