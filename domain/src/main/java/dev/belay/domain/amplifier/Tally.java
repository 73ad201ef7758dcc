package dev.belay.domain.amplifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts ballots. Who abstains is not there: an abstention is no hold. */
public final class Tally {
  private static final int SCALE = 4;

  private Tally() {}

  /**
   * What came of a vote.
   *
   * @param stance null for no decision: the mandate in force stands until it expires
   * @param aggressiveness of a decision; the most cautious where no two ballots agreed
   * @param confidence 0 to 1; 0 where no two ballots agreed
   * @param sizeFactor what sizes of the untouched profile are multiplied with; 0 unless it is to
   *     trade
   * @param split a ballot that was counted wanted something else
   * @param majority whose ballots decided, in the order main, a, b
   * @param why one sentence for people
   */
  public record Outcome(
      @Nullable Stance stance,
      Aggressiveness aggressiveness,
      BigDecimal confidence,
      BigDecimal sizeFactor,
      boolean split,
      List<Voter> majority,
      String why) {
    public Outcome {
      majority = List.copyOf(majority);
    }

    public boolean decided() {
      return stance != null;
    }
  }

  /**
   * @param ballots that count, at most one of each voter
   * @param boldest what the evidence allows at most
   */
  public static Outcome count(List<Ballot> ballots, VoteRules rules, Aggressiveness boldest) {
    if (ballots.stream().map(Ballot::voter).distinct().count() != ballots.size()) {
      throw new IllegalArgumentException("Expected one ballot of each voter, were " + ballots);
    }
    if (ballots.size() < 2) {
      return undecided(
          null, "%d of 3 ballots: no decision, what is in force stands".formatted(ballots.size()));
    }
    for (Stance stance : Stance.values()) {
      List<Ballot> agree =
          ballots.stream()
              .filter(ballot -> ballot.vote() == stance)
              .sorted(Comparator.comparing(Ballot::voter))
              .toList();
      if (agree.size() >= 2) {
        return decided(stance, agree, ballots.size(), rules, boldest);
      }
    }
    return undecided(
        Stance.HOLD,
        ballots.size() == 2 ? "two ballots that differ: hold" : "three different votes: hold");
  }

  private static Outcome decided(
      Stance stance, List<Ballot> majority, int cast, VoteRules rules, Aggressiveness boldest) {
    boolean split = majority.size() < cast;
    Aggressiveness aggressiveness = aggressiveness(majority, rules).atMost(boldest);
    BigDecimal confidence = confidence(majority, split, rules);
    BigDecimal factor = rules.factor(aggressiveness);
    if (confidence.compareTo(rules.lowConfidence()) < 0) {
      factor = factor.multiply(rules.lowFactor());
    }
    return new Outcome(
        stance,
        aggressiveness,
        confidence,
        stance == Stance.TRADE ? factor.stripTrailingZeros() : BigDecimal.ZERO,
        split,
        majority.stream().map(Ballot::voter).toList(),
        "%d of %d for %s, %s".formatted(majority.size(), cast, stance, aggressiveness));
  }

  /** The median of three, of two the more cautious. */
  private static Aggressiveness aggressiveness(List<Ballot> majority, VoteRules rules) {
    List<Aggressiveness> wanted = majority.stream().map(Ballot::aggressiveness).sorted().toList();
    Aggressiveness middle = wanted.get((wanted.size() - 1) / 2);
    boolean unanimous =
        wanted.size() == Voter.values().length && wanted.getFirst() == Aggressiveness.AGGRESSIVE;
    return rules.aggressiveNeedsUnanimity() && !unanimous
        ? middle.atMost(Aggressiveness.MODERATE)
        : middle;
  }

  private static BigDecimal confidence(List<Ballot> majority, boolean split, VoteRules rules) {
    BigDecimal sum =
        majority.stream().map(Ballot::confidence).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean =
        sum.divide(BigDecimal.valueOf(majority.size()), SCALE, RoundingMode.HALF_EVEN);
    return (split ? mean.multiply(rules.splitFactor()) : mean)
        .setScale(SCALE, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }

  private static Outcome undecided(@Nullable Stance stance, String why) {
    return new Outcome(
        stance,
        Aggressiveness.CONSERVATIVE,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        stance != null,
        List.of(),
        why);
  }
}
