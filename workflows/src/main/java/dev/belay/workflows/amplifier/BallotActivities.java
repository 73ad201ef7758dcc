package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.BallotRefusal;
import dev.belay.domain.amplifier.Voter;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Asking a voter's model; regular activities on the queue {@code models}. */
@ActivityInterface
public interface BallotActivities {

  /**
   * One logical call; its ballot is recorded as it comes, also when it is too late or refused. An
   * answer that is stored is not paid for again.
   */
  @ActivityMethod(name = "Ballot.Ask")
  BallotReply ask(BallotRequest request);

  record BallotRequest(String vote, Voter voter, String promptHash, String evidenceHash) {}

  /**
   * @param refusal why the ballot does not count; null where it does
   */
  record BallotReply(Voter voter, @Nullable BallotRefusal refusal) {}
}
