package dev.belay.domain.amplifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final VoteRules RULES = VoteRules.DEFAULT;
  private static final Aggressiveness ANY = Aggressiveness.AGGRESSIVE;

  static Ballot ballot(Voter voter, String vote, String boldness, String confidence) {
    return new Ballot(
        voter,
        Stance.parse(vote).orElseThrow(),
        Aggressiveness.parse(boldness).orElseThrow(),
        new BigDecimal(confidence),
        "because",
        List.of());
  }

  private static Tally.Outcome count(Ballot... ballots) {
    return Tally.count(List.of(ballots), RULES, ANY);
  }

  @Test
  void threeDifferentVotesAreAHoldInWhateverOrderTheyAreCounted() {
    List<Ballot> ballots =
        new ArrayList<>(
            List.of(
                ballot(Voter.MAIN, "trade", "aggressive", "1"),
                ballot(Voter.A, "exit", "aggressive", "1"),
                ballot(Voter.B, "hold", "aggressive", "1")));
    for (int i = 0; i < 6; i++) {
      Collections.shuffle(ballots, new Random(i));
      Tally.Outcome outcome = Tally.count(ballots, RULES, ANY);
      assertThat(outcome.stance()).isEqualTo(Stance.HOLD);
      assertThat(outcome.majority()).isEmpty();
      assertThat(outcome.sizeFactor()).isZero();
    }
  }

  @Test
  void twoThatDifferAreAHold() {
    Tally.Outcome outcome =
        count(
            ballot(Voter.MAIN, "trade", "moderate", "0.9"),
            ballot(Voter.B, "exit", "moderate", "0.9"));

    assertThat(outcome.stance()).isEqualTo(Stance.HOLD);
  }

  @Test
  void twoThatAgreeDecideWithoutTheThird() {
    Tally.Outcome outcome =
        count(
            ballot(Voter.MAIN, "trade", "moderate", "0.8"),
            ballot(Voter.B, "trade", "aggressive", "0.6"));

    assertThat(outcome.stance()).isEqualTo(Stance.TRADE);
    assertThat(outcome.split()).isFalse();
    assertThat(outcome.aggressiveness()).isEqualTo(Aggressiveness.MODERATE);
    assertThat(outcome.confidence()).isEqualByComparingTo("0.7");
    assertThat(outcome.sizeFactor()).isEqualByComparingTo("1");
  }

  @Test
  void fewerThanTwoAreNoDecision() {
    assertThat(count().decided()).isFalse();
    assertThat(count(ballot(Voter.A, "exit", "moderate", "1")).decided()).isFalse();
  }

  @Test
  void aSplitVoteLosesConfidenceAndALowOneShrinksSizes() {
    Tally.Outcome outcome =
        count(
            ballot(Voter.MAIN, "trade", "moderate", "0.7"),
            ballot(Voter.A, "hold", "conservative", "0.1"),
            ballot(Voter.B, "trade", "aggressive", "0.7"));

    assertThat(outcome.majority()).containsExactly(Voter.MAIN, Voter.B);
    assertThat(outcome.confidence()).isEqualByComparingTo("0.56");
    assertThat(outcome.sizeFactor()).isEqualByComparingTo("0.7");
  }

  @Test
  void confidenceOfJustTheLimitIsNotLow() {
    Tally.Outcome outcome =
        count(
            ballot(Voter.MAIN, "trade", "conservative", "0.6"),
            ballot(Voter.B, "trade", "conservative", "0.6"));

    assertThat(outcome.sizeFactor()).isEqualByComparingTo("0.5");
  }

  @Test
  void aggressiveNeedsAllThree() {
    Ballot main = ballot(Voter.MAIN, "trade", "aggressive", "1");
    Ballot b = ballot(Voter.B, "trade", "aggressive", "1");

    assertThat(count(main, ballot(Voter.A, "trade", "aggressive", "1"), b).sizeFactor())
        .isEqualByComparingTo("1.5");
    assertThat(count(main, ballot(Voter.A, "trade", "moderate", "1"), b).sizeFactor())
        .isEqualByComparingTo("1");
    assertThat(count(main, ballot(Voter.A, "hold", "aggressive", "1"), b).sizeFactor())
        .isEqualByComparingTo("1");
    assertThat(count(main, b).sizeFactor()).isEqualByComparingTo("1");
  }

  @Test
  void withoutThatRuleTheMedianHolds() {
    VoteRules median =
        new VoteRules(
            RULES.window(),
            RULES.ballotDeadline(),
            false,
            RULES.splitFactor(),
            RULES.lowConfidence(),
            RULES.lowFactor(),
            RULES.conservativeFactor(),
            RULES.moderateFactor(),
            RULES.aggressiveFactor(),
            RULES.revoteMomentum(),
            RULES.revoteShare(),
            RULES.spacing());
    List<Ballot> ballots =
        List.of(
            ballot(Voter.MAIN, "trade", "aggressive", "1"),
            ballot(Voter.A, "trade", "conservative", "1"),
            ballot(Voter.B, "trade", "aggressive", "1"));

    assertThat(Tally.count(ballots, median, ANY).aggressiveness())
        .isEqualTo(Aggressiveness.AGGRESSIVE);
    assertThat(Tally.count(ballots, RULES, ANY).aggressiveness())
        .isEqualTo(Aggressiveness.MODERATE);
  }

  @Test
  void withoutNewsItIsAtMostModerate() {
    List<Ballot> ballots =
        List.of(
            ballot(Voter.MAIN, "trade", "aggressive", "1"),
            ballot(Voter.A, "trade", "aggressive", "1"),
            ballot(Voter.B, "trade", "aggressive", "1"));

    assertThat(Tally.count(ballots, RULES, Aggressiveness.MODERATE).sizeFactor())
        .isEqualByComparingTo("1");
  }

  @Test
  void aVoterCantVoteTwice() {
    assertThatThrownBy(
            () ->
                count(
                    ballot(Voter.A, "trade", "moderate", "1"),
                    ballot(Voter.A, "trade", "moderate", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<List<Ballot>> ballots() {
    Arbitrary<Ballot> any =
        Combinators.combine(
                Arbitraries.of(Stance.values()),
                Arbitraries.of(Aggressiveness.values()),
                Arbitraries.integers().between(0, 100))
            .as(
                (vote, boldness, confidence) ->
                    new Ballot(
                        Voter.MAIN,
                        vote,
                        boldness,
                        BigDecimal.valueOf(confidence, 2),
                        "because",
                        List.of()));
    return any.list()
        .ofMinSize(0)
        .ofMaxSize(3)
        .map(
            list -> {
              List<Ballot> seated = new ArrayList<>();
              for (Ballot b : list) {
                seated.add(
                    new Ballot(
                        Voter.values()[seated.size()],
                        b.vote(),
                        b.aggressiveness(),
                        b.confidence(),
                        b.reasoning(),
                        b.warnings()));
              }
              return seated;
            });
  }

  @Property
  void orderNeverMatters(@ForAll("ballots") List<Ballot> ballots, @ForAll long seed) {
    List<Ballot> shuffled = new ArrayList<>(ballots);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Tally.count(shuffled, RULES, ANY)).isEqualTo(Tally.count(ballots, RULES, ANY));
  }

  @Property
  void whoDecidesIsAMajorityOfTheThreeAndNobodyElse(@ForAll("ballots") List<Ballot> ballots) {
    Tally.Outcome outcome = Tally.count(ballots, RULES, ANY);

    assertThat(outcome.decided()).isEqualTo(ballots.size() >= 2);
    if (outcome.stance() != null && outcome.stance() != Stance.HOLD) {
      long agree = ballots.stream().filter(b -> b.vote() == outcome.stance()).count();
      assertThat(agree).isGreaterThanOrEqualTo(2);
      assertThat(outcome.majority()).hasSize((int) agree);
      assertThat(outcome.split()).isEqualTo(agree < ballots.size());
    }
  }

  @Property
  void sizesGrowOnlyWhereAllWantItAndShrinkToNothingUnlessItTrades(
      @ForAll("ballots") List<Ballot> ballots) {
    Tally.Outcome outcome = Tally.count(ballots, RULES, ANY);

    assertThat(outcome.sizeFactor().signum() > 0).isEqualTo(outcome.stance() == Stance.TRADE);
    boolean all =
        ballots.size() == 3
            && ballots.stream()
                .allMatch(
                    b ->
                        b.vote() == Stance.TRADE
                            && b.aggressiveness() == Aggressiveness.AGGRESSIVE);
    if (outcome.sizeFactor().compareTo(BigDecimal.ONE) > 0) {
      assertThat(all).isTrue();
    }
    assertThat(outcome.sizeFactor()).isLessThanOrEqualTo(new BigDecimal("1.5"));
  }

  @Property
  void confidenceIsTheMajoritysMeanAndNeverMoreThanItsGreatest(
      @ForAll("ballots") List<Ballot> ballots) {
    Tally.Outcome outcome = Tally.count(ballots, RULES, ANY);
    if (!outcome.majority().isEmpty()) {
      BigDecimal sum =
          ballots.stream()
              .filter(b -> outcome.majority().contains(b.voter()))
              .map(Ballot::confidence)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal mean =
          sum.divide(BigDecimal.valueOf(outcome.majority().size()), 4, RoundingMode.HALF_EVEN);
      BigDecimal expected =
          (outcome.split() ? mean.multiply(new BigDecimal("0.8")) : mean)
              .setScale(4, RoundingMode.HALF_EVEN);
      assertThat(outcome.confidence()).isEqualByComparingTo(expected);
    }
  }
}
