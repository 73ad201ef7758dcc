package dev.belay.domain.amplifier;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How votes are held and counted.
 *
 * @param window market time between two scheduled votes, and for which a mandate is valid; windows
 *     align with 00:00 UTC
 * @param ballotDeadline wall time within which ballots count
 * @param aggressiveNeedsUnanimity only three ballots for {@code aggressive} make it that
 * @param splitFactor of the confidence where a ballot differed
 * @param lowConfidence below it sizes shrink by {@code lowFactor}
 * @param conservativeFactor of sizes; likewise the other two
 * @param revoteMomentum a vote's momentum from which on its loss calls another, 0 to 100
 * @param revoteShare the share of that momentum below which it is called
 * @param spacing market time between two extra votes that nobody asked for by hand
 */
public record VoteRules(
    Duration window,
    Duration ballotDeadline,
    boolean aggressiveNeedsUnanimity,
    BigDecimal splitFactor,
    BigDecimal lowConfidence,
    BigDecimal lowFactor,
    BigDecimal conservativeFactor,
    BigDecimal moderateFactor,
    BigDecimal aggressiveFactor,
    BigDecimal revoteMomentum,
    BigDecimal revoteShare,
    Duration spacing) {
  // Before the default, which is checked with it.
  private static final Duration DAY = Duration.ofDays(1);

  public static final VoteRules DEFAULT =
      new VoteRules(
          Duration.ofHours(4),
          Duration.ofSeconds(90),
          true,
          new BigDecimal("0.8"),
          new BigDecimal("0.6"),
          new BigDecimal("0.7"),
          new BigDecimal("0.5"),
          BigDecimal.ONE,
          new BigDecimal("1.5"),
          BigDecimal.valueOf(40),
          new BigDecimal("0.5"),
          Duration.ofMinutes(15));

  public VoteRules {
    if (window.compareTo(Duration.ofMinutes(5)) < 0 || DAY.toMillis() % window.toMillis() != 0) {
      throw new IllegalArgumentException(
          "Expected a window of at least 5 minutes that divides a day, was " + window);
    }
    if (ballotDeadline.compareTo(Duration.ofSeconds(1)) < 0
        || ballotDeadline.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "Expected a ballot deadline of 1 s to 10 minutes, was " + ballotDeadline);
    }
    share("split_factor", splitFactor);
    share("low_confidence", lowConfidence);
    share("low_factor", lowFactor);
    share("revote_share", revoteShare);
    if (conservativeFactor.signum() <= 0
        || conservativeFactor.compareTo(moderateFactor) > 0
        || moderateFactor.compareTo(aggressiveFactor) > 0) {
      throw new IllegalArgumentException(
          "Expected factors above 0, the more cautious not greater, were %s, %s and %s"
              .formatted(
                  conservativeFactor.toPlainString(),
                  moderateFactor.toPlainString(),
                  aggressiveFactor.toPlainString()));
    }
    if (revoteMomentum.signum() < 0 || revoteMomentum.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException(
          "Expected a momentum of 0 to 100, was " + revoteMomentum.toPlainString());
    }
    if (spacing.isNegative()) {
      throw new IllegalArgumentException("Expected a spacing of at least 0, was " + spacing);
    }
  }

  /** What sizes are multiplied with. */
  public BigDecimal factor(Aggressiveness aggressiveness) {
    return switch (aggressiveness) {
      case CONSERVATIVE -> conservativeFactor;
      case MODERATE -> moderateFactor;
      case AGGRESSIVE -> aggressiveFactor;
    };
  }

  private static void share(String name, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "Expected %s of 0 to 1, was %s".formatted(name, value.toPlainString()));
    }
  }
}
