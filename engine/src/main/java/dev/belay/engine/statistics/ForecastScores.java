package dev.belay.engine.statistics;

/**
 * How good probabilities were that were given for what then did or did not happen. Less is better.
 *
 * @param brier mean of (probability − outcome)² (G. W. Brier 1950, the half of it that counts one
 *     class); 0 to 1, 0.25 for always saying one half
 * @param logLoss mean of −ln of the probability given to what happened, probabilities kept from 0
 *     and 1 by 1e-15; at least 0, ln 2 for always saying one half
 * @param calibrationError expected calibration error (Naeini et al. 2015): the distance of mean
 *     probability and frequency in ten bins of equal width, [0, 0.1) … [0.9, 1], weighted by how
 *     many fall in each; 0 to 1
 */
public record ForecastScores(Estimate brier, Estimate logLoss, Estimate calibrationError) {
  public static final String CONVENTION =
      "Brier of one class, 0 to 1; log loss with the natural logarithm, probabilities clipped to 1e-15 from 0 and 1; calibration error of the probability of the event in ten bins of equal width, closed below";

  private static final double CLIP = 1e-15;
  private static final int BINS = 10;

  /**
   * The scores.
   *
   * @param probabilities of the event, 0 to 1
   * @param happened whether it did
   * @throws IllegalArgumentException if a probability is not one, or they are not as many
   */
  public static ForecastScores of(double[] probabilities, boolean[] happened) {
    int n = probabilities.length;
    if (happened.length != n) {
      throw new IllegalArgumentException(
          "Expected an outcome for each of %d probabilities, was %d".formatted(n, happened.length));
    }
    if (n == 0) {
      Estimate none = Estimate.unknown("no forecast", 0);
      return new ForecastScores(none, none, none);
    }
    double squares = 0;
    double logs = 0;
    double[] said = new double[BINS];
    double[] seen = new double[BINS];
    for (int i = 0; i < n; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "Expected a probability of 0 to 1 at %d, was %s".formatted(i, p));
      }
      double outcome = happened[i] ? 1 : 0;
      squares += (p - outcome) * (p - outcome);
      double clipped = Math.clamp(p, CLIP, 1 - CLIP);
      logs -= StrictMath.log(happened[i] ? clipped : 1 - clipped);
      int bin = Math.min(BINS - 1, (int) (p * BINS));
      said[bin] += p;
      seen[bin] += outcome;
    }
    double apart = 0;
    for (int bin = 0; bin < BINS; bin++) {
      apart += Math.abs(said[bin] - seen[bin]);
    }
    return new ForecastScores(
        Estimate.of(squares / n, n), Estimate.of(logs / n, n), Estimate.of(apart / n, n));
  }
}
