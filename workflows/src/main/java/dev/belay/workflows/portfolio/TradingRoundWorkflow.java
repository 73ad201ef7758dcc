package dev.belay.workflows.portfolio;

import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * One round of one agent: observe, ask, decide, admit, hand over to positions. Child of its agent,
 * under {@code round/{portfolio}/{agent}/{asOf}}; started again by {@code Ensure} when a recorded
 * decision was not carried out. It never asks a model again for a decision that is recorded.
 */
@WorkflowInterface
public interface TradingRoundWorkflow {
  @WorkflowMethod(name = "TradingRound")
  RoundResult run(RoundInput input);

  /**
   * @param modelDeadline wall time within which the models have to answer
   */
  record RoundInput(String installation, RoundRef round, Duration modelDeadline)
      implements BelayInput {}

  /**
   * @param outcome TRADE, HOLD, REFUSED, ABSTAIN, NO_DECISION, STALE, NOT_RUNNING
   */
  record RoundResult(String outcome, int opened, int closed, int refused) {}
}
