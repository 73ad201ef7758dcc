package dev.belay.domain.amplifier;

import static dev.belay.domain.amplifier.TallyTest.ballot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.amplifier.BallotBox.Open;
import dev.belay.domain.amplifier.BallotBox.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BallotBoxTest {
  private static final Instant DEADLINE = Instant.parse("2026-01-05T04:01:30Z");
  private static final Reading GOOD =
      new Reading.Valid(ballot(Voter.A, "trade", "moderate", "0.7"));
  private static final Open OPEN = new Open(DEADLINE, List.of(Voter.MAIN), false);

  private static @Nullable BallotRefusal code(Open vote, String from, Reading reading, Instant at) {
    return BallotBox.judge(vote, from, reading, at) instanceof Reading.Refused refused
        ? refused.code()
        : null;
  }

  @Test
  void oneInTimeCounts() {
    assertThat(BallotBox.judge(OPEN, "a", GOOD, DEADLINE)).isEqualTo(GOOD);
  }

  @Test
  void oneAfterTheDeadlineOrTheCountDoesNot() {
    assertThat(code(OPEN, "a", GOOD, DEADLINE.plusMillis(1))).isEqualTo(BallotRefusal.LATE);
    assertThat(code(new Open(DEADLINE, List.of(), true), "a", GOOD, DEADLINE))
        .isEqualTo(BallotRefusal.LATE);
  }

  @Test
  void aSecondOneOfAVoterDoesNot() {
    assertThat(code(new Open(DEADLINE, List.of(Voter.A), false), "a", GOOD, DEADLINE))
        .isEqualTo(BallotRefusal.DUPLICATE);
  }

  @Test
  void oneOfNobodyOrInAnothersNameDoesNot() {
    assertThat(code(OPEN, "c", GOOD, DEADLINE)).isEqualTo(BallotRefusal.AGENT_UNKNOWN);
    assertThat(code(OPEN, "b", GOOD, DEADLINE)).isEqualTo(BallotRefusal.AGENT_UNKNOWN);
  }

  @Test
  void whatWasReadAsNoneStaysNone() {
    Reading bad = new Reading.Refused(BallotRefusal.MALFORMED, "Expected JSON");

    assertThat(BallotBox.judge(OPEN, "a", bad, DEADLINE)).isEqualTo(bad);
  }
}
