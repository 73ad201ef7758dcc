package dev.belay.strategies.amplifier;

import java.util.Locale;

/** What a momentum is called. */
public enum Band {
  FIRE,
  HOT,
  WARM,
  COOL,
  DEAD;

  static Band of(double momentum, MomentumSettings.Bands bands) {
    if (momentum >= bands.fire()) {
      return FIRE;
    }
    if (momentum >= bands.hot()) {
      return HOT;
    }
    if (momentum >= bands.warm()) {
      return WARM;
    }
    return momentum >= bands.cool() ? COOL : DEAD;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
