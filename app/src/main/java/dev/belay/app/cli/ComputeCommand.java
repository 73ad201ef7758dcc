package dev.belay.app.cli;

import dev.belay.activities.fault.ArmedFailpoints;
import dev.belay.app.base.ExitCode;
import dev.belay.app.research.ComputeProcess;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.domain.fault.Failpoints;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker of a durable run; started by the command that waits for it. */
@Command(name = "compute-worker", hidden = true, description = "Compute for a durable run.")
final class ComputeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description = "Where Temporal is; else as the environment says.")
  @Nullable String target;

  @Option(names = "--namespace", required = true, description = "Of the run.")
  String namespace = "";

  @Option(names = "--results", required = true, description = "Where what is computed goes.")
  Path results = Path.of("");

  @Option(names = "--ready", required = true, description = "Gets the pid when it works.")
  Path ready = Path.of("");

  @Option(names = "--parent", required = true, description = "Pid of the command.")
  long parent;

  ComputeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String where = target;
    String armed = console.environment().getOrDefault("BELAY_FAILPOINTS", "");
    WorkflowServiceStubsOptions server =
        where == null
            ? TemporalServer.cluster(console.environment()).stubsOptions()
            : WorkflowServiceStubsOptions.newBuilder().setTarget(where).build();
    ComputeProcess.work(
        new ComputeProcess.Job(server, namespace, results, ready, parent),
        armed.isBlank() ? Failpoints.NONE : new ArmedFailpoints(armed, null));
    return ExitCode.DONE.code();
  }
}
