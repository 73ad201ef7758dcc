package dev.belay.strategies.amplifier;

import java.util.List;

/**
 * How many coins got how far, and where each of the others fell out.
 *
 * @param universe that were offered
 * @param liquid of those, measured and traded enough
 * @param amplifying of those, moving with BTC and more than BTC
 * @param allowed of those, that the profile and everything in force allow
 * @param entered of those
 * @param out of the others each once
 */
public record Funnel(
    int universe, int liquid, int amplifying, int allowed, int entered, List<Fallen> out) {
  public Funnel {
    out = List.copyOf(out);
  }

  /** The steps, in order. */
  public enum Stage {
    LIQUID,
    AMPLIFYING,
    ALLOWED,
    ENTERED
  }

  /**
   * A coin that got no further.
   *
   * @param stage that it did not reach
   */
  public record Fallen(LeftOut coin, Stage stage) {}
}
