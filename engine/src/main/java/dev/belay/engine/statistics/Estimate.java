package dev.belay.engine.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A figure with its sample size.
 *
 * @param value null when it can't be told; then {@code reason} says why
 * @param samples what it rests, or would rest, on
 */
public record Estimate(@Nullable Double value, @Nullable String reason, int samples) {
  static Estimate of(double value, int samples) {
    return Double.isFinite(value)
        ? new Estimate(value, null, samples)
        : unknown("the figure is not finite", samples);
  }

  public static Estimate unknown(String reason, int samples) {
    return new Estimate(null, reason, samples);
  }
}
