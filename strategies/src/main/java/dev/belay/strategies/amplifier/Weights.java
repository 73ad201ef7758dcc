package dev.belay.strategies.amplifier;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What five parts of a score of 100 weigh. */
final class Weights {
  private static final double WHOLE = 100;

  private Weights() {}

  /** Whether none is negative and all together are 100. */
  static boolean sumToWhole(double... weights) {
    return Arrays.stream(weights).allMatch(w -> w >= 0)
        && Math.abs(DoubleStream.of(weights).sum() - WHOLE) < 1e-9;
  }

  /** 0 where the value is at {@code none} or beyond, 1 at {@code full}, linear between. */
  static double ramp(double value, double none, double full) {
    return Math.clamp((value - none) / (full - none), 0.0, 1.0);
  }
}
