package dev.belay.strategies.amplifier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one bar says of the regime.
 *
 * @param regime it speaks for; null where no input was known
 * @param score mean of the signs that have a vote, −1 to 1; 0 where there is none
 * @param heat how many signs of heat there are
 * @param heatKnown of how many that could be told
 * @param signs every input with what it says
 */
public record RegimeReading(
    long barClose,
    @Nullable Regime regime,
    double score,
    int heat,
    int heatKnown,
    List<Sign> signs) {
  public RegimeReading {
    signs = List.copyOf(signs);
  }

  /**
   * @param value null where it is not known
   * @param vote 1 for a bull market, −1 for a bear market, 0 for neither; null where it has none
   * @param hot whether it is a sign of heat
   */
  public record Sign(String name, @Nullable Double value, @Nullable Integer vote, boolean hot) {}
}
