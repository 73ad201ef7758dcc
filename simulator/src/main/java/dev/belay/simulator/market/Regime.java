package dev.belay.simulator.market;

/** How the market moves for some hours. Both in multiples of an hour's standard deviation. */
enum Regime {
  UP(0.6, 0.7),
  DOWN(-0.6, 0.7),
  RANGING(0, 0.45),
  VOLATILE(0, 1.5);

  private final double drift;
  private final double volatility;

  Regime(double drift, double volatility) {
    this.drift = drift;
    this.volatility = volatility;
  }

  double drift() {
    return drift;
  }

  double volatility() {
    return volatility;
  }
}
