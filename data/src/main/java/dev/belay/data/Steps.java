package dev.belay.data;

import dev.belay.domain.market.Interval;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the steps between candles, to tell their interval. */
final class Steps {
  private final Map<Long, Integer> counts = new HashMap<>();
  // Most steps are as the one before: those are counted without the map.
  private long step;
  private int times;

  void add(long next) {
    if (next != step) {
      settle();
      step = next;
    }
    times++;
  }

  /** The most common step, the smallest of several; there must be one. */
  long common() {
    settle();
    return counts.entrySet().stream()
        .max(Map.Entry.<Long, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
        .orElseThrow()
        .getKey();
  }

  static @Nullable Interval interval(long step) {
    for (Interval interval : Interval.values()) {
      if (interval.millis() == step) {
        return interval;
      }
    }
    return null;
  }

  private void settle() {
    if (times > 0) {
      counts.merge(step, times, Integer::sum);
      times = 0;
    }
  }
}
