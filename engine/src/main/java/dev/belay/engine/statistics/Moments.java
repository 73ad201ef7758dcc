package dev.belay.engine.statistics;

/** Sample moments. */
final class Moments {
  /** Deviations below this are rounding, not movement. */
  static final double STILL = 1e-12;

  private Moments() {}

  static double mean(double[] sample) {
    double sum = 0;
    for (double x : sample) {
      sum += x;
    }
    return sum / sample.length;
  }

  /** With n - 1 in the denominator. */
  static double deviation(double[] sample) {
    return Math.sqrt(covariance(sample, sample));
  }

  /** With n - 1 in the denominator. */
  static double covariance(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / (a.length - 1);
  }

  /** Root of the mean square of what is below 0, over all. */
  static double downside(double[] sample) {
    double sum = 0;
    for (double x : sample) {
      double below = Math.min(x, 0);
      sum += below * below;
    }
    return Math.sqrt(sum / sample.length);
  }

  /** The central moment of that power over that of the second to half the power, with n below. */
  static double standardised(double[] sample, int power) {
    double mean = mean(sample);
    double variance = 0;
    double sum = 0;
    for (double x : sample) {
      double off = x - mean;
      double square = off * off;
      variance += square;
      sum += power == 3 ? square * off : square * square;
    }
    variance /= sample.length;
    return sum
        / sample.length
        / (power == 3 ? variance * Math.sqrt(variance) : variance * variance);
  }
}
