package dev.belay.domain.order;

/** The kinds of order Belay sends, named as the venue names them. */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP_MARKET,
  TAKE_PROFIT_MARKET;

  /** Conditional orders rest at the venue until the mark price touches their trigger. */
  public boolean isConditional() {
    return this == STOP_MARKET || this == TAKE_PROFIT_MARKET;
  }
}
