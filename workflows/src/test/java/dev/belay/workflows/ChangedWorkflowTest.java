package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.order.OrderStatus;
import dev.belay.workflows.order.OrderWorkflow;
import dev.belay.workflows.order.OrderWorkflowImpl;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangedWorkflowTest {
  private static final Path HISTORY =
      Path.of("src/test/resources/histories/Order/filled-market.json");

  @Test
  void aChangedWorkflowDoesNotReplayWhatWasRecorded() throws Exception {
    var history = WorkflowExecutionHistory.fromJson(Files.readString(HISTORY));
    try (TestWorkflowEnvironment env = TestEnvironments.create()) {
      var worker = env.newWorker("replay");
      worker.registerWorkflowImplementationTypes(Hesitant.class);

      assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, worker))
          .hasStackTraceContaining("NonDeterministicException");
    }
  }

  /** An order that was changed without a thought of those already under way: it waits first. */
  public static final class Hesitant implements OrderWorkflow {
    private final OrderWorkflowImpl order = new OrderWorkflowImpl();

    @Override
    public OrderStatus run(OrderInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      return order.run(input);
    }

    @Override
    public void fillSeen() {
      order.fillSeen();
    }

    @Override
    public void cancel() {
      order.cancel();
    }
  }
}
