package dev.belay.simulator.market;

/**
 * Random numbers by address instead of by sequence: SplitMix64 over a key and an index, so that any
 * of them is the same whatever was asked before. StrictMath keeps them equal on every machine.
 */
final class Noise {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double TAIL = 0.02425;

  private Noise() {}

  /** A key below a key. */
  static long key(long parent, long index) {
    long z = parent + (index + 1) * GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Uniform in the open interval 0..1. */
  static double uniform(long key, long index) {
    return ((key(key, index) >>> 12) + 0.5) * 0x1p-52;
  }

  /** Standard normal: the inverse of the distribution function by Acklam's approximation. */
  static double gaussian(long key, long index) {
    double p = uniform(key, index);
    if (p < TAIL) {
      return tail(p);
    }
    if (p > 1 - TAIL) {
      return -tail(1 - p);
    }
    double q = p - 0.5;
    double r = q * q;
    double above =
        ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                        + 1.383577518672690e+02)
                    * r
                - 3.066479806614716e+01)
            * r;
    double below =
        ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                    + 6.680131188771972e+01)
                * r
            - 1.328068155288572e+01);
    return (above + 2.506628277459239) * q / (below * r + 1);
  }

  private static double tail(double p) {
    double q = StrictMath.sqrt(-2 * StrictMath.log(p));
    double above =
        (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                - 2.549732539343734)
            * q;
    double below =
        ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q;
    return ((above + 4.374664141464968) * q + 2.938163982698783)
        / ((below + 3.754408661907416) * q + 1);
  }
}
