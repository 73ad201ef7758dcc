package dev.belay.strategies.amplifier;

import java.math.BigDecimal;

/**
 * What the mandate in force allows, in plain values.
 *
 * @param entries whether anything may be entered
 * @param closeAll whether everything is to be closed
 * @param sizeFactor by which the profile's size is multiplied; at least 0
 */
public record Permit(boolean entries, boolean closeAll, BigDecimal sizeFactor) {
  /** Exits go on, nothing is entered. */
  public static final Permit HOLD = new Permit(false, false, BigDecimal.ONE);

  /** Everything is closed. */
  public static final Permit EXIT = new Permit(false, true, BigDecimal.ONE);

  public Permit {
    if (sizeFactor.signum() < 0) {
      throw new IllegalArgumentException(
          "Expected a factor of at least 0 on the size, was " + sizeFactor.toPlainString());
    }
    if (entries && closeAll) {
      throw new IllegalArgumentException(
          "Expected a mandate to either allow entries or close everything, was both");
    }
  }

  /** Entries as the profile allows, of another size. */
  public static Permit trade(BigDecimal sizeFactor) {
    return new Permit(true, false, sizeFactor);
  }
}
