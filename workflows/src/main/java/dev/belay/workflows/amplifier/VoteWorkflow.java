package dev.belay.workflows.amplifier;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One vote: evidence, three ballots side by side, the count. Started without a parent under {@code
 * vote/{desk}/{window}/{n}} once it is called in the ledger; begun again, it asks nobody whose
 * ballot is recorded.
 */
@WorkflowInterface
public interface VoteWorkflow {
  @WorkflowMethod(name = "Vote")
  VoteResult run(VoteInput input);

  /**
   * @param vote its id in the ledger
   */
  record VoteInput(String installation, String vote) implements BelayInput {}

  /**
   * @param outcome TRADE, HOLD, EXIT or NO_DECISION
   * @param counted ballots
   */
  record VoteResult(String outcome, int counted) {}
}
