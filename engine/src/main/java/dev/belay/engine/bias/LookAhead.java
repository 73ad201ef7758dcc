package dev.belay.engine.bias;

import dev.belay.domain.market.Candles;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whether a strategy knows what is yet to come: history is cut at times at which it decided
 * something, and it is asked again. What it says up to the cut may not change.
 *
 * @param decisions at how many candles it said something
 * @param cuts at how many it was asked again
 * @param findings in order of time; empty where nothing was found
 */
public record LookAhead(int decisions, int cuts, List<Finding> findings) {
  /** Enough to show where. */
  private static final int TOLD = 20;

  public LookAhead {
    findings = List.copyOf(findings);
  }

  /**
   * A decision that was another one without the future.
   *
   * @param cut close of the last candle that was left
   * @param at close of the candle it decided on
   * @param whole what it said with all of history
   * @param then what it said with what was left of it
   */
  public record Finding(Instant cut, Instant at, String whole, String then) {}

  public boolean isClean() {
    return findings.isEmpty();
  }

  /**
   * Asks again.
   *
   * @param strategy makes a fresh one each time
   * @param samples at how many decisions to cut, at most; at least 1
   */
  public static LookAhead of(
      Supplier<Strategy> strategy, Candles candles, Rules rules, int samples) {
    List<Finding> findings = new ArrayList<>();
    Decisions whole;
    try {
      whole = Decisions.of(strategy, candles, rules);
    } catch (IndexOutOfBoundsException e) {
      Instant end = close(candles, candles.size() - 1);
      return new LookAhead(
          0, 0, List.of(new Finding(end, end, "looked at a candle after the last", "the same")));
    }
    List<Integer> decided = new ArrayList<>();
    for (int i = 0; i < whole.said().size(); i++) {
      if (!whole.said().get(i).isEmpty()) {
        decided.add(i);
      }
    }
    List<Integer> cuts = cuts(decided, candles.size(), samples);
    for (int cut : cuts) {
      compare(strategy, candles, rules, whole, cut, findings);
      if (findings.size() >= TOLD) {
        break;
      }
    }
    return new LookAhead(decided.size(), cuts.size(), findings);
  }

  /**
   * Evenly among the decisions, each also a candle before: what it did not say yet counts, too. And
   * evenly over all of history, for those who decide nothing.
   */
  private static List<Integer> cuts(List<Integer> decided, int size, int samples) {
    TreeSet<Integer> cuts = new TreeSet<>();
    int half = Math.max(1, samples / 2);
    for (int i = 0; i < Math.min(half, decided.size()); i++) {
      int at = decided.get((int) ((long) i * decided.size() / Math.min(half, decided.size())));
      cuts.add(at);
      if (at > 0) {
        cuts.add(at - 1);
      }
    }
    for (int i = 1; i <= Math.max(1, samples / 4); i++) {
      cuts.add((int) ((long) i * (size - 1) / (samples / 4 + 1)));
    }
    return List.copyOf(cuts);
  }

  private static void compare(
      Supplier<Strategy> strategy,
      Candles candles,
      Rules rules,
      Decisions whole,
      int cut,
      List<Finding> findings) {
    Candles left = candles.between(Long.MIN_VALUE, candles.openTime(cut) + 1);
    Instant end = close(candles, cut);
    Decisions then;
    try {
      then = Decisions.of(strategy, left, rules);
    } catch (IndexOutOfBoundsException e) {
      findings.add(new Finding(end, end, whole.said().get(cut), "looked at a candle after it"));
      return;
    }
    for (int i = 0; i <= cut; i++) {
      if (!whole.said().get(i).equals(then.said().get(i))) {
        findings.add(new Finding(end, close(candles, i), told(whole, i), told(then, i)));
        return;
      }
    }
  }

  private static String told(Decisions decisions, int index) {
    String said = decisions.said().get(index);
    return said.isEmpty() ? "nothing" : said;
  }

  private static Instant close(Candles candles, int index) {
    return Instant.ofEpochMilli(candles.closeTime(index));
  }
}
