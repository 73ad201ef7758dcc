package dev.belay.app.research;

import dev.belay.activities.research.ResultFiles;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.process.StopRequest;
import dev.belay.domain.fault.Failpoints;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;

/**
 * One of the processes that compute for a durable run; it ends with the command that started it.
 */
public final class ComputeProcess {
  private ComputeProcess() {}

  /**
   * @param ready gets this process's pid when it works
   * @param parent pid of the command; without it nobody wants what comes out
   */
  public record Job(
      WorkflowServiceStubsOptions server,
      String namespace,
      Path results,
      Path ready,
      long parent) {}

  /** Works until it is told to stop, or the command is gone. */
  public static void work(Job job, Failpoints failpoints) throws InterruptedException {
    StopRequest stop = StopRequest.listen();
    ProcessHandle.of(job.parent())
        .ifPresentOrElse(
            parent -> parent.onExit().thenRun(() -> stop.stop(StopRequest.Cause.TERMINATED)),
            () -> stop.stop(StopRequest.Cause.TERMINATED));
    WorkflowClient client = ResearchWorkers.client(job.server(), job.namespace());
    try (ResearchWorkers workers =
        new ResearchWorkers(client, new ResultFiles(job.results()), 1, failpoints)) {
      PrivateFiles.write(job.ready(), String.valueOf(ProcessHandle.current().pid()));
      stop.await(null);
    } finally {
      client.getWorkflowServiceStubs().shutdownNow();
    }
  }
}
