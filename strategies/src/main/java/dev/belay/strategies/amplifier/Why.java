package dev.belay.strategies.amplifier;

import java.util.Locale;

/**
 * A reason with its numbers.
 *
 * @param found what was found; NaN where the reason has no number
 * @param bound what it was held against; NaN where there is none
 */
public record Why(Reason reason, double found, double bound) {

  static Why of(Reason reason) {
    return new Why(reason, Double.NaN, Double.NaN);
  }

  /** For people: {@code BETA_LOW: has too small a beta to amplify: 1.72, against 2}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(reason).append(": ").append(reason.text());
    if (!Double.isNaN(found)) {
      text.append(": ").append(number(found));
    }
    if (!Double.isNaN(bound)) {
      text.append(", against ").append(number(bound));
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
