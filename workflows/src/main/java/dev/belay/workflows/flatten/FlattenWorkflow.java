package dev.belay.workflows.flatten;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Halts a portfolio and closes everything it holds, until the venue itself reports every account
 * flat. Started without a parent under {@code flatten/{portfolio}/{request}}. The halt stays until
 * an operator resumes.
 */
@WorkflowInterface
public interface FlattenWorkflow {
  @WorkflowMethod(name = "Flatten")
  FlattenResult run(FlattenInput input);

  /** Accounts that the venue does not report flat yet. */
  @QueryMethod(name = "remaining")
  List<String> remaining();

  record FlattenInput(String installation, String portfolio, String request)
      implements BelayInput {}

  /**
   * @param closed positions asked to close
   * @param looks how often the venue was asked
   */
  record FlattenResult(int closed, int looks) {}
}
