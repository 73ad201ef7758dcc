package dev.belay.simulator.market;

import java.util.Arrays;

/**
 * The regimes, and every path's log price at the full hours since 2020: running sums, extended when
 * a later hour is first asked for. Path 0 is the market factor, the others are the coins' own
 * movement. Each is pulled back to zero with a time constant of two months, so that prices stay
 * plausible for years.
 */
final class Hours {
  static final long HOUR = 3_600_000L;
  static final long ORIGIN = 1_577_836_800_000L;

  /** About 80 years; nothing is known after it. */
  static final int LIMIT = 700_000;

  private static final double PULL = 1.0 / (24 * 60);
  private static final double HOURS_A_YEAR = 8766;
  private static final double JUMP = 0.012;
  private static final int GROWTH = 8192;
  private static final int MINUTES = 60;
  // Addresses of an hour's draws; 1 to 59 are the bridge's minutes, see Path.
  private static final int CHANGE = 1000;
  private static final int CHOICE = 1001;
  private static final int INCREMENT = 1002;
  private static final int JUMPS = 1003;
  private static final int JUMP_SIZE = 1004;
  private static final int JUMP_MINUTE = 1005;

  private final Scenario scenario;
  private final long[] keys;
  private final double[] scales;
  private final long fromHour;
  private volatile Table table;

  private record Table(Regime[] regimes, double[][] levels) {
    int size() {
      return regimes.length;
    }
  }

  /**
   * @param volatilities yearly standard deviations; the factor's is the scenario's
   * @param from where the scenario's own regimes begin; before it they are mixed
   */
  Hours(long seed, Scenario scenario, long from, double[] volatilities) {
    this.scenario = scenario;
    this.fromHour = Math.floorDiv(from - ORIGIN, HOUR);
    this.keys = new long[volatilities.length];
    this.scales = new double[volatilities.length];
    for (int path = 0; path < keys.length; path++) {
      keys[path] = Noise.key(Noise.key(seed, 0), path);
      scales[path] = volatilities[path] / Math.sqrt(HOURS_A_YEAR);
    }
    this.table = new Table(new Regime[] {Regime.RANGING}, new double[keys.length][1]);
  }

  /** The path's log price at the hour's beginning, less its level. */
  double level(int path, int hour) {
    return upTo(hour).levels[path][hour];
  }

  /** The standard deviation of the path within the hour. */
  double deviation(int path, int hour) {
    return scales[path] * upTo(hour).regimes[hour].volatility();
  }

  Regime regime(int hour) {
    return upTo(hour).regimes[hour];
  }

  /** Where the hour's draws of the path are found. */
  long key(int path, int hour) {
    return Noise.key(keys[path], hour);
  }

  /** The size of the hour's jump in log price; 0 in most hours. */
  double jump(int path, int hour) {
    if (path != 0) {
      return 0;
    }
    long key = key(0, hour);
    return Noise.uniform(key, JUMPS) < scenario.jumpChance()
        ? JUMP * Noise.gaussian(key, JUMP_SIZE)
        : 0;
  }

  /** The minute, 0 to 59, in which the hour's jump happens. */
  int jumpMinute(int hour) {
    return (int) (MINUTES * Noise.uniform(key(0, hour), JUMP_MINUTE));
  }

  private Table upTo(int hour) {
    Table known = table;
    return hour < known.size() ? known : extend(hour);
  }

  private synchronized Table extend(int hour) {
    Table known = table;
    if (hour < known.size()) {
      return known;
    }
    int size = hour + GROWTH;
    Regime[] regimes = Arrays.copyOf(known.regimes, size);
    for (int h = known.size(); h < size; h++) {
      long key = key(0, h);
      Scenario rules = h < fromHour && scenario == Scenario.BULL ? Scenario.MIXED : scenario;
      regimes[h] =
          rules.next(regimes[h - 1], Noise.uniform(key, CHANGE), Noise.uniform(key, CHOICE));
    }
    double[][] levels = new double[keys.length][];
    for (int path = 0; path < keys.length; path++) {
      levels[path] = Arrays.copyOf(known.levels[path], size);
      for (int h = known.size(); h < size; h++) {
        levels[path][h] = next(path, h - 1, levels[path][h - 1], regimes[h - 1]);
      }
    }
    Table longer = new Table(regimes, levels);
    table = longer;
    return longer;
  }

  private double next(int path, int hour, double level, Regime regime) {
    double drift = path == 0 ? regime.drift() : 0;
    double noise = regime.volatility() * Noise.gaussian(key(path, hour), INCREMENT);
    return level * (1 - PULL) + scales[path] * (drift + noise) + jump(path, hour);
  }
}
