package dev.belay.strategies.indicators;

/**
 * Moving average convergence divergence (G. Appel): a fast {@link Ema} less a slow one, and the
 * average of that as the signal, all from the first value on.
 */
public final class Macd {
  private final Ema fast;
  private final Ema slow;
  private final Ema signal;
  private final int needed;
  private int count;

  /** MACD(12, 26, 9). */
  public Macd() {
    this(12, 26, 9);
  }

  /**
   * @param fast at least 1, below {@code slow}
   * @param signal at least 1
   */
  public Macd(int fast, int slow, int signal) {
    if (fast >= slow) {
      throw new IllegalArgumentException(
          "Expected a fast period below the slow one, was %d and %d".formatted(fast, slow));
    }
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.signal = new Ema(signal);
    needed = slow + signal - 1;
  }

  /** The difference with the next value. */
  public double add(double x) {
    if (count < needed) {
      count++;
    }
    double difference = fast.add(x) - slow.add(x);
    signal.add(difference);
    return difference;
  }

  /** NaN before the first value. */
  public double value() {
    return fast.value() - slow.value();
  }

  /** NaN before the first value. */
  public double signal() {
    return signal.value();
  }

  /** The difference less its signal. */
  public double histogram() {
    return value() - signal();
  }

  /**
   * Whether it has seen slow + signal − 1 values: the signal its period, the slow average before.
   */
  public boolean isReady() {
    return count == needed;
  }
}
