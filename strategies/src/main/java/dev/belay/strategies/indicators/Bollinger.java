package dev.belay.strategies.indicators;

/**
 * Bollinger bands (J. Bollinger 1983): the mean of the last n values, and k deviations with n below
 * either side of it.
 */
public final class Bollinger {
  private final RollingMoments moments;
  private final double k;
  private double last = Double.NaN;

  /** Bollinger(20, 2). */
  public Bollinger() {
    this(20, 2);
  }

  /**
   * @param period n; at least 1
   * @param k above 0
   */
  public Bollinger(int period, double k) {
    if (!(k > 0)) {
      throw new IllegalArgumentException("Expected deviations above 0, was " + k);
    }
    this.moments = new RollingMoments(period);
    this.k = k;
  }

  /** The middle with the next value. */
  public double add(double x) {
    last = x;
    return moments.add(x);
  }

  /** The middle; NaN before the first value. */
  public double value() {
    return moments.mean();
  }

  public double upper() {
    return moments.mean() + k * moments.deviation();
  }

  public double lower() {
    return moments.mean() - k * moments.deviation();
  }

  /** Where the last value is: 0 at the lower band, 1 at the upper; NaN where nothing moved. */
  public double percentB() {
    return (last - lower()) / (upper() - lower());
  }

  /** The distance of the bands as a fraction of the middle. */
  public double width() {
    return (upper() - lower()) / moments.mean();
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return moments.isReady();
  }
}
