package dev.belay.workflows.research;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Parameters chosen on one stretch of history and judged on the next, again and again. Started
 * without a parent under {@code walk-forward/{hash of the request}}. A trial is the training of one
 * combination in one fold.
 */
@WorkflowInterface
public interface WalkForwardWorkflow extends ResearchRun {
  @WorkflowMethod(name = "WalkForward")
  RunResult run(RunInput input);
}
