package dev.belay.domain.position;

/** What protects a position at the venue, as far as the ledger knows. */
public enum GuardState {
  /** Nothing is held that would need a stop. */
  NONE,
  /** It is held and no stop of it is known to rest: it gets one within seconds, or is closed. */
  NAKED,
  /** A stop rests. */
  GUARDED,
  /** A stop or target has triggered and has not traded; after seconds an exit follows it. */
  TRIGGERED
}
