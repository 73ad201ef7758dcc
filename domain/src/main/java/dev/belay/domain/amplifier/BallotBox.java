package dev.belay.domain.amplifier;

import java.time.Instant;
import java.util.List;

/** Whether a ballot counts, as the vote stands when it comes in. */
public final class BallotBox {
  private BallotBox() {}

  /** What an agent's answer was read as. */
  public sealed interface Reading {
    record Valid(Ballot ballot) implements Reading {}

    record Refused(BallotRefusal code, String detail) implements Reading {}
  }

  /**
   * A vote as a ballot finds it.
   *
   * @param deadline wall time until which ballots count
   * @param counted voters whose ballots count already
   * @param closed it has been counted
   */
  public record Open(Instant deadline, List<Voter> counted, boolean closed) {
    public Open {
      counted = List.copyOf(counted);
    }
  }

  /**
   * @param from who was asked
   * @param receivedAt wall time
   */
  public static Reading judge(Open vote, String from, Reading reading, Instant receivedAt) {
    Voter voter = Voter.parse(from).orElse(null);
    if (voter == null) {
      return new Reading.Refused(
          BallotRefusal.AGENT_UNKNOWN, "Expected main, a or b, was \"%s\"".formatted(from));
    }
    if (reading instanceof Reading.Valid(Ballot ballot) && ballot.voter() != voter) {
      return new Reading.Refused(
          BallotRefusal.AGENT_UNKNOWN,
          "Expected a ballot of %s, it says it is of %s".formatted(voter, ballot.voter()));
    }
    if (vote.counted().contains(voter)) {
      return new Reading.Refused(
          BallotRefusal.DUPLICATE, "Expected one ballot of %s, there is one".formatted(voter));
    }
    if (vote.closed() || receivedAt.isAfter(vote.deadline())) {
      return new Reading.Refused(
          BallotRefusal.LATE,
          vote.closed()
              ? "Expected a ballot before the count, it came at " + receivedAt
              : "Expected a ballot by %s, it came at %s".formatted(vote.deadline(), receivedAt));
    }
    return reading;
  }
}
