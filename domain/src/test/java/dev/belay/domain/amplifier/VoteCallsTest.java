package dev.belay.domain.amplifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.amplifier.VoteCalls.Answer;
import dev.belay.domain.amplifier.VoteCalls.Called;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VoteCallsTest {
  private static final VoteRules RULES = VoteRules.DEFAULT;
  private static final Duration GRID = Duration.ofMinutes(5);
  private static final Instant FOUR = Instant.parse("2026-01-05T04:00:00Z");

  private static Called called(
      int n, VoteCause cause, Instant asOf, String momentum, boolean over) {
    Instant window = VoteWindows.start(asOf, RULES);
    return new Called(
        "d/" + window + "/" + n, window, n, cause, asOf, new BigDecimal(momentum), over);
  }

  @Test
  void eachWindowHasOneScheduledVote() {
    assertThat(VoteCalls.due(List.of(), FOUR, GRID, RULES)).contains(VoteCause.SCHEDULED);
    List<Called> held = List.of(called(0, VoteCause.SCHEDULED, FOUR, "70", true));
    for (int minute = 0; minute < 240; minute += 5) {
      assertThat(VoteCalls.due(held, FOUR.plus(Duration.ofMinutes(minute)), GRID, RULES)).isEmpty();
    }
    assertThat(VoteCalls.due(held, FOUR.plus(Duration.ofMinutes(210)), GRID, RULES)).isEmpty();
    assertThat(VoteCalls.due(held, FOUR.plus(Duration.ofHours(4)), GRID, RULES))
        .contains(VoteCause.SCHEDULED);
  }

  @Test
  void aDeskThatStartsInAWindowVotesAtOnce() {
    assertThat(VoteCalls.due(List.of(), FOUR.plus(Duration.ofMinutes(90)), GRID, RULES))
        .contains(VoteCause.START);
  }

  @Test
  void anEmergencyVoteIsNotTheWindows() {
    List<Called> extra = List.of(called(1, VoteCause.SIGNAL, FOUR, "70", true));

    assertThat(VoteCalls.due(extra, FOUR.plus(GRID), GRID, RULES)).contains(VoteCause.START);
    assertThat(VoteCalls.call(extra, VoteCause.SCHEDULED, FOUR, RULES))
        .isEqualTo(new Answer.Hold(FOUR, 0));
  }

  @Test
  void momentumBelowHalfOfWhatItWasCallsAVote() {
    List<Called> at40 = List.of(called(0, VoteCause.SCHEDULED, FOUR, "40", true));

    assertThat(VoteCalls.crashed(at40, new BigDecimal("20"), RULES)).isFalse();
    assertThat(VoteCalls.crashed(at40, new BigDecimal("19.9"), RULES)).isTrue();
    assertThat(
            VoteCalls.crashed(
                List.of(called(0, VoteCause.SCHEDULED, FOUR, "39.9", true)), BigDecimal.ONE, RULES))
        .isFalse();
    assertThat(VoteCalls.crashed(List.of(), BigDecimal.ONE, RULES)).isFalse();
  }

  @Test
  void itIsHeldAgainstTheLastVoteOfAnyKind() {
    List<Called> votes =
        List.of(
            called(1, VoteCause.MOMENTUM, FOUR.plus(GRID), "30", true),
            called(0, VoteCause.SCHEDULED, FOUR, "90", true));

    assertThat(VoteCalls.crashed(votes, new BigDecimal("20"), RULES)).isFalse();
  }

  @Test
  void aCallWhileOneIsHeldIsAnsweredByIt() {
    List<Called> running = List.of(called(0, VoteCause.SCHEDULED, FOUR, "70", false));

    assertThat(VoteCalls.call(running, VoteCause.SIGNAL, FOUR.plusSeconds(1), RULES))
        .isInstanceOf(Answer.Joined.class);
    assertThat(VoteCalls.call(running, VoteCause.HAND, FOUR.plusSeconds(1), RULES))
        .isInstanceOf(Answer.Joined.class);
  }

  @Test
  void theNextEmergencyWaitsAQuarterOfAnHourUnlessByHand() {
    List<Called> votes = List.of(called(1, VoteCause.MOMENTUM, FOUR, "70", true));
    Instant free = FOUR.plus(Duration.ofMinutes(15));

    assertThat(VoteCalls.call(votes, VoteCause.SIGNAL, free.minusMillis(1), RULES))
        .isEqualTo(new Answer.Wait(free));
    assertThat(VoteCalls.call(votes, VoteCause.SIGNAL, free, RULES))
        .isEqualTo(new Answer.Hold(FOUR, 2));
    assertThat(VoteCalls.call(votes, VoteCause.HAND, FOUR.plusSeconds(1), RULES))
        .isEqualTo(new Answer.Hold(FOUR, 2));
  }

  @Test
  void theMainAgentHasOneOfItsOwn() {
    List<Called> votes = List.of(called(1, VoteCause.SIGNAL, FOUR, "70", true));

    assertThat(VoteCalls.call(votes, VoteCause.MAIN_AGENT, FOUR.plusSeconds(1), RULES))
        .isEqualTo(new Answer.Hold(FOUR, 2));
    List<Called> more = new ArrayList<>(votes);
    more.add(called(2, VoteCause.MAIN_AGENT, FOUR.plusSeconds(1), "70", true));
    assertThat(VoteCalls.call(more, VoteCause.MAIN_AGENT, FOUR.plusSeconds(2), RULES))
        .isInstanceOf(Answer.Wait.class);
  }

  @Property
  void noTwoAutomaticVotesAreNearerThanAQuarterOfAnHour(
      @ForAll @Size(max = 60) List<@IntRange(max = 1_200) Integer> pauses) {
    List<Called> votes = new ArrayList<>();
    Instant now = FOUR;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      if (VoteCalls.call(votes, VoteCause.SIGNAL, now, RULES) instanceof Answer.Hold hold) {
        votes.add(
            new Called("v", hold.window(), hold.n(), VoteCause.SIGNAL, now, BigDecimal.TEN, true));
      }
    }
    for (int i = 1; i < votes.size(); i++) {
      assertThat(Duration.between(votes.get(i - 1).asOf(), votes.get(i).asOf()))
          .isGreaterThanOrEqualTo(RULES.spacing());
    }
    assertThat(votes.stream().map(v -> v.window() + "/" + v.n())).doesNotHaveDuplicates();
  }
}
