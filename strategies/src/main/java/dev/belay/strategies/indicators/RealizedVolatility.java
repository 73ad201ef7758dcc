package dev.belay.strategies.indicators;

/**
 * Realised volatility: √(mean of the squares of the last n logarithmic returns × bars a year), a
 * fraction a year. The mean return is taken as 0 (Andersen and Bollerslev 1998).
 */
public final class RealizedVolatility {
  private final RollingMean squares;
  private final double barsPerYear;
  private double last = Double.NaN;

  /**
   * @param period n; at least 1
   * @param barsPerYear above 0; 1 for that of one bar
   */
  public RealizedVolatility(int period, double barsPerYear) {
    if (!(barsPerYear > 0)) {
      throw new IllegalArgumentException("Expected bars a year above 0, was " + barsPerYear);
    }
    squares = new RollingMean(period);
    this.barsPerYear = barsPerYear;
  }

  /**
   * The volatility with the next price.
   *
   * @param price above 0
   */
  public double add(double price) {
    if (!Double.isNaN(last)) {
      double change = StrictMath.log(price / last);
      squares.add(change * change);
    }
    last = price;
    return value();
  }

  /** NaN before the second price. */
  public double value() {
    return Math.sqrt(squares.value() * barsPerYear);
  }

  /** Whether it has seen n returns. */
  public boolean isReady() {
    return squares.isReady();
  }
}
