package dev.belay.simulator.market;

import java.util.Locale;

/** What kind of weather a synthetic market has from its start on. */
public enum Scenario {
  /** Lively: regimes of one to three hours take turns. */
  MIXED(1.0, 0, 0.27, 0.27, 0.26, 0.20),
  /** Little happens. */
  CALM(0.4, 0, 0.10, 0.10, 0.78, 0.02),
  /** Rises more often than it falls. */
  BULL(0.9, 0.0005, 0.42, 0.14, 0.28, 0.16),
  /** Falls more often than it rises. */
  BEAR(1.0, -0.0005, 0.14, 0.42, 0.24, 0.20),
  /** As mixed, with a crash soon after the start and every few days again. */
  CRASH(1.0, 0, 0.27, 0.27, 0.26, 0.20);

  /** Factor on all volatility. */
  final double volatility;

  /** Log return an hour on top of the regime's. */
  final double drift;

  private final double up;
  private final double down;
  private final double ranging;
  private final double wild;

  Scenario(double volatility, double drift, double up, double down, double ranging, double wild) {
    this.volatility = volatility;
    this.drift = drift;
    this.up = up;
    this.down = down;
    this.ranging = ranging;
    this.wild = wild;
  }

  /**
   * @throws IllegalArgumentException if it is none of mixed, calm, bull, bear, crash
   */
  public static Scenario of(String name) {
    for (Scenario scenario : values()) {
      if (scenario.toString().equals(name)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(
        "Expected a scenario of mixed, calm, bull, bear or crash, was \"%s\"".formatted(name));
  }

  /** The regime that a number in [0, 1) draws. */
  Regime draw(double uniform) {
    double scaled = uniform * (up + down + ranging + wild);
    if (scaled < up) {
      return Regime.UP;
    }
    if (scaled < up + down) {
      return Regime.DOWN;
    }
    return scaled < up + down + ranging ? Regime.RANGING : Regime.VOLATILE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of the market in one hour. */
  enum Regime {
    UP(0.0030, 0.9),
    DOWN(-0.0030, 0.9),
    RANGING(0, 0.55),
    VOLATILE(0, 1.6);

    /** Log return an hour. */
    final double drift;

    /** Factor on the hourly volatility. */
    final double volatility;

    Regime(double drift, double volatility) {
      this.drift = drift;
      this.volatility = volatility;
    }
  }
}
