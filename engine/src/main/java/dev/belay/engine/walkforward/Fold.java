package dev.belay.engine.walkforward;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of history to choose parameters on and the one after it to judge them on. All in epoch
 * milliseconds, ends exclusive.
 */
public record Fold(long trainFrom, long trainTo, long testFrom, long testTo) {

  /**
   * How history is cut.
   *
   * @param train how long is chosen on; with {@code anchored} at least
   * @param test how long is judged on
   * @param step from fold to fold; at least {@code test}, so that nothing is judged twice
   * @param anchored every training begins at the beginning, instead of moving along
   * @param purge how much of the training's end is left out, for positions that reach beyond it
   * @param embargo how much of what follows the training is left out before the test
   */
  public record Plan(
      Duration train,
      Duration test,
      Duration step,
      boolean anchored,
      Duration purge,
      Duration embargo) {
    public Plan {
      if (!positive(train) || !positive(test) || !positive(step)) {
        throw new IllegalArgumentException(
            "Expected train, test and step above 0, was %s, %s and %s"
                .formatted(train, test, step));
      }
      if (purge.isNegative() || embargo.isNegative()) {
        throw new IllegalArgumentException(
            "Expected purge and embargo of at least 0, was %s and %s".formatted(purge, embargo));
      }
      if (step.compareTo(test) < 0) {
        throw new IllegalArgumentException(
            "Expected a step of at least the test's %s, so that no two tests overlap, was %s"
                .formatted(test, step));
      }
      if (purge.compareTo(train) >= 0 || embargo.compareTo(test) >= 0) {
        throw new IllegalArgumentException(
            "Expected a purge below train and an embargo below test, was %s of %s and %s of %s"
                .formatted(purge, train, embargo, test));
      }
    }

    private static boolean positive(Duration duration) {
      return duration.isPositive();
    }
  }

  /**
   * The folds of a stretch of history; the last one's test may be cut short, to half at most.
   *
   * @param from open of the first candle
   * @param to close of the last
   * @throws IllegalArgumentException if there is not one
   */
  public static List<Fold> of(long from, long to, Plan plan) {
    long train = plan.train().toMillis();
    long test = plan.test().toMillis();
    List<Fold> folds = new ArrayList<>();
    for (long split = from + train; to - split >= test / 2 && split < to; ) {
      folds.add(
          new Fold(
              plan.anchored() ? from : split - train,
              split - plan.purge().toMillis(),
              split + plan.embargo().toMillis(),
              Math.min(split + test, to)));
      split += plan.step().toMillis();
    }
    if (folds.isEmpty() || folds.getFirst().testFrom() >= folds.getFirst().testTo()) {
      throw new IllegalArgumentException(
          "Expected data of at least %s and half of %s, was from %s to %s"
              .formatted(
                  plan.train(), plan.test(), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
    }
    return folds;
  }
}
