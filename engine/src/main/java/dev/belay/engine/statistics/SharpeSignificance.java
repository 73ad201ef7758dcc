package dev.belay.engine.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Whether a Sharpe ratio is more than luck, by returns that need not be normal. All ratios here are
 * per bar, not annualised: divide an annual one by √bars a year.
 *
 * <p>Sources: D. H. Bailey and M. López de Prado, The Sharpe Ratio Efficient Frontier (2012), for
 * the probabilistic ratio and the length of a track record; the same, The Deflated Sharpe Ratio
 * (2014), for the correction for the number of trials.
 */
public final class SharpeSignificance {
  public static final String CONVENTION =
      "Sharpe ratio per bar with sample deviation, skewness and kurtosis (normal = 3) with n; its standard error is √((1 − γ₃·SR + (γ₄ − 1)/4·SR²) / (n − 1)); deflated: against the expected maximum of independent trials";

  private static final double EULER = 0.57721566490153286061;

  private final int samples;
  private final @Nullable String reason;
  private final double sharpe;

  /** The variance of the ratio times n − 1. */
  private final double spread;

  private SharpeSignificance(int samples, @Nullable String reason, double sharpe, double spread) {
    this.samples = samples;
    this.reason = reason;
    this.sharpe = sharpe;
    this.spread = spread;
  }

  /** Of returns per bar. */
  public static SharpeSignificance of(double[] returns) {
    int n = returns.length;
    if (n < 4) {
      return new SharpeSignificance(n, "too few bars: %d of at least 4".formatted(n), 0, 0);
    }
    double deviation = Moments.deviation(returns);
    if (deviation < Moments.STILL) {
      return new SharpeSignificance(n, "the returns do not differ", 0, 0);
    }
    return of(
        Moments.mean(returns) / deviation,
        n,
        Moments.standardised(returns, 3),
        Moments.standardised(returns, 4));
  }

  /**
   * Of what is known of the returns.
   *
   * @param sharpe per bar
   * @param samples how many returns; at least 2
   * @param kurtosis 3 if normal
   */
  public static SharpeSignificance of(
      double sharpe, int samples, double skewness, double kurtosis) {
    return new SharpeSignificance(
        samples, null, sharpe, 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe);
  }

  /** Per bar. */
  public Estimate sharpe() {
    return told(sharpe);
  }

  /** Of the ratio per bar. */
  public Estimate standardError() {
    return told(Math.sqrt(spread / (samples - 1)));
  }

  /**
   * The probability that the true ratio is above a benchmark; 0 to 1.
   *
   * @param benchmark per bar; often 0
   */
  public Estimate probabilistic(double benchmark) {
    return told(Normal.cdf((sharpe - benchmark) * Math.sqrt((samples - 1) / spread)));
  }

  /**
   * The probability that the true ratio is above 0 although it is the best of many tried: {@link
   * #probabilistic} against {@link #expectedMaximum}.
   *
   * @param variance of the ratios per bar of all trials; at least 0
   * @param trials at least 1
   */
  public Estimate deflated(double variance, int trials) {
    return probabilistic(expectedMaximum(variance, trials));
  }

  /**
   * How many bars it takes until {@link #probabilistic} exceeds a confidence, if things go on as
   * they were; unknown where the ratio is not above the benchmark.
   *
   * @param benchmark per bar
   * @param confidence above 0.5, below 1
   */
  public Estimate minimumTrackRecord(double benchmark, double confidence) {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "Expected a confidence between 0.5 and 1, was " + confidence);
    }
    if (reason == null && sharpe <= benchmark) {
      return Estimate.unknown("the ratio is not above the benchmark", samples);
    }
    double distance = Normal.inverse(confidence) / (sharpe - benchmark);
    return told(1 + spread * distance * distance);
  }

  /**
   * The greatest ratio to be expected of independent trials whose true ratio is 0: √V · ((1 − γ)
   * Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))), γ being Euler's constant. 0 for one trial.
   *
   * @param variance of the trials' ratios; at least 0
   * @param trials at least 1
   * @throws IllegalArgumentException if one is out of its range
   */
  public static double expectedMaximum(double variance, int trials) {
    if (!(variance >= 0) || trials < 1) {
      throw new IllegalArgumentException(
          "Expected a variance of at least 0 and at least one trial, was %s and %d"
              .formatted(variance, trials));
    }
    if (trials == 1) {
      return 0;
    }
    return Math.sqrt(variance)
        * ((1 - EULER) * Normal.inverse(1 - 1.0 / trials)
            + EULER * Normal.inverse(1 - 1 / (trials * Math.E)));
  }

  private Estimate told(double value) {
    return reason == null ? Estimate.of(value, samples) : Estimate.unknown(reason, samples);
  }
}
