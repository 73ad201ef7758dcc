package dev.belay.activities.amplifier;

import dev.belay.activities.model.RecordedCalls;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.strategies.amplifier.ballot.BallotJson;
import dev.belay.strategies.amplifier.ballot.BallotReader;
import dev.belay.strategies.amplifier.ballot.EvidenceJson;
import dev.belay.strategies.amplifier.ballot.StandInVoter;
import dev.belay.workflows.amplifier.BallotActivities;

/**
 * Asks a voter's model, or the stand-in where there is none, reads its ballot strictly and keeps
 * it, whether it counts or not.
 */
public final class BallotCaller implements BallotActivities {
  private final Desks desks;
  private final Votes votes;
  private final ContentStore store;
  private final RecordedCalls calls;

  public BallotCaller(Desks desks, Votes votes, ContentStore store, RecordedCalls calls) {
    this.desks = desks;
    this.votes = votes;
    this.store = store;
    this.calls = calls;
  }

  @Override
  public BallotReply ask(BallotRequest request) {
    Votes.Stored vote = votes.load(request.vote());
    DeskSpec desk = desks.find(vote.desk()).orElseThrow().spec();
    Voter voter = request.voter();
    ModelCall call =
        calls.ask(
            new RecordedCalls.Question(
                "%s/%s/%s".formatted(vote.desk(), voter, vote.asOf()),
                voter.toString(),
                vote.desk(),
                vote.asOf(),
                desk.dailyBudgetUsd(),
                desk.model(voter),
                request.promptHash(),
                StandInVoter.MODEL),
            () -> standIn(voter, request.evidenceHash()));
    Reading verdict =
        votes.cast(
            request.vote(),
            new Votes.Cast(
                voter.toString(),
                BallotReader.read(voter, store.get(call.replyHash())),
                call.model(),
                call.standIn(),
                call.replyHash()));
    return new BallotReply(
        voter, verdict instanceof Reading.Refused(var code, var detail) ? code : null);
  }

  private String standIn(Voter voter, String evidence) {
    return BallotJson.write(StandInVoter.vote(voter, EvidenceJson.read(store.get(evidence))));
  }
}
