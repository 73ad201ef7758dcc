package dev.belay.workflows.research;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** Try all combinations, chunk by chunk, and put them in order. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  private final ChunkedRun chunks;

  @WorkflowInit
  public SweepWorkflowImpl(RunInput input) {
    chunks = new ChunkedRun(input);
  }

  @Override
  public RunResult run(RunInput ignored) {
    return chunks.run(ResearchActivities::rank, Workflow::continueAsNew);
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
