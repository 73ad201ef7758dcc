package dev.belay.simulator.fault;

import java.util.List;

/**
 * Faults to come. The same plan over the same calls in the same order gives the same faults.
 *
 * @param seed of what chance decides
 * @param rules at most {@value #MOST}; the first that is due has the call
 */
public record FaultPlan(long seed, List<FaultRule> rules) {
  private static final int MOST = 100;

  public FaultPlan {
    if (rules == null || rules.isEmpty() || rules.size() > MOST) {
      throw new IllegalArgumentException("Expected 1 to %d rules".formatted(MOST));
    }
    rules = List.copyOf(rules);
  }

  /**
   * In [0, 1), as a pure function of seed, rule and the number of the call among those that match
   * the rule (SplitMix64), so that what other rules see changes nothing.
   */
  double chance(int rule, long number) {
    long z = mix(mix(seed) ^ mix(rule + 1L)) + number * 0x9e3779b97f4a7c15L;
    return (mix(z) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
