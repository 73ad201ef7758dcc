package dev.belay.simulator.market;

/**
 * The crashes of the scenario of that name: 40 minutes after trading begins and every three days
 * the market falls by 17.5 to 20.5 % within half an hour, rests for four hours and is back after
 * two and a half days.
 */
final class Crashes {
  private static final long MINUTE = 60_000;
  private static final long FIRST = 40 * MINUTE;
  private static final long EVERY = 72 * 60 * MINUTE;
  private static final double FALL = 30 * MINUTE;
  private static final double REST = 240 * MINUTE;
  private static final double BACK = 60 * 60 * MINUTE;

  private final long key;
  private final long first;

  Crashes(long seed, long from) {
    this.key = Noise.key(seed, 1);
    this.first = from + FIRST;
  }

  /** What the crash has taken off the market's log price at the time; 0 or negative. */
  double at(long time) {
    if (time <= first) {
      return 0;
    }
    long since = time - first;
    double depth = StrictMath.log(1 - 0.175 - 0.03 * Noise.uniform(key, since / EVERY));
    double age = since % EVERY;
    if (age < FALL) {
      double part = age / FALL;
      return depth * part * part * (3 - 2 * part);
    }
    return age < REST ? depth : depth * Math.max(0, 1 - (age - REST) / (BACK - REST));
  }
}
