package dev.belay.domain.order;

/** What an order is for within its position. */
public enum Leg {
  ENTRY,
  STOP,
  TARGET,
  EXIT;

  /** Everything but the entry only ever reduces the position. */
  public boolean reduces() {
    return this != ENTRY;
  }

  /** It rests at the venue until a price is touched. */
  public boolean isProtective() {
    return this == STOP || this == TARGET;
  }
}
