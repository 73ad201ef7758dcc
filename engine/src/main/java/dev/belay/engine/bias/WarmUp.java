package dev.belay.engine.bias;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How many candles a strategy must have seen until it decides as one that has seen all of them: an
 * average that remembers, remembers where it started. A strategy that lives is started somewhere,
 * too, and must be shown so many first.
 *
 * @param starts each with another beginning of history
 * @param bars the most that any of them took; what was left of history where it never came to
 *     decide the same
 */
public record WarmUp(List<Start> starts, int bars) {
  public WarmUp {
    starts = List.copyOf(starts);
  }

  /**
   * History begun later.
   *
   * @param from open of its first candle
   * @param bars after how many it decided the same, to the end
   * @param settled whether it did so for at least as many candles again, with a decision among them
   */
  public record Start(Instant from, int bars, boolean settled) {}

  /**
   * Starts anew.
   *
   * @param strategy makes a fresh one each time
   * @param samples how many beginnings; at least 1
   */
  public static WarmUp of(Supplier<Strategy> strategy, Candles candles, Rules rules, int samples) {
    Decisions whole = Decisions.of(strategy, candles, rules);
    List<Start> starts = new ArrayList<>();
    int most = 0;
    for (int i = 1; i <= samples; i++) {
      // From the first half, so that there is time left to settle.
      int first = (int) ((long) i * candles.size() / (2L * samples + 1));
      Start start = start(strategy, candles, rules, whole, first);
      starts.add(start);
      most = Math.max(most, start.bars());
    }
    return new WarmUp(starts, most);
  }

  private static Start start(
      Supplier<Strategy> strategy, Candles candles, Rules rules, Decisions whole, int first) {
    Candles left = candles.between(candles.openTime(first), Long.MAX_VALUE);
    Decisions late = Decisions.of(strategy, left, rules);
    int bars = 0;
    for (int i = left.size() - 1; i >= 0; i--) {
      if (!late.said().get(i).equals(whole.said().get(first + i))) {
        bars = i + 1;
        break;
      }
    }
    boolean decided = false;
    for (int i = bars; i < left.size(); i++) {
      decided |= !late.said().get(i).isEmpty();
    }
    return new Start(
        Instant.ofEpochMilli(candles.openTime(first)), bars, decided && left.size() - bars >= bars);
  }
}
