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
}
