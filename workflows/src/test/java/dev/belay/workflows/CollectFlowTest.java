package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Symbol;
import dev.belay.workflows.amplifier.CollectActivities;
import dev.belay.workflows.amplifier.CollectWorkflow;
import dev.belay.workflows.amplifier.CollectWorkflow.CollectInput;
import dev.belay.workflows.amplifier.CollectWorkflow.CollectResult;
import dev.belay.workflows.amplifier.CollectWorkflowImpl;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectFlowTest {
  private final TestWorkflowEnvironment env = TestEnvironments.create();
  private final List<Integer> fetched = new ArrayList<>();
  private int refusals;

  @BeforeEach
  void start() {
    env.newWorker(TaskQueues.ORCHESTRATION)
        .registerWorkflowImplementationTypes(CollectWorkflowImpl.class);
    env.newWorker(TaskQueues.MARKET_DATA).registerActivitiesImplementations(new Steps());
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  private final class Steps implements CollectActivities {
    @Override
    public List<Symbol> coins(String desk) {
      return IntStream.range(0, 23).mapToObj("C%02dUSDT"::formatted).map(Symbol::of).toList();
    }

    @Override
    public Collected fetch(Coins coins) {
      if (refusals-- > 0) {
        throw new IllegalStateException("the exchange has gone to lunch");
      }
      fetched.add(coins.symbols().size());
      return new Collected(
          coins.symbols().size(),
          2,
          1,
          coins.symbols().stream().map(Symbol::value).filter("C20USDT"::equals).toList());
    }

    @Override
    public List<String> outside(String desk) {
      return List.of("a feed");
    }
  }

  @Test
  void allCoinsComeAFewAtATimeAndWhatFailedIsNamed() throws IOException {
    refusals = 2;

    CollectResult result =
        env.getWorkflowClient()
            .newWorkflowStub(
                CollectWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("collect/amplifier/x")
                    .setTaskQueue(TaskQueues.ORCHESTRATION)
                    .build())
            .run(new CollectInput("i", "amplifier"));

    assertThat(fetched).containsExactly(10, 10, 3);
    assertThat(result).isEqualTo(new CollectResult(23, 23, 6, 3, List.of("C20USDT", "a feed")));
    ReplayGate.keep(
        "Collect/some-failed",
        env.getWorkflowClient().fetchHistory("collect/amplifier/x"),
        CollectWorkflowImpl.class);
  }
}
