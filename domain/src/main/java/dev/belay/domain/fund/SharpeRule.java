package dev.belay.domain.fund;

import org.jspecify.annotations.Nullable;

/** The review's rule: an agent that loses for its risk, on enough evidence, is disabled. */
public final class SharpeRule {
  /** Below this Sharpe an agent is disabled. */
  public static final double LEAST_SHARPE = -0.5;

  public static final int LEAST_SAMPLES = 72;
  public static final int LEAST_TRADES = 5;

  public static final String CONVENTION =
      "disabled below a Sharpe of -0.5 on at least 72 hourly returns and 5 closed trades of the trailing 168 market hours";

  private SharpeRule() {}

  /**
   * What the rule says.
   *
   * @param reason why, with the figures
   */
  public record Judgement(boolean disable, String reason) {}

  /**
   * @param sharpe null where there is not enough data
   * @param samples hourly returns behind it
   * @param trades closed within the same window
   */
  public static Judgement judge(@Nullable Double sharpe, int samples, long trades) {
    if (sharpe == null || samples < LEAST_SAMPLES) {
      return kept("not enough data: %d hourly returns of at least %d", samples, LEAST_SAMPLES);
    }
    if (trades < LEAST_TRADES) {
      return kept("not enough data: %d closed trades of at least %d", trades, LEAST_TRADES);
    }
    return sharpe < LEAST_SHARPE
        ? new Judgement(
            true,
            "Sharpe %.2f is below %.1f on %d hourly returns and %d closed trades"
                .formatted(sharpe, LEAST_SHARPE, samples, trades))
        : kept("Sharpe %.2f is not below %.1f", sharpe, LEAST_SHARPE);
  }

  private static Judgement kept(String form, Object... values) {
    return new Judgement(false, form.formatted(values));
  }
}
