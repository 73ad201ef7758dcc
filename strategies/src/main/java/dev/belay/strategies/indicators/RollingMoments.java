package dev.belay.strategies.indicators;

/**
 * Mean and deviation of the last n values, or of all while there are fewer. By blocks as {@link
 * RollingMean}; count, mean and sum of squares about it of both parts are joined by the formula of
 * Chan, Golub and LeVeque (1979), so that values far from zero lose no digits and equal values have
 * a deviation of exactly 0.
 */
public final class RollingMoments {
  private final int period;

  /** Values of this block up to {@code next}, from there means of the last to its end. */
  private final double[] means;

  /** The sums of squares about those means. */
  private final double[] squares;

  private int next;
  private int count;
  private double begunMean;
  private double begunSquares;
  private double mean = Double.NaN;
  private double square;

  /**
   * @param period n; at least 1
   */
  public RollingMoments(int period) {
    this.period = Windows.checked(period);
    means = new double[period];
    squares = new double[period];
  }

  /** The mean with the next value. */
  public double add(double x) {
    means[next++] = x;
    double off = x - begunMean;
    begunMean += off / next;
    begunSquares += off * (x - begunMean);
    boolean isFirstBlock = count < period;
    if (isFirstBlock) {
      count++;
    }
    if (next == period) {
      close();
    } else if (isFirstBlock) {
      mean = begunMean;
      square = begunSquares;
    } else {
      double ended = (double) (period - next) / period;
      double apart = means[next] - begunMean;
      mean = begunMean + apart * ended;
      square = begunSquares + squares[next] + apart * apart * next * ended;
    }
    return mean;
  }

  private void close() {
    squares[period - 1] = 0;
    for (int i = period - 2; i >= 0; i--) {
      int joined = period - i;
      double off = means[i] - means[i + 1];
      means[i] = means[i + 1] + off / joined;
      squares[i] = squares[i + 1] + off * off * (joined - 1) / joined;
    }
    mean = means[0];
    square = squares[0];
    begunMean = 0;
    begunSquares = 0;
    next = 0;
  }

  /** NaN before the first value. */
  public double mean() {
    return mean;
  }

  /** With n below: of the values seen, not of what they are a sample of. 0 for one value. */
  public double deviation() {
    return count == 0 ? Double.NaN : Math.sqrt(square / count);
  }

  /** With n − 1 below; NaN for fewer than two values. */
  public double sampleDeviation() {
    return count < 2 ? Double.NaN : Math.sqrt(square / (count - 1));
  }

  /** Whether it has seen n values. */
  public boolean isReady() {
    return count == period;
  }
}
