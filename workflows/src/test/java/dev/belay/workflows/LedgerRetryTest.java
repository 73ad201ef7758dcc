package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.wire.ActivityProfiles;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LedgerRetryTest {
  private static final int FAILURES = 5;

  @Test
  void aLedgerStepIsTriedUntilItSucceeds() {
    AtomicInteger tries = new AtomicInteger();
    try (TestWorkflowEnvironment env = TestEnvironments.create()) {
      var worker = env.newWorker("steps");
      worker.registerWorkflowImplementationTypes(OneStepImpl.class);
      worker.registerActivitiesImplementations(new FailingClock(tries));
      env.start();

      OneStep step =
          env.getWorkflowClient()
              .newWorkflowStub(
                  OneStep.class, WorkflowOptions.newBuilder().setTaskQueue("steps").build());

      assertThat(step.run()).isEqualTo(Instant.EPOCH);
      assertThat(tries).hasValue(FAILURES + 1);
    }
  }

  /** A workflow of one step. */
  @WorkflowInterface
  public interface OneStep {
    @WorkflowMethod
    Instant run();
  }

  public static final class OneStepImpl implements OneStep {
    private final ClockActivities clock =
        Workflow.newLocalActivityStub(ClockActivities.class, ActivityProfiles.LEDGER);

    @Override
    public Instant run() {
      return clock.now().now();
    }
  }

  private record FailingClock(AtomicInteger tries) implements ClockActivities {
    @Override
    public Tick next(NextTick request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MarketTime now() {
      if (tries.incrementAndGet() <= FAILURES) {
        throw new IllegalStateException("the database is away");
      }
      return new MarketTime(Instant.EPOCH, 1, false);
    }
  }
}
