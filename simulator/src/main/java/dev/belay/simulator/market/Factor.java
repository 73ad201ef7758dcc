package dev.belay.simulator.market;

import dev.belay.simulator.market.Scenario.Regime;
import java.util.Arrays;

/** What all coins have in common: regimes, jumps and crashes of bitcoin, as a log return. */
final class Factor implements HourPath.Walk {
  private static final double HOURLY_VOLATILITY = 0.0066;
  // Half of a deviation is gone after about five weeks: the price stays plausible for years.
  private static final double REVERSION = 1.0 / (24 * 45);
  private static final double KEEP_REGIME = 0.5;
  private static final double JUMP_CHANCE = 0.02;
  private static final double JUMP_SIZE = 0.013;

  private final Scenario before;
  private final Scenario scenario;
  private final int startHour;
  private final Noise turns;
  private final Noise draws;
  private final Noise shocks;
  private final Noise jumps;
  private final Noise sizes;
  private volatile Regime[] regimes = {Regime.RANGING};

  Factor(long seed, Scenario scenario, int startHour) {
    this.scenario = scenario;
    this.before = scenario == Scenario.CALM ? Scenario.CALM : Scenario.MIXED;
    this.startHour = startHour;
    this.turns = new Noise(seed, 1);
    this.draws = new Noise(seed, 2);
    this.shocks = new Noise(seed, 3);
    this.jumps = new Noise(seed, 4);
    this.sizes = new Noise(seed, 5);
  }

  private Scenario scenario(int hour) {
    return hour < startHour ? before : scenario;
  }

  Regime regime(int hour) {
    Regime[] known = regimes;
    return hour < known.length ? known[hour] : extend(hour)[hour];
  }

  private synchronized Regime[] extend(int hour) {
    Regime[] known = regimes;
    if (hour < known.length) {
      return known;
    }
    Regime[] longer = Arrays.copyOf(known, hour + 1 + 24 * 30);
    for (int h = known.length; h < longer.length; h++) {
      longer[h] =
          turns.uniform(h) < KEEP_REGIME ? longer[h - 1] : scenario(h).draw(draws.uniform(h));
    }
    regimes = longer;
    return longer;
  }

  @Override
  public double next(int hour, double level) {
    Scenario weather = scenario(hour);
    return level * (1 - REVERSION)
        + weather.drift
        + regime(hour).drift * weather.volatility
        + volatility(hour) * shocks.gaussian(hour)
        + jump(hour);
  }

  @Override
  public double volatility(int hour) {
    return HOURLY_VOLATILITY * regime(hour).volatility * scenario(hour).volatility;
  }

  @Override
  public double jump(int hour) {
    return jumps.uniform(hour) < JUMP_CHANCE
        ? JUMP_SIZE * scenario(hour).volatility * sizes.gaussian(hour)
        : 0;
  }

  @Override
  public int jumpMinute(int hour) {
    return 1 + (int) (sizes.uniform(~(long) hour) * 59);
  }
}
