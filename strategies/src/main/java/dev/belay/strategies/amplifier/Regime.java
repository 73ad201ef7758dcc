package dev.belay.strategies.amplifier;

import java.math.BigDecimal;
import java.util.Locale;

/** What kind of market it is. */
public enum Regime {
  /** Nothing is entered. */
  BEAR,
  /** Neither, or not known. */
  TRANSITION,
  BULL,
  /** A bull market that has run far: half the size, tighter stops. */
  OVERHEATED;

  boolean allowsEntries() {
    return this != BEAR;
  }

  /** By which the size of a position is multiplied. */
  BigDecimal sizeFactor(RegimeSettings settings) {
    return switch (this) {
      case BEAR -> BigDecimal.ZERO;
      case TRANSITION -> settings.transitionSizeFactor();
      case BULL -> BigDecimal.ONE;
      case OVERHEATED -> settings.overheatedSizeFactor();
    };
  }

  /** By which the distance of stops is multiplied. */
  BigDecimal stopFactor(RegimeSettings settings) {
    return this == OVERHEATED ? settings.overheatedStopFactor() : BigDecimal.ONE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
