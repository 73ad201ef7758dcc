package dev.belay.domain.order;

/** An order's state in the ledger. */
public enum OrderStatus {
  /** Stored, not yet claimed for sending. */
  RECORDED,
  /** Claimed: it may be on the wire or at the venue. */
  SENT,
  /** Known to be at the venue, more can come. */
  WORKING,
  /** A stop or target that has become a market order at the venue, which is not over. */
  TRIGGERED,
  FILLED,
  CANCELED,
  REJECTED,
  EXPIRED,
  /** Proven never to have reached the venue. */
  NOT_PLACED;

  public boolean isTerminal() {
    return switch (this) {
      case RECORDED, SENT, WORKING, TRIGGERED -> false;
      case FILLED, CANCELED, REJECTED, EXPIRED, NOT_PLACED -> true;
    };
  }
}
