package dev.belay.app.research;

import dev.belay.activities.fault.FailpointInterceptor;
import dev.belay.activities.research.ResearchCompute;
import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.worker.HeartbeatInterceptor;
import dev.belay.domain.fault.Failpoints;
import dev.belay.workflows.research.SweepWorkflowImpl;
import dev.belay.workflows.research.WalkForwardWorkflowImpl;
import dev.belay.workflows.wire.BelayDataConverter;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What computes, and what keeps it in order: the task queues {@code research} and {@code compute}.
 */
public final class ResearchWorkers implements AutoCloseable {
  private static final Duration LAST_CHUNK = Duration.ofSeconds(3);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final WorkerFactory factory;

  /**
   * Begins to work.
   *
   * @param slots how many chunks at a time; each takes a core
   */
  public ResearchWorkers(
      WorkflowClient client, ResultFiles files, int slots, Failpoints failpoints) {
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(
                    new HeartbeatInterceptor(), new FailpointInterceptor(failpoints))
                .build());
    factory
        .newWorker(
            TaskQueues.RESEARCH,
            WorkerOptions.newBuilder()
                // The default of 5 s is added to every step after a worker's death.
                .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(1))
                .build())
        .registerWorkflowImplementationTypes(
            SweepWorkflowImpl.class, WalkForwardWorkflowImpl.class);
    Worker compute =
        factory.newWorker(
            TaskQueues.COMPUTE,
            WorkerOptions.newBuilder()
                // On threads of their own: arithmetic on a virtual one would hold up heartbeats.
                .setMaxConcurrentActivityExecutionSize(slots)
                .build());
    compute.registerActivitiesImplementations(new ResearchCompute(files));
    factory.start();
  }

  /** Lets chunks under way come to their end if that is soon; others are begun anew elsewhere. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(LAST_CHUNK.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A client that soon says that nobody answers. */
  public static WorkflowClient client(WorkflowServiceStubsOptions server, String namespace) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(server)
                .setRpcQueryTimeout(Duration.ofSeconds(2))
                .build()),
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setDataConverter(BelayDataConverter.create())
            .build());
  }
}
