package dev.belay.domain.amplifier;

import static dev.belay.domain.amplifier.TallyTest.ballot;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MandateTest {
  private static final VoteRules RULES = VoteRules.DEFAULT;
  private static final Duration GRACE = Duration.ofSeconds(90);
  private static final Instant FOUR = Instant.parse("2026-01-05T04:00:00Z");

  private static Mandate mandate(String vote, Instant asOf) {
    Tally.Outcome outcome =
        Tally.count(
            List.of(
                ballot(Voter.MAIN, vote, "moderate", "0.8"),
                ballot(Voter.A, vote, "moderate", "0.8")),
            RULES,
            Aggressiveness.AGGRESSIVE);
    return Mandate.of("amplifier/" + asOf, outcome, asOf, RULES);
  }

  private static Mandate.Standing at(Instant now, Mandate... mandates) {
    return Mandate.standing(List.of(mandates), now, GRACE);
  }

  @Test
  void isValidForFourHoursAndAGraceThenHolds() {
    Mandate trade = mandate("trade", FOUR);

    assertThat(trade.until()).isEqualTo("2026-01-05T08:00:00Z");
    assertThat(at(FOUR, trade).stance()).isEqualTo(Stance.TRADE);
    assertThat(at(FOUR.plus(Duration.ofHours(4)), trade).stance()).isEqualTo(Stance.TRADE);
    Mandate.Standing over = at(FOUR.plus(Duration.ofHours(4)).plus(GRACE), trade);
    assertThat(over.stance()).isEqualTo(Stance.HOLD);
    assertThat(over.mandate()).isNull();
    assertThat(over.sizeFactor()).isZero();
  }

  @Test
  void oneOfAStartOrAnEmergencyEndsWithItsWindow() {
    assertThat(mandate("hold", Instant.parse("2026-01-05T05:30:00Z")).until())
        .isEqualTo("2026-01-05T08:00:00Z");
  }

  @Test
  void anEmergencySupersedesUntilTheNextScheduledVote() {
    Mandate scheduled = mandate("trade", FOUR);
    Mandate emergency = mandate("exit", FOUR.plusSeconds(4_000));
    Mandate next = mandate("trade", FOUR.plus(Duration.ofHours(4)));

    assertThat(at(FOUR.plusSeconds(3_999), scheduled, emergency).stance()).isEqualTo(Stance.TRADE);
    assertThat(at(FOUR.plusSeconds(4_000), emergency, scheduled).stance()).isEqualTo(Stance.EXIT);
    assertThat(at(FOUR.plus(Duration.ofHours(4)), scheduled, next, emergency).stance())
        .isEqualTo(Stance.TRADE);
  }

  @Test
  void aHoldIsOverWhenItIsAndSizesAreTheUntouchedProfilesAgain() {
    Mandate hold = mandate("hold", FOUR);
    Mandate trade = mandate("trade", FOUR.plus(Duration.ofHours(4)));

    assertThat(at(FOUR.plusSeconds(60), hold).sizeFactor()).isZero();
    assertThat(at(FOUR.plus(Duration.ofHours(5)), hold, trade).sizeFactor())
        .isEqualByComparingTo(BigDecimal.ONE);
  }

  @Test
  void withoutAnyVoteItHolds() {
    assertThat(at(FOUR).stance()).isEqualTo(Stance.HOLD);
  }

  @Property
  void windowsAlignWithTheDayAndHoldTheirTime(@ForAll @IntRange(max = 86_399) int second) {
    Instant now = Instant.parse("2026-01-05T00:00:00Z").plusSeconds(second);
    Instant start = VoteWindows.start(now, RULES);

    assertThat(start.getEpochSecond() % Duration.ofHours(4).toSeconds()).isZero();
    assertThat(start).isBeforeOrEqualTo(now);
    assertThat(VoteWindows.next(now, RULES)).isAfter(now);
    assertThat(Duration.between(start, VoteWindows.next(now, RULES))).isEqualTo(RULES.window());
  }
}
