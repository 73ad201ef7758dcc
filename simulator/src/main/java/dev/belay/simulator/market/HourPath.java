package dev.belay.simulator.market;

/**
 * A random path whose value at every full hour is a sum from a fixed origin, remembered as far as
 * it was asked for, and whose values inside an hour are a Brownian bridge. So the value at any
 * minute is cheap and never depends on what was asked before.
 */
final class HourPath {
  static final int MINUTES = 60;
  // Splitting an hour in halves names each inner minute once; 64 leaves room for all.
  private static final int NODES = 64;

  private final Noise bridge;
  private final Walk walk;
  private volatile double[] levels = {0};

  HourPath(Noise bridge, Walk walk) {
    this.bridge = bridge;
    this.walk = walk;
  }

  /** How a path moves from one hour to the next. */
  interface Walk {
    /** The level at the end of the hour that begins at the level. */
    double next(int hour, double level);

    /** The standard deviation of an hour. */
    double volatility(int hour);

    /** A jump inside the hour, part of what {@link #next} adds; mostly 0. */
    double jump(int hour);

    /** The minute of the hour in which the jump happens, 1 to 59. */
    int jumpMinute(int hour);
  }

  /** The level at a full hour since the origin. */
  double level(int hour) {
    double[] known = levels;
    return hour < known.length ? known[hour] : extend(hour)[hour];
  }

  private synchronized double[] extend(int hour) {
    double[] known = levels;
    if (hour < known.length) {
      return known;
    }
    double[] longer = java.util.Arrays.copyOf(known, hour + 1 + 24 * 30);
    for (int h = known.length; h < longer.length; h++) {
      longer[h] = walk.next(h - 1, longer[h - 1]);
    }
    levels = longer;
    return longer;
  }

  /** The value at a minute of an hour. */
  double at(int hour, int minute) {
    double left = level(hour);
    if (minute == 0) {
      return left;
    }
    double jump = walk.jump(hour);
    double right = level(hour + 1) - jump;
    double sigma = walk.volatility(hour);
    double perMinute = sigma * sigma / MINUTES;
    int low = 0;
    int high = MINUTES;
    while (minute != low) {
      int middle = (low + high) >>> 1;
      double share = (double) (middle - low) / (high - low);
      double spread = Math.sqrt(perMinute * (middle - low) * (high - middle) / (high - low));
      double value =
          left + (right - left) * share + spread * bridge.gaussian((long) hour * NODES + middle);
      if (minute < middle) {
        high = middle;
        right = value;
      } else {
        low = middle;
        left = value;
      }
    }
    return jump != 0 && minute >= walk.jumpMinute(hour) ? left + jump : left;
  }
}
