package dev.belay.domain.book;

/** What an entry of an account is. */
public enum EntryKind {
  DEPOSIT,
  TRANSFER,
  /** Gross of fees, as the venue computed it. */
  REALIZED_PNL,
  FEE,
  FUNDING,
  /** What the venue takes or gives when it clears a liquidated position, beyond its fills. */
  LIQUIDATION
}
