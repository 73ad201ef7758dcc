package dev.belay.workflows.reconcile;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Holds ledger, venue and running workflows of all accounts of a portfolio against each other,
 * once. Started without a parent under {@code reconcile/{portfolio}/…}, every minute and by hand.
 */
@WorkflowInterface
public interface ReconcileWorkflow {
  @WorkflowMethod(name = "Reconcile")
  ReconcileResult run(ReconcileInput input);

  record ReconcileInput(String installation, String portfolio) implements BelayInput {}

  /**
   * @param differences found and not passed by themselves
   * @param left not mended
   */
  record ReconcileResult(int differences, int left) {}
}
