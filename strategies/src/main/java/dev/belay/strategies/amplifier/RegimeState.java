package dev.belay.strategies.amplifier;

import org.jspecify.annotations.Nullable;

/**
 * The regime in force, and what may follow it.
 *
 * @param candidate another one that the last bars have spoken for; null for none
 * @param bars how many of them in a row
 * @param barClose of the last bar that was looked at
 */
public record RegimeState(Regime inForce, @Nullable Regime candidate, int bars, long barClose) {

  /** Before the first bar. */
  public static final RegimeState UNKNOWN =
      new RegimeState(Regime.TRANSITION, null, 0, Long.MIN_VALUE);

  /**
   * After a bar: another regime is entered when enough bars in a row have spoken for it. A bar that
   * was looked at before changes nothing; one that says nothing breaks the row.
   */
  public RegimeState after(RegimeReading reading, RegimeSettings settings) {
    if (reading.barClose() <= barClose) {
      return this;
    }
    Regime said = reading.regime();
    if (said == null || said == inForce) {
      return new RegimeState(inForce, null, 0, reading.barClose());
    }
    int row = said == candidate ? bars + 1 : 1;
    return row >= settings.barsToEnter()
        ? new RegimeState(said, null, 0, reading.barClose())
        : new RegimeState(inForce, said, row, reading.barClose());
  }
}
