package dev.belay.simulator.market;

import java.time.Duration;

/**
 * Crashes: bitcoin loses 15 to 25 % within about half an hour, the first one 40 minutes after the
 * start, and again every few days; the loss is made good slowly.
 */
final class Crashes {
  private static final double FIRST_MINUTE = 40;
  private static final double FALL_MINUTES = 30;
  private static final double PERIOD_MINUTES = Duration.ofDays(3).toMinutes();
  private static final double JITTER_MINUTES = Duration.ofHours(18).toMinutes();
  private static final double RECOVERY_MINUTES = Duration.ofHours(20).toMinutes();

  private final boolean on;
  private final Noise noise;

  Crashes(long seed, boolean on) {
    this.on = on;
    this.noise = new Noise(seed, 6);
  }

  /** The log return that crashes have left, by minutes since the start. */
  double at(double minutes) {
    if (!on || minutes <= FIRST_MINUTE) {
      return 0;
    }
    int latest = (int) ((minutes - FIRST_MINUTE) / PERIOD_MINUTES);
    double sum = 0;
    for (int k = Math.max(0, latest - 3); k <= latest; k++) {
      double begin =
          FIRST_MINUTE + k * PERIOD_MINUTES + (k == 0 ? 0 : JITTER_MINUTES * noise.uniform(2L * k));
      double loss = StrictMath.log(1 - (0.16 + 0.08 * noise.uniform(2L * k + 1)));
      sum += loss * shape(minutes - begin);
    }
    return sum;
  }

  /** Rises from 0 to 1 while the price falls, then fades. */
  private static double shape(double minutes) {
    if (minutes <= 0) {
      return 0;
    }
    if (minutes < FALL_MINUTES) {
      double share = minutes / FALL_MINUTES;
      return share * share * (3 - 2 * share);
    }
    return StrictMath.exp(-(minutes - FALL_MINUTES) / RECOVERY_MINUTES);
  }
}
