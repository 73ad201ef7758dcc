package dev.belay.workflows.amplifier;

import dev.belay.workflows.amplifier.BallotActivities.BallotReply;
import dev.belay.workflows.amplifier.BallotActivities.BallotRequest;
import dev.belay.workflows.amplifier.EvidenceActivities.GatherRequest;
import dev.belay.workflows.amplifier.EvidenceActivities.Gathered;
import dev.belay.workflows.amplifier.EvidenceActivities.VoterPrompt;
import dev.belay.workflows.amplifier.VoteActivities.AskedVote;
import dev.belay.workflows.amplifier.VoteActivities.CountVote;
import dev.belay.workflows.amplifier.VoteActivities.Silent;
import dev.belay.workflows.amplifier.VoteActivities.VoteOpening;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.VotedCommand;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gather, ask the three side by side, count, tell the desk. */
public final class VoteWorkflowImpl implements VoteWorkflow {
  private final VoteActivities book =
      Workflow.newLocalActivityStub(VoteActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
  private final EvidenceActivities sources =
      Workflow.newActivityStub(EvidenceActivities.class, ActivityProfiles.EVIDENCE);

  @Override
  public VoteResult run(VoteInput input) {
    VoteOpening opening = book.begin(input.vote());
    VoteResult result = opening.result() == null ? held(input.vote(), opening) : opening.result();
    // Told again where it was counted before: the desk may not have heard.
    launch.voted(new VotedCommand(opening.desk(), input.vote()));
    Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(result.outcome()));
    return result;
  }

  private VoteResult held(String vote, VoteOpening opening) {
    Gathered evidence = opening.evidence();
    if (evidence == null) {
      evidence = gathered(vote, opening.fresh());
    }
    book.asked(new AskedVote(vote, evidence));
    List<Silent> silent =
        evidence == null ? List.of() : ask(vote, evidence, opening.ballotDeadline());
    return book.count(new CountVote(vote, silent));
  }

  /** Null where not even our own data could be read: then nobody is asked. */
  private @Nullable Gathered gathered(String vote, boolean fresh) {
    try {
      return sources.gather(new GatherRequest(vote, fresh));
    } catch (ActivityFailure e) {
      Workflow.getLogger(VoteWorkflowImpl.class)
          .warn("A vote without evidence vote={} cause={}", vote, reason(e));
      return null;
    }
  }

  /** All three side by side; who fails or is late abstains. */
  private List<Silent> ask(String vote, Gathered evidence, Duration deadline) {
    BallotActivities models =
        Workflow.newActivityStub(BallotActivities.class, ActivityProfiles.model(deadline));
    List<Promise<Silent>> answers = new ArrayList<>();
    for (VoterPrompt prompt : evidence.prompts()) {
      BallotRequest request =
          new BallotRequest(vote, prompt.voter(), prompt.promptHash(), evidence.hash());
      Promise<BallotReply> answer = Async.function(models::ask, request);
      answers.add(
          answer.handle(
              (reply, failure) ->
                  new Silent(prompt.voter(), failure == null ? "" : reason(failure))));
    }
    return answers.stream().map(Promise::get).filter(silent -> !silent.reason().isEmpty()).toList();
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof ActivityFailure && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case CanceledFailure canceled -> throw canceled;
      case ApplicationFailure known -> known.getType() + ": " + known.getOriginalMessage();
      default ->
          Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
              .lines()
              .findFirst()
              .orElse(cause.getClass().getSimpleName());
    };
  }
}
