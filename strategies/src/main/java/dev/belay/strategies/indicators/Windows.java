package dev.belay.strategies.indicators;

/** What the primitives check. */
final class Windows {
  private Windows() {}

  static int checked(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("Expected a period of at least 1, was " + period);
    }
    return period;
  }
}
