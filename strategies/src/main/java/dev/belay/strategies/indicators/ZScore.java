package dev.belay.strategies.indicators;

/**
 * How many deviations the last value is from the mean of the last n, itself among them. The
 * deviation is that of {@link Bollinger}, with n below.
 */
public final class ZScore {
  private final RollingMoments moments;
  private double last = Double.NaN;

  /**
   * @param period n; at least 1
   */
  public ZScore(int period) {
    moments = new RollingMoments(period);
  }

  /** The score with the next value. */
  public double add(double x) {
    last = x;
    moments.add(x);
    return value();
  }

  /** NaN before the first value and where nothing moved, which no comparison holds for. */
  public double value() {
    return (last - moments.mean()) / moments.deviation();
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return moments.isReady();
  }
}
