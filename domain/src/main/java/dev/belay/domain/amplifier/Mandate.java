package dev.belay.domain.amplifier;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vote lets the desk do, for a while.
 *
 * @param vote id of the vote it comes of
 * @param confidence 0 to 1
 * @param sizeFactor what sizes of the untouched profile are multiplied with
 * @param from market time of the vote
 * @param until market time of its end: the end of the window it was voted in
 */
public record Mandate(
    String vote,
    Stance stance,
    Aggressiveness aggressiveness,
    BigDecimal confidence,
    BigDecimal sizeFactor,
    Instant from,
    Instant until) {

  /** The mandate that a decided vote gives. */
  public static Mandate of(String vote, Tally.Outcome outcome, Instant asOf, VoteRules rules) {
    Stance stance = outcome.stance();
    if (stance == null) {
      throw new IllegalArgumentException(
          "Expected a vote with a decision, %s had none: %s".formatted(vote, outcome.why()));
    }
    return new Mandate(
        vote,
        stance,
        outcome.aggressiveness(),
        outcome.confidence(),
        outcome.sizeFactor(),
        asOf,
        VoteWindows.start(asOf, rules).plus(rules.window()));
  }

  /**
   * What holds now.
   *
   * @param mandate null for none in force
   * @param sizeFactor 0 unless it is to trade
   * @param why one sentence for people
   */
  public record Standing(
      @Nullable Mandate mandate, Stance stance, BigDecimal sizeFactor, String why) {}

  /**
   * Of several mandates the one voted for last holds, whichever was counted last.
   *
   * @param mandates of the desk, in any order
   * @param grace market time for which the last one goes on while the next is voted
   */
  public static Standing standing(List<Mandate> mandates, Instant now, Duration grace) {
    Mandate last =
        mandates.stream()
            .filter(mandate -> !mandate.from().isAfter(now))
            .max(Comparator.comparing(Mandate::from))
            .orElse(null);
    if (last == null) {
      return new Standing(null, Stance.HOLD, BigDecimal.ZERO, "no vote has decided yet: hold");
    }
    if (!now.isBefore(last.until().plus(grace))) {
      return new Standing(
          null,
          Stance.HOLD,
          BigDecimal.ZERO,
          "the mandate of %s expired at %s: hold".formatted(last.vote(), last.until()));
    }
    return new Standing(last, last.stance(), last.sizeFactor(), "mandate of " + last.vote());
  }
}
