package dev.belay.workflows.amplifier;

import dev.belay.domain.amplifier.Voter;
import dev.belay.workflows.amplifier.EvidenceActivities.Gathered;
import dev.belay.workflows.amplifier.VoteWorkflow.VoteResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of a vote; idempotent, run as local activities. */
@ActivityInterface
public interface VoteActivities {

  /** What the vote has come to, and how it is held. */
  @ActivityMethod(name = "VoteBook.Begin")
  VoteOpening begin(String vote);

  /** From now on its ballots have their deadline; the first time asked is kept. */
  @ActivityMethod(name = "VoteBook.Asked")
  void asked(AskedVote request);

  /** Counts the ballots that came in time and gives the mandate, once. */
  @ActivityMethod(name = "VoteBook.Count")
  VoteResult count(CountVote request);

  /**
   * @param desk whose vote it is
   * @param fresh whether sources outside are to be asked: not in an extra vote
   * @param evidence stored before, in a vote that is begun again
   * @param ballotDeadline wall time
   * @param result of a vote that was counted already
   */
  record VoteOpening(
      String desk,
      boolean fresh,
      @Nullable Gathered evidence,
      Duration ballotDeadline,
      @Nullable VoteResult result) {}

  /**
   * @param evidence null where none could be gathered
   */
  record AskedVote(String vote, @Nullable Gathered evidence) {}

  /**
   * @param silent voters from whom no answer came, and why
   */
  record CountVote(String vote, List<Silent> silent) {
    public CountVote {
      silent = List.copyOf(silent);
    }
  }

  record Silent(Voter voter, String reason) {}
}
