package dev.belay.simulator.market;

/** Random numbers as a pure function of seed, stream and index (SplitMix64). */
final class Noise {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double TAIL = 0.02425;

  private final long key;

  Noise(long seed, long stream) {
    this.key = mix(mix(seed + GOLDEN) ^ stream * 0xd1342543de82ef95L);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** In (0, 1). */
  double uniform(long index) {
    return ((mix(key + index * GOLDEN) >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** Standard normal: the inverse of its distribution, rational approximation of P. Acklam. */
  double gaussian(long index) {
    double p = uniform(index);
    if (p < TAIL) {
      return tail(StrictMath.sqrt(-2 * StrictMath.log(p)));
    }
    if (p > 1 - TAIL) {
      return -tail(StrictMath.sqrt(-2 * StrictMath.log(1 - p)));
    }
    double q = p - 0.5;
    double r = q * q;
    return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                            + 1.383577518672690e+02)
                        * r
                    - 3.066479806614716e+01)
                * r
            + 2.506628277459239e+00)
        * q
        / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                            + 6.680131188771972e+01)
                        * r
                    - 1.328068155288572e+01)
                * r
            + 1);
  }

  private static double tail(double q) {
    return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                            - 2.549732539343734e+00)
                        * q
                    + 4.374664141464968e+00)
                * q
            + 2.938163982698783e+00)
        / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                    + 3.754408661907416e+00)
                * q
            + 1);
  }
}
