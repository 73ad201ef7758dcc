package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.order.OrderStatus;
import dev.belay.workflows.order.OrderWorkflow;
import dev.belay.workflows.order.OrderWorkflowImpl;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the gate does with a workflow that somebody changed. */
class ChangedWorkflowTest {
  private static final Path HISTORY =
      Path.of("src/test/resources/histories/Order/filled-market.json");

  @Test
  void aChangeThatBreaksWhatRunsIsStoppedWithTheWayToMakeIt() throws IOException {
    String history = Files.readString(HISTORY);

    assertThatThrownBy(() -> ReplayGate.replay("Order/filled-market.json", history, Hasty.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Order/filled-market.json")
        .hasMessageContaining("Workflow.getVersion(")
        .hasMessageContaining("./belay record-histories")
        .hasStackTraceContaining("NonDeterministicException");
  }

  @Test
  void theSameChangeMadeThatWayPasses() throws IOException {
    ReplayGate.replay("Order/filled-market.json", Files.readString(HISTORY), Careful.class);
  }

  /** An order that was changed without a thought of those already under way: it waits first. */
  public static final class Hasty extends Changed {
    @Override
    void begin() {
      Workflow.sleep(Duration.ofSeconds(1));
    }
  }

  /** The same change, for new orders only. */
  public static final class Careful extends Changed {
    @Override
    void begin() {
      int version = Workflow.getVersion("wait-first", Workflow.DEFAULT_VERSION, 1);
      if (version != Workflow.DEFAULT_VERSION) {
        Workflow.sleep(Duration.ofSeconds(1));
      }
    }
  }

  private abstract static class Changed implements OrderWorkflow {
    private final OrderWorkflowImpl order = new OrderWorkflowImpl();

    abstract void begin();

    @Override
    public OrderStatus run(OrderInput input) {
      begin();
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
