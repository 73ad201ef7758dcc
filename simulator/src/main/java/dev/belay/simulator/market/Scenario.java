package dev.belay.simulator.market;

import java.util.Locale;

/** What the synthetic market does: its volatility, its regimes, whether it crashes. */
public enum Scenario {
  /** Regimes of all kinds, changing every one to three hours. */
  MIXED(0.65, 1.0 / 60, 0.25, 0.25, 0.25),
  /** Little movement, no jumps. */
  CALM(0.32, 0, 0.2, 0.2, 0.5),
  /** Rises by some percent a day from where trading begins, ever slower over months. */
  BULL(0.5, 1.0 / 90, 0.5, 0.1, 0.2),
  /** As mixed, and every three days falls by about a fifth within half an hour. */
  CRASH(0.65, 1.0 / 60, 0.25, 0.25, 0.25);

  private static final double CHANGE = 0.5;

  private final double annualVolatility;
  private final double jumpChance;
  private final double up;
  private final double down;
  private final double ranging;

  Scenario(double annualVolatility, double jumpChance, double up, double down, double ranging) {
    this.annualVolatility = annualVolatility;
    this.jumpChance = jumpChance;
    this.up = up;
    this.down = down;
    this.ranging = ranging;
  }

  /** From its name in lower case, such as "mixed". */
  public static Scenario of(String name) {
    for (Scenario scenario : values()) {
      if (scenario.toString().equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(
        "Expected a scenario of mixed, calm, bull or crash, was \"%s\"".formatted(name));
  }

  /** Yearly standard deviation of the factor's diffusion, a fraction. */
  double annualVolatility() {
    return annualVolatility;
  }

  /** The chance of a jump within an hour. */
  double jumpChance() {
    return jumpChance;
  }

  /**
   * The regime of the next hour.
   *
   * @param change uniform in 0..1, decides whether it changes at all
   * @param choice uniform in 0..1, decides to which
   */
  Regime next(Regime now, double change, double choice) {
    if (change >= CHANGE) {
      return now;
    }
    if (choice < up) {
      return Regime.UP;
    }
    if (choice < up + down) {
      return Regime.DOWN;
    }
    return choice < up + down + ranging ? Regime.RANGING : Regime.VOLATILE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
