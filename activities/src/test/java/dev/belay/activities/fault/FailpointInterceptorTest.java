package dev.belay.activities.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class FailpointInterceptorTest {
  private static final String QUEUE = "test";
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** Says the word given. */
  @ActivityInterface(namePrefix = "Test")
  public interface Words {
    String say(String word);
  }

  /** Calls an activity of each kind. */
  @WorkflowInterface
  public interface Both {
    @WorkflowMethod
    void run();
  }

  /** A regular and a local activity. */
  public static final class BothImpl implements Both {
    private final Words regular =
        Workflow.newActivityStub(
            Words.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build());
    private final Words local =
        Workflow.newLocalActivityStub(
            Words.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(5))
                .build());

    @Override
    public void run() {
      regular.say("regular");
      local.say("local");
    }
  }

  @Test
  void passesAPointBeforeAndAfterEveryActivityRegularAndLocal() {
    FailpointInterceptor interceptor =
        new FailpointInterceptor(name -> seen.add(name + " " + MDC.get("workflowId")));
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(interceptor).build())
            .build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = environment.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(BothImpl.class);
      worker.registerActivitiesImplementations(
          (Words)
              word -> {
                seen.add(word);
                return word;
              });
      environment.start();
      environment
          .getWorkflowClient()
          .newWorkflowStub(
              Both.class,
              WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("w1").build())
          .run();
    }

    assertThat(seen)
        .containsExactly(
            "activity.TestSay.before w1",
            "regular",
            "activity.TestSay.after w1",
            "activity.TestSay.before w1",
            "local",
            "activity.TestSay.after w1");
  }
}
