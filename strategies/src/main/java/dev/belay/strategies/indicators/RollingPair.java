package dev.belay.strategies.indicators;

/**
 * How two series move together over the last n pairs, or all while there are fewer: Pearson's
 * correlation and the slope of the second over the first. Sums as in {@link RollingMoments}, those
 * of products too.
 */
public final class RollingPair {
  private final int period;
  private final double[] meansX;
  private final double[] meansY;
  private final double[] squaresX;
  private final double[] squaresY;
  private final double[] products;

  private int next;
  private int count;
  private double begunX;
  private double begunY;
  private double begunSquaresX;
  private double begunSquaresY;
  private double begunProducts;
  private double squareX;
  private double squareY;
  private double product;

  /**
   * @param period n; at least 2
   */
  public RollingPair(int period) {
    if (period < 2) {
      throw new IllegalArgumentException("Expected a period of at least 2, was " + period);
    }
    this.period = period;
    meansX = new double[period];
    meansY = new double[period];
    squaresX = new double[period];
    squaresY = new double[period];
    products = new double[period];
  }

  /**
   * The next pair; usually returns of the same bar.
   *
   * @param x of what {@link #beta} is against, such as the market
   * @param y of what is measured
   */
  public void add(double x, double y) {
    meansX[next] = x;
    meansY[next++] = y;
    double offX = x - begunX;
    double offY = y - begunY;
    begunX += offX / next;
    begunY += offY / next;
    begunSquaresX += offX * (x - begunX);
    begunSquaresY += offY * (y - begunY);
    begunProducts += offX * (y - begunY);
    boolean isFirstBlock = count < period;
    if (isFirstBlock) {
      count++;
    }
    if (next == period) {
      close();
    } else if (isFirstBlock) {
      squareX = begunSquaresX;
      squareY = begunSquaresY;
      product = begunProducts;
    } else {
      double weight = (double) next * (period - next) / period;
      double apartX = meansX[next] - begunX;
      double apartY = meansY[next] - begunY;
      squareX = begunSquaresX + squaresX[next] + apartX * apartX * weight;
      squareY = begunSquaresY + squaresY[next] + apartY * apartY * weight;
      product = begunProducts + products[next] + apartX * apartY * weight;
    }
  }

  private void close() {
    squaresX[period - 1] = 0;
    squaresY[period - 1] = 0;
    products[period - 1] = 0;
    for (int i = period - 2; i >= 0; i--) {
      int joined = period - i;
      double weight = (joined - 1) / (double) joined;
      double offX = meansX[i] - meansX[i + 1];
      double offY = meansY[i] - meansY[i + 1];
      meansX[i] = meansX[i + 1] + offX / joined;
      meansY[i] = meansY[i + 1] + offY / joined;
      squaresX[i] = squaresX[i + 1] + offX * offX * weight;
      squaresY[i] = squaresY[i + 1] + offY * offY * weight;
      products[i] = products[i + 1] + offX * offY * weight;
    }
    squareX = squaresX[0];
    squareY = squaresY[0];
    product = products[0];
    begunX = 0;
    begunY = 0;
    begunSquaresX = 0;
    begunSquaresY = 0;
    begunProducts = 0;
    next = 0;
  }

  /** −1 to 1; NaN where one of them did not move or there are fewer than two pairs. */
  public double correlation() {
    double scale = Math.sqrt(squareX) * Math.sqrt(squareY);
    return scale > 0 ? Math.clamp(product / scale, -1.0, 1.0) : Double.NaN;
  }

  /** Covariance / variance of x; NaN where x did not move or there are fewer than two pairs. */
  public double beta() {
    return squareX > 0 ? product / squareX : Double.NaN;
  }

  /** With n below. */
  public double covariance() {
    return count == 0 ? Double.NaN : product / count;
  }

  /** Whether it has seen n pairs. */
  public boolean isReady() {
    return count == period;
  }
}
