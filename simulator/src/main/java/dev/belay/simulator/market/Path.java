package dev.belay.simulator.market;

/**
 * One path between the full hours: a Brownian bridge by halving, so that any minute costs six draws
 * and needs no other minute.
 */
final class Path {
  /** Samples of a minute, both ends included. */
  static final int SAMPLES = 9;

  private static final int STEPS = SAMPLES - 1;
  private static final int MINUTES = 60;

  private final Hours hours;
  private final int path;

  Path(Hours hours, int path) {
    this.hours = hours;
    this.path = path;
  }

  /**
   * The log price less its level.
   *
   * @param minute since the origin
   */
  double at(long minute) {
    int hour = (int) (minute / MINUTES);
    int target = (int) (minute % MINUTES);
    if (target == 0) {
      return hours.level(path, hour);
    }
    return trend(hour, target) + hours.deviation(path, hour) * bridge(hour, target);
  }

  /**
   * Adds the minute's samples times a factor to those given: the first at its begin, the last at
   * its end.
   */
  void addTo(double[] samples, long minute, double factor) {
    double[] own = new double[SAMPLES];
    own[0] = at(minute);
    own[STEPS] = at(minute + 1);
    int hour = (int) (minute / MINUTES);
    long key = Noise.key(hours.key(path, hour), minute % MINUTES);
    double deviation = hours.deviation(path, hour);
    for (int width = STEPS; width > 1; width /= 2) {
      double scale = deviation * Math.sqrt(width / 4.0 / STEPS / MINUTES);
      for (int begin = 0; begin < STEPS; begin += width) {
        int middle = begin + width / 2;
        own[middle] = (own[begin] + own[begin + width]) / 2 + scale * Noise.gaussian(key, middle);
      }
    }
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] += factor * own[i];
    }
  }

  private double trend(int hour, int minute) {
    double begin = hours.level(path, hour);
    double jump = hours.jump(path, hour);
    double end = hours.level(path, hour + 1) - jump;
    double smooth = begin + (end - begin) * minute / MINUTES;
    return jump != 0 && minute > hours.jumpMinute(hour) ? smooth + jump : smooth;
  }

  /** Zero at both ends of the hour; a free path would have the variance 1 after it. */
  private double bridge(int hour, int target) {
    long key = hours.key(path, hour);
    int begin = 0;
    int end = MINUTES;
    double left = 0;
    double right = 0;
    while (true) {
      int middle = (begin + end) / 2;
      double before = middle - begin;
      double after = end - middle;
      double value =
          left
              + (right - left) * before / (before + after)
              + Math.sqrt(before * after / (before + after) / MINUTES)
                  * Noise.gaussian(key, middle);
      if (middle == target) {
        return value;
      }
      if (target < middle) {
        end = middle;
        right = value;
      } else {
        begin = middle;
        left = value;
      }
    }
  }
}
