package dev.belay.simulator.market;

import java.time.Duration;

/**
 * Crashes: bitcoin loses 15 to 25 % within about half an hour, the first one 40 minutes after the
 * start, where small coins are listed five hours after it, and again every few days; the loss is
 * made good slowly. The first one ends a rise of three days, of which the last hours are the
 * steepest: whoever trades small coins has the time to take part in it.
 */
final class Crashes {
  private static final double SOON = 40;
  private static final double LATE = Duration.ofHours(5).toMinutes();
  private static final double FALL_MINUTES = 30;
  private static final double RISE_MINUTES = Duration.ofDays(3).toMinutes();
  private static final double RISE = 0.11;
  private static final double RALLY_MINUTES = Duration.ofHours(5).toMinutes();
  private static final double RALLY_A_MINUTE = 0.07 / (RALLY_MINUTES + SOON);
  private static final double PERIOD_MINUTES = Duration.ofDays(3).toMinutes();
  private static final double JITTER_MINUTES = Duration.ofHours(18).toMinutes();
  private static final double RECOVERY_MINUTES = Duration.ofHours(20).toMinutes();

  private final boolean on;
  private final double first;
  private final Noise noise;

  /**
   * @param alts whether small coins are listed
   */
  Crashes(long seed, boolean on, boolean alts) {
    this.on = on;
    this.first = alts ? LATE : SOON;
    this.noise = new Noise(seed, 6);
  }

  /** The log return that the rise and crashes have left, by minutes since the start. */
  double at(double minutes) {
    if (!on) {
      return 0;
    }
    double rally = RALLY_A_MINUTE * (RALLY_MINUTES + first);
    double risen = RISE * rise(minutes, RISE_MINUTES) + rally * rise(minutes, RALLY_MINUTES);
    return minutes <= first ? risen : risen + fallen(minutes);
  }

  /** Rises from 0 to 1 until the first crash, then fades as that does. */
  private double rise(double minutes, double length) {
    double left = first - minutes;
    return left < 0
        ? StrictMath.exp(left / RECOVERY_MINUTES)
        : Math.max(0, 1 - left / (length + first));
  }

  private double fallen(double minutes) {
    int latest = (int) ((minutes - first) / PERIOD_MINUTES);
    double sum = 0;
    for (int k = Math.max(0, latest - 3); k <= latest; k++) {
      double begin =
          first + k * PERIOD_MINUTES + (k == 0 ? 0 : JITTER_MINUTES * noise.uniform(2L * k));
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
