package dev.belay.workflows.research;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** Train every combination in every fold, chunk by chunk, then run the tests with the best. */
public final class WalkForwardWorkflowImpl implements WalkForwardWorkflow {
  private final ChunkedRun chunks;

  @WorkflowInit
  public WalkForwardWorkflowImpl(RunInput input) {
    chunks = new ChunkedRun(input);
  }

  @Override
  public RunResult run(RunInput ignored) {
    return chunks.run(ResearchActivities::test, Workflow::continueAsNew);
  }

  @Override
  public void pace(int wanted) {
    chunks.pace(wanted);
  }

  @Override
  public void cancel() {
    chunks.cancel();
  }

  @Override
  public Progress progress() {
    return chunks.progress();
  }
}
