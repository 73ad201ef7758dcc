package dev.belay.engine.statistics;

/**
 * Random numbers that are the same for a seed on every machine: SplitMix64 (G. L. Steele, D. Lea
 * and C. H. Flood 2014).
 */
public final class SplitMix {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  public SplitMix(long seed) {
    state = seed;
  }

  public long nextLong() {
    state += GOLDEN;
    long z = state;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** In (0, 1), never either. */
  public double nextDouble() {
    return ((nextLong() >>> 12) + 0.5) * 0x1.0p-52;
  }

  /**
   * Evenly from 0 to below a bound; what is off from even is below bound / 2⁶⁴.
   *
   * @param bound at least 1
   */
  public int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** Standard normal. */
  public double nextGaussian() {
    return Normal.inverse(nextDouble());
  }
}
