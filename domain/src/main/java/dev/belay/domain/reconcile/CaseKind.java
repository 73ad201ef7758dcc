package dev.belay.domain.reconcile;

/** In what way ledger, venue and running workflows disagree. */
public enum CaseKind {
  UNKNOWN_ORDER("An order rests at the venue that the ledger has never recorded.", true),
  STILL_OPEN("An order rests at the venue although the ledger has its end.", false),
  ORPHAN_STOP("A stop or target rests at the venue for a position that is over.", false),
  MISSING_ORDER("The ledger has an order as resting, the venue does not.", false),
  TRIGGERED_UNFILLED("A stop or target has triggered and does not trade.", false),
  UNKNOWN_POSITION("The venue holds what the ledger has no position for.", true),
  QUANTITY_MISMATCH("Ledger and venue hold different quantities.", true),
  NAKED_POSITION("A position is held and no stop for it rests at the venue.", true),
  BALANCE_DRIFT("Ledger and venue have different cash.", false),
  NOT_RUNNING("An order or position is not over and no workflow looks after it.", false);

  private final String meaning;
  private final boolean bindsSymbol;

  CaseKind(String meaning, boolean bindsSymbol) {
    this.meaning = meaning;
    this.bindsSymbol = bindsSymbol;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }

  /** Whether no entry is admitted in the account's symbol while such a case is open. */
  public boolean bindsSymbol() {
    return bindsSymbol;
  }
}
