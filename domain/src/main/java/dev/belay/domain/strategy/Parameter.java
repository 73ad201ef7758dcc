package dev.belay.domain.strategy;

/**
 * A number that a strategy can be set to.
 *
 * @param name as on the command line
 * @param meaning with its unit, in a few words
 * @param whole whether it has no decimals
 * @param least inclusive
 * @param most inclusive
 */
public record Parameter(
    String name, String meaning, boolean whole, double least, double most, double standard) {

  public static Parameter whole(String name, String meaning, int least, int most, int standard) {
    return new Parameter(name, meaning, true, least, most, standard);
  }

  public static Parameter real(
      String name, String meaning, double least, double most, double standard) {
    return new Parameter(name, meaning, false, least, most, standard);
  }

  /**
   * The value if it is allowed.
   *
   * @throws IllegalArgumentException with what is, if it is not
   */
  double checked(double value) {
    boolean fits = value >= least && value <= most && (!whole || value == Math.rint(value));
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected %s to be %s from %s to %s, was %s"
              .formatted(
                  name, whole ? "whole and" : "a number", plain(least), plain(most), plain(value)));
    }
    return value;
  }

  /** Without needless decimals. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
