package dev.belay.engine.statistics;

import java.util.Arrays;

/**
 * What else might have come of the same returns: they are drawn anew in blocks, so that what hangs
 * together in time stays together. The stationary bootstrap of D. N. Politis and J. P. Romano
 * (1994): blocks start anywhere, are of random length with a geometric distribution, and go round
 * at the end. The same for the same seed, on every machine.
 */
public final class BlockBootstrap {
  public static final String CONVENTION =
      "stationary bootstrap (Politis and Romano 1994), mean block n^⅓ unless given; percentile intervals with linear interpolation; p two-sided, of the mean of the paired differences, resampled about 0: (1 + as far or farther) / (1 + resamples)";

  private static final int ENOUGH = 20;

  private final double meanBlock;
  private final int resamples;
  private final long seed;

  /**
   * A value with the interval in which it lies with some confidence.
   *
   * @param estimate of the returns as they came
   * @param low NaN where the value is unknown
   * @param high NaN where the value is unknown
   */
  public record Interval(Estimate estimate, double low, double high) {}

  /**
   * @param mean return of a bar
   * @param sharpe annualised
   * @param maxDrawdown a fraction, 0 to 1
   */
  public record Intervals(
      Interval mean, Interval sharpe, Interval maxDrawdown, double confidence, int resamples) {}

  /**
   * @param meanBlock mean bars of a block, at least 1; see {@link #usualBlock}
   * @param resamples at least 100
   */
  public BlockBootstrap(double meanBlock, int resamples, long seed) {
    if (!(meanBlock >= 1) || resamples < 100) {
      throw new IllegalArgumentException(
          "Expected blocks of at least 1 and at least 100 resamples, was %s and %d"
              .formatted(meanBlock, resamples));
    }
    this.meanBlock = meanBlock;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** n^⅓, the order of what is best for a mean (Politis and Romano 1994). */
  public static double usualBlock(int bars) {
    return Math.max(1, StrictMath.cbrt(bars));
  }

  /**
   * Percentile intervals.
   *
   * @param returns per bar, above −1
   * @param confidence between 0 and 1, such as 0.95
   */
  public Intervals intervals(double[] returns, double barsPerYear, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "Expected a confidence between 0 and 1, was " + confidence);
    }
    int n = returns.length;
    double[] means = new double[resamples];
    double[] sharpes = new double[resamples];
    double[] falls = new double[resamples];
    if (n >= ENOUGH) {
      SplitMix chance = new SplitMix(seed);
      double[] drawn = new double[n];
      for (int i = 0; i < resamples; i++) {
        draw(returns, drawn, chance);
        double mean = Moments.mean(drawn);
        double deviation = Moments.deviation(drawn);
        means[i] = mean;
        sharpes[i] = deviation < Moments.STILL ? 0 : mean / deviation * Math.sqrt(barsPerYear);
        falls[i] = fall(drawn);
      }
    }
    return new Intervals(
        interval(n, n < ENOUGH ? 0 : Moments.mean(returns), means, confidence),
        interval(sharpe(returns, barsPerYear), sharpes, confidence),
        interval(n, fall(returns), falls, confidence),
        confidence,
        resamples);
  }

  /**
   * How likely a difference of the two mean returns as great as this, either way, is if there is
   * none: 0 to 1, small if it is significant.
   *
   * @param a returns per bar
   * @param b of the same bars
   * @throws IllegalArgumentException if they are not as many
   */
  public Estimate pValue(double[] a, double[] b) {
    int n = a.length;
    if (b.length != n) {
      throw new IllegalArgumentException(
          "Expected returns of the same bars, was %d and %d".formatted(n, b.length));
    }
    if (n < ENOUGH) {
      return CurveStatistics.tooFew(n, ENOUGH);
    }
    double[] differences = new double[n];
    for (int i = 0; i < n; i++) {
      differences[i] = a[i] - b[i];
    }
    double mean = Moments.mean(differences);
    if (Moments.deviation(differences) < Moments.STILL) {
      return Estimate.unknown("the two differ by the same at every bar", n);
    }
    for (int i = 0; i < n; i++) {
      differences[i] -= mean;
    }
    SplitMix chance = new SplitMix(seed);
    double[] drawn = new double[n];
    int farther = 0;
    for (int i = 0; i < resamples; i++) {
      draw(differences, drawn, chance);
      if (Math.abs(Moments.mean(drawn)) >= Math.abs(mean)) {
        farther++;
      }
    }
    return Estimate.of((1.0 + farther) / (1.0 + resamples), n);
  }

  private void draw(double[] from, double[] to, SplitMix chance) {
    int n = from.length;
    // Of a geometric distribution with that mean.
    double rate = meanBlock > 1 ? StrictMath.log1p(-1 / meanBlock) : Double.NEGATIVE_INFINITY;
    int filled = 0;
    while (filled < n) {
      int at = chance.nextInt(n);
      double length = 1 + Math.floor(StrictMath.log(chance.nextDouble()) / rate);
      int end = (int) Math.min(n, filled + length);
      while (filled < end) {
        int whole = Math.min(end - filled, n - at);
        System.arraycopy(from, at, to, filled, whole);
        filled += whole;
        at = 0;
      }
    }
  }

  private static double fall(double[] returns) {
    double equity = 1;
    double peak = 1;
    double kept = 1;
    for (double change : returns) {
      equity *= 1 + change;
      if (equity > peak) {
        peak = equity;
      } else if (equity < kept * peak) {
        kept = equity / peak;
      }
    }
    return 1 - kept;
  }

  private static Estimate sharpe(double[] returns, double barsPerYear) {
    int n = returns.length;
    return n < ENOUGH
        ? CurveStatistics.tooFew(n, ENOUGH)
        : CurveStatistics.sharpe(
            Moments.mean(returns), Moments.deviation(returns), n, Math.sqrt(barsPerYear));
  }

  private static Interval interval(int n, double value, double[] drawn, double confidence) {
    return interval(
        n < ENOUGH ? CurveStatistics.tooFew(n, ENOUGH) : Estimate.of(value, n), drawn, confidence);
  }

  private static Interval interval(Estimate estimate, double[] drawn, double confidence) {
    if (estimate.value() == null) {
      return new Interval(estimate, Double.NaN, Double.NaN);
    }
    Arrays.sort(drawn);
    return new Interval(
        estimate, quantile(drawn, (1 - confidence) / 2), quantile(drawn, (1 + confidence) / 2));
  }

  /** Linear between order statistics, type 7 of R. J. Hyndman and Y. Fan (1996). */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
