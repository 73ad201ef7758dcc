package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.research.Chunks;
import dev.belay.workflows.research.ResearchActivities;
import dev.belay.workflows.research.ResearchRun.Outcome;
import dev.belay.workflows.research.ResearchRun.Progress;
import dev.belay.workflows.research.ResearchRun.RunInput;
import dev.belay.workflows.research.ResearchRun.RunResult;
import dev.belay.workflows.research.SweepWorkflow;
import dev.belay.workflows.research.SweepWorkflowImpl;
import dev.belay.workflows.research.WalkForwardWorkflow;
import dev.belay.workflows.research.WalkForwardWorkflowImpl;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResearchFlowTest {
  private static final String REQUEST = "a".repeat(64);
  private static final String ID = "sweep/x";

  private final Work work = new Work();
  private final TestWorkflowEnvironment env = TestEnvironments.create();

  @BeforeEach
  void start() {
    env.newWorker(TaskQueues.RESEARCH)
        .registerWorkflowImplementationTypes(
            SweepWorkflowImpl.class, WalkForwardWorkflowImpl.class);
    env.newWorker(
            TaskQueues.COMPUTE,
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(20).build())
        .registerActivitiesImplementations(work);
    env.start();
  }

  @AfterEach
  void stop() {
    work.gate.countDown();
    env.close();
  }

  /** Answers with what it was asked, and remembers that. */
  private static final class Work implements ResearchActivities {
    final ConcurrentHashMap<Long, AtomicInteger> asked = new ConcurrentHashMap<>();
    final List<SumStep> sums = new ArrayList<>();
    final List<List<Integer>> unusable = new ArrayList<>();
    final AtomicInteger now = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile @Nullable String refusal;
    volatile int failures;

    @Override
    public Computed chunk(ChunkStep step) {
      int times = asked.computeIfAbsent(step.from(), from -> new AtomicInteger()).incrementAndGet();
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        now.decrementAndGet();
      }
      if (refusal != null) {
        throw ApplicationFailure.newNonRetryableFailure(refusal, "RESEARCH_REFUSED");
      }
      if (times <= failures) {
        throw new IllegalStateException("not yet");
      }
      return new Computed(step.from() + "-" + step.to(), 2);
    }

    @Override
    public Summed rank(SumStep step) {
      sums.add(step);
      return unusable.isEmpty()
          ? new Summed("ranked", "print", List.of(), 1)
          : new Summed(null, null, unusable.removeFirst(), 1);
    }

    @Override
    public Summed test(SumStep step) {
      sums.add(step);
      return new Summed("tested", "print", List.of(), 1);
    }
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder().setWorkflowId(ID).setTaskQueue(TaskQueues.RESEARCH).build();
  }

  private SweepWorkflow sweep() {
    return env.getWorkflowClient().newWorkflowStub(SweepWorkflow.class, options());
  }

  private SweepWorkflow running() {
    return env.getWorkflowClient().newWorkflowStub(SweepWorkflow.class, ID);
  }

  private static RunInput input(long trials, long size, int pace) {
    return new RunInput(REQUEST, new Chunks(trials, size), pace);
  }

  private RunResult result() {
    return env.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunResult.class);
  }

  private Progress await(BooleanSupplier so) throws InterruptedException {
    while (!so.getAsBoolean()) {
      Thread.sleep(10);
    }
    return running().progress();
  }

  @Test
  void everyTrialIsDoneOnceAndTheSumGetsThemInOrder() {
    RunResult result = sweep().run(input(25, 10, 4));

    assertThat(result).isEqualTo(new RunResult(Outcome.DONE, "ranked", "print", 3, 7));
    assertThat(new TreeMap<>(work.asked)).containsOnlyKeys(0L, 10L, 20L);
    assertThat(work.asked.values()).allMatch(times -> times.get() == 1);
    assertThat(work.sums)
        .containsExactly(
            new ResearchActivities.SumStep(REQUEST, 10, List.of("0-10", "10-20", "20-25")));
  }

  @Test
  void aWalkForwardRunEndsWithItsTests() {
    WalkForwardWorkflow run =
        env.getWorkflowClient().newWorkflowStub(WalkForwardWorkflow.class, options());

    assertThat(run.run(input(25, 10, 4)).result()).isEqualTo("tested");
  }

  @Test
  void noMoreAreUnderWayThanWanted() throws InterruptedException {
    work.gate = new CountDownLatch(1);
    WorkflowClient.start(sweep()::run, input(20, 1, 3));

    Progress progress = await(() -> work.now.get() == 3);
    assertThat(progress).isEqualTo(new Progress("computing", 0, 20, 0, 20, 3));

    running().pace(5);
    await(() -> work.now.get() == 5);
    work.gate.countDown();
    assertThat(result().outcome()).isEqualTo(Outcome.DONE);
    assertThat(work.most).hasValue(5);
    assertThat(running().progress()).isEqualTo(new Progress("ended", 20, 20, 20, 20, 0));
  }

  @Test
  void aChunkThatFailsIsTriedAgain() {
    work.failures = 2;

    assertThat(sweep().run(input(4, 2, 2)).outcome()).isEqualTo(Outcome.DONE);
    assertThat(work.asked.values()).allMatch(times -> times.get() == 3);
  }

  @Test
  void whatCanNotBeDoneFailsWithItsReason() {
    work.refusal = "the candles have changed";

    assertThatThrownBy(() -> sweep().run(input(4, 2, 2)))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("the candles have changed");
    assertThat(work.sums).isEmpty();
  }

  @Test
  void resultsThatAreGoneAreComputedAgain() {
    work.unusable.add(List.of(1));

    assertThat(sweep().run(input(25, 10, 4)).outcome()).isEqualTo(Outcome.DONE);
    assertThat(work.asked.get(10L)).hasValue(2);
    assertThat(work.asked.get(0L)).hasValue(1);
    assertThat(work.sums).hasSize(2);
  }

  @Test
  void resultsThatAreThereAreNotComputedAgain() {
    RunInput begun =
        new RunInput(REQUEST, new Chunks(25, 10), 4, List.of("0-10", RunInput.NONE, "20-25"), 40);

    assertThat(sweep().run(begun).computedMillis()).isEqualTo(43);
    assertThat(work.asked).containsOnlyKeys(10L);
  }

  @Test
  void itIsGivenUpByAMessage() throws InterruptedException {
    work.gate = new CountDownLatch(1);
    WorkflowClient.start(sweep()::run, input(20, 1, 2));
    await(() -> work.now.get() == 2);

    running().cancel();

    assertThat(result()).isEqualTo(new RunResult(Outcome.CANCELLED, null, null, 20, 0));
    assertThat(work.asked).hasSize(2);
  }

  @Test
  void aPausedOneBeginsNothingUntilItIsToldTo() throws InterruptedException {
    WorkflowClient.start(sweep()::run, input(20, 1, 0));
    assertThat(await(() -> true)).isEqualTo(new Progress("paused", 0, 20, 0, 20, 0));

    running().pace(2);

    assertThat(result().outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aPausedOneCanBeGivenUp() {
    WorkflowClient.start(sweep()::run, input(20, 1, 0));

    running().cancel();

    assertThat(result().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void aCancellationOfTheWorkflowItselfClosesItAsCancelled() throws InterruptedException {
    work.gate = new CountDownLatch(1);
    WorkflowClient.start(sweep()::run, input(20, 1, 2));
    await(() -> work.now.get() == 2);

    WorkflowStub.fromTyped(running()).cancel();

    assertThatThrownBy(this::result).hasStackTraceContaining("CanceledFailure");
  }

  @Test
  void oneOfManyChunksContinuesAsNewAndForgetsNothing() {
    SweepWorkflow sweep = sweep();

    RunResult result = sweep.run(input(1000, 1, 8));

    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(result.computedMillis()).isEqualTo(2001);
    assertThat(work.asked).hasSize(1000);
    assertThat(work.asked.values()).allMatch(times -> times.get() == 1);
    var last = env.getWorkflowClient().fetchHistory(ID);
    assertThat(last.getEvents()).hasSizeLessThan(5000);
    assertThat(
            last.getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId())
        .isNotEmpty();
  }
}
