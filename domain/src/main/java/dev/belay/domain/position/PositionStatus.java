package dev.belay.domain.position;

/** A position's state in the ledger. */
public enum PositionStatus {
  /** The entry is recorded; nothing has filled yet. */
  OPENING,
  OPEN,
  /** An exit is on its way. */
  CLOSING,
  CLOSED,
  /** The entry ended without a fill. */
  NOT_OPENED;

  public boolean isTerminal() {
    return this == CLOSED || this == NOT_OPENED;
  }
}
