package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Carries out one recorded plan: free margin first, then smaller positions, then what the others
 * get. Started without a parent under {@code rebalance/{portfolio}/{request}}; all it knows is the
 * ledger's, so started anew it goes on where it was. It ends within a bounded time and says what
 * was not moved.
 */
@WorkflowInterface
public interface RebalanceWorkflow {
  @WorkflowMethod(name = "Rebalance")
  RebalanceResult run(RebalanceInput input);

  record RebalanceInput(String installation, String plan) implements BelayInput {}

  /**
   * @param transfers that the venue carried out in this run
   * @param notMoved what was not moved, in words; empty when all was
   */
  record RebalanceResult(int transfers, List<String> notMoved) {
    public RebalanceResult {
      notMoved = List.copyOf(notMoved);
    }
  }
}
