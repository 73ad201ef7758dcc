package dev.belay.activities.amplifier;

import dev.belay.domain.amplifier.Voter;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.workflows.amplifier.EvidenceActivities.Gathered;
import dev.belay.workflows.amplifier.EvidenceActivities.VoterPrompt;
import dev.belay.workflows.amplifier.VoteActivities;
import dev.belay.workflows.amplifier.VoteWorkflow.VoteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Votes in the ledger. */
public final class VoteBook implements VoteActivities {
  private final Votes votes;

  public VoteBook(Votes votes) {
    this.votes = votes;
  }

  @Override
  public VoteOpening begin(String id) {
    Votes.Stored vote = votes.load(id);
    return new VoteOpening(
        vote.desk(),
        !vote.cause().extra(),
        evidence(vote.shown()),
        votes.rules(vote.desk()).ballotDeadline(),
        vote.outcome() == null ? null : result(votes.count(id, Map.of())));
  }

  @Override
  public void asked(AskedVote request) {
    votes.asked(request.vote(), votes.rules(votes.load(request.vote()).desk()).ballotDeadline());
  }

  @Override
  public VoteResult count(CountVote request) {
    Map<String, String> silent = new TreeMap<>();
    request.silent().forEach(voter -> silent.put(voter.voter().toString(), voter.reason()));
    return result(votes.count(request.vote(), silent));
  }

  private static VoteResult result(Votes.Counted counted) {
    return new VoteResult(counted.outcome(), counted.ballots());
  }

  /** As the workflow knows it; null for none. */
  static @Nullable Gathered evidence(Votes.@Nullable Shown shown) {
    if (shown == null) {
      return null;
    }
    List<VoterPrompt> prompts = new ArrayList<>();
    for (Voter voter : Voter.values()) {
      String hash = shown.prompts().get(voter.toString());
      if (hash != null) {
        prompts.add(new VoterPrompt(voter, hash));
      }
    }
    return new Gathered(shown.hash(), prompts, shown.down(), shown.withoutNews());
  }
}
