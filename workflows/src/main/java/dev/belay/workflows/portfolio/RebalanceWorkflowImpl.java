package dev.belay.workflows.portfolio;

import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.position.ExitReason;
import dev.belay.workflows.portfolio.CapitalActivities.CapitalStep;
import dev.belay.workflows.portfolio.CapitalActivities.CapitalTransfer;
import dev.belay.workflows.portfolio.CapitalActivities.ReduceRequest;
import dev.belay.workflows.portfolio.CapitalActivities.StepRequest;
import dev.belay.workflows.portfolio.CapitalActivities.TransferAnswer;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Ask the ledger what the plan needs, do it, look again. */
public final class RebalanceWorkflowImpl implements RebalanceWorkflow {
  /** With the pauses about a quarter of an hour; counted in looks, so that an outage costs one. */
  static final int MOST_LOOKS = 100;

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final CapitalActivities book =
      Workflow.newLocalActivityStub(CapitalActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);
  private final CapitalVenueActivities venue =
      Workflow.newActivityStub(CapitalVenueActivities.class, ActivityProfiles.TRANSFER);

  private int moved;

  @Override
  public RebalanceResult run(RebalanceInput input) {
    for (int looks = 1; ; looks++) {
      CapitalStep step = book.step(new StepRequest(input.plan(), looks > MOST_LOOKS));
      if (step.finished()) {
        Workflow.upsertTypedSearchAttributes(
            Attributes.OUTCOME.valueSet(step.notMoved().isEmpty() ? "DONE" : "PARTIAL"));
        return new RebalanceResult(moved, step.notMoved());
      }
      for (Cut cut : step.cuts()) {
        reduce(new ReduceRequest(input.plan(), cut, looks));
      }
      if (!transferAll(step)) {
        Workflow.sleep(pause(looks));
      }
    }
  }

  /**
   * @return whether something was moved, so that there is more to be done at once
   */
  private boolean transferAll(CapitalStep step) {
    boolean some = false;
    for (CapitalTransfer transfer : step.transfers()) {
      TransferAnswer answer = venue.transfer(transfer);
      book.settle(answer);
      if (answer.refusal() == null) {
        moved++;
        some = true;
      }
    }
    return some && step.cuts().isEmpty();
  }

  /** A part of it by an instruction, which is in the ledger first; or all of it. */
  private void reduce(ReduceRequest request) {
    String position = request.cut().positionId();
    if (request.cut().quantity() != null && book.reduce(request)) {
      launch.fillSeen(position);
    } else {
      launch.closePosition(new CloseCommand(position, ExitReason.CAPITAL));
    }
  }

  private static Duration pause(int looks) {
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(looks, 8));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
