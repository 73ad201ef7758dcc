package dev.belay.workflows.portfolio;

import dev.belay.domain.position.ExitReason;
import dev.belay.workflows.portfolio.ModelActivities.AskRequest;
import dev.belay.workflows.portfolio.ObserveActivities.Observation;
import dev.belay.workflows.portfolio.ObserveActivities.ObserveRequest;
import dev.belay.workflows.portfolio.ObserveActivities.VoicePrompt;
import dev.belay.workflows.portfolio.RoundActivities.Admission;
import dev.belay.workflows.portfolio.RoundActivities.AdmitRequest;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import dev.belay.workflows.portfolio.RoundActivities.Element;
import dev.belay.workflows.portfolio.RoundActivities.FinishRequest;
import dev.belay.workflows.portfolio.RoundActivities.RecordedDecision;
import dev.belay.workflows.portfolio.RoundActivities.RoundOpening;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.RoundActivities.VoiceReply;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Observe, ask, decide, admit, hand over. */
public final class TradingRoundWorkflowImpl implements TradingRoundWorkflow {
  private final RoundActivities book =
      Workflow.newLocalActivityStub(RoundActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
  private final ObserveActivities market =
      Workflow.newActivityStub(ObserveActivities.class, ActivityProfiles.MARKET_DATA);

  @Override
  public RoundResult run(RoundInput input) {
    RoundRef round = input.round();
    RoundOpening opening = book.begin(round);
    return switch (opening.state()) {
      case STALE -> finish(round, new RoundResult("STALE", 0, 0, 0));
      case NOT_RUNNING -> finish(round, new RoundResult("NOT_RUNNING", 0, 0, 0));
      case DECIDED -> carryOut(round, stored(opening));
      case FRESH -> carryOut(round, decide(input, opening.voices()));
    };
  }

  private RecordedDecision decide(RoundInput input, List<String> voices) {
    RoundRef round = input.round();
    Observation seen;
    try {
      seen = market.observe(new ObserveRequest(round, voices));
    } catch (ActivityFailure e) {
      return book.decide(new DecideRequest(round, null, silent(voices, reason(e))));
    }
    return book.decide(
        new DecideRequest(round, seen.observationHash(), ask(round, seen, input.modelDeadline())));
  }

  /** All voices side by side; one that fails abstains. */
  private List<VoiceReply> ask(RoundRef round, Observation seen, Duration deadline) {
    ModelActivities models =
        Workflow.newActivityStub(ModelActivities.class, ActivityProfiles.model(deadline));
    List<Promise<VoiceReply>> answers = new ArrayList<>();
    for (VoicePrompt prompt : seen.prompts()) {
      AskRequest request =
          new AskRequest(round, prompt.voice(), prompt.promptHash(), seen.observationHash());
      answers.add(
          Async.function(models::ask, request)
              .handle(
                  (reply, failure) ->
                      failure == null
                          ? new VoiceReply(prompt.voice(), reply.replyHash(), null)
                          : new VoiceReply(prompt.voice(), null, reason(failure))));
    }
    return answers.stream().map(Promise::get).toList();
  }

  private RoundResult carryOut(RoundRef round, RecordedDecision decision) {
    int opened = 0;
    int closed = 0;
    int refused = 0;
    for (Element element : decision.elements()) {
      if (element.refusal() != null) {
        refused++;
      } else if (element.action() != null
          && (element.action().opens() || element.action().closes())) {
        Admission admission = book.admit(new AdmitRequest(round, element.index()));
        if (admission.positionId() == null) {
          refused++;
        } else if (element.action().opens()) {
          launch.position(admission.positionId());
          opened++;
        } else {
          launch.closePosition(new CloseCommand(admission.positionId(), ExitReason.DECISION));
          closed++;
        }
      }
    }
    return finish(
        round,
        new RoundResult(outcome(decision, opened, closed, refused), opened, closed, refused));
  }

  /** What came of it: a decision to trade of which nothing was admitted is a refusal. */
  private static String outcome(RecordedDecision decision, int opened, int closed, int refused) {
    if (opened + closed > 0) {
      return "TRADE";
    }
    return refused > 0 ? "REFUSED" : decision.outcome();
  }

  private RoundResult finish(RoundRef round, RoundResult result) {
    book.finish(new FinishRequest(round, result.outcome()));
    Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(result.outcome()));
    return result;
  }

  private static RecordedDecision stored(RoundOpening opening) {
    if (opening.decision() == null) {
      throw new IllegalStateException("Expected DECIDED to bring its decision");
    }
    return opening.decision();
  }

  private static List<VoiceReply> silent(List<String> voices, String reason) {
    return voices.stream().map(voice -> new VoiceReply(voice, null, reason)).toList();
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof ActivityFailure && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case CanceledFailure canceled -> throw canceled;
      case ApplicationFailure known -> known.getType() + ": " + known.getOriginalMessage();
      default -> cause.getClass().getSimpleName();
    };
  }
}
