package dev.belay.workflows.research;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Many parameters of a strategy on the same candles. Started without a parent under {@code
 * sweep/{hash of the request}}.
 */
@WorkflowInterface
public interface SweepWorkflow extends ResearchRun {
  @WorkflowMethod(name = "Sweep")
  RunResult run(RunInput input);
}
