package dev.belay.app.research;

import dev.belay.activities.research.ResultFiles;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.ChildNote;
import dev.belay.app.process.ProcessIdentity;
import dev.belay.app.temporal.TemporalDescription;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import dev.belay.domain.fault.Failpoints;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporal server and workers of durable runs. They have a folder of their own in the home, with a
 * lock of its own, so that nothing here ever waits for what trades there.
 */
final class ResearchHost implements AutoCloseable {
  private static final String NAMESPACE = "belay-research";

  private final BelayHome home;
  private final TemporalServer temporal;
  private final WorkflowClient client;
  private final ResultFiles files;
  private final Map<String, String> environment;
  private @Nullable ComputeFleet fleet;
  private @Nullable ResearchWorkers here;

  private ResearchHost(
      BelayHome home, TemporalServer temporal, ResultFiles files, Map<String, String> environment) {
    this.home = home;
    this.temporal = temporal;
    this.files = files;
    this.environment = environment;
    this.client = ResearchWorkers.client(temporal.stubsOptions(), temporal.namespace());
  }

  /** Where lock, server and logs of a home's durable runs are. */
  static Path folder(Path research) {
    return research.resolve(".durable");
  }

  /**
   * Starts or finds the server, and stops what a killed command has left.
   *
   * @throws OperatorException if another command has the folder, or no server is to be had
   */
  static ResearchHost open(
      DurableRun.Options options,
      ResultFiles files,
      Map<String, String> environment,
      PrintStream err) {
    BelayHome home =
        BelayHome.open(
            folder(options.research()),
            "another durable run begins or ends there just now: try again in a moment");
    try {
      ChildNote.stopAll(home.folder("children"));
      TemporalServer temporal =
          TemporalServer.start(
              new TemporalResolver(CacheFolder.locate(environment), environment, err)
                  .resolve(options.temporal()),
              home,
              new TemporalSettings(
                  NAMESPACE, TemporalSettings.REAL_CLOCK_RETENTION, false, List.of(), environment));
      return new ResearchHost(home, temporal, files, environment);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  WorkflowClient client() {
    return client;
  }

  TemporalDescription temporal() {
    return temporal.description();
  }

  /** Tells other commands what is computed here. */
  void note(String workflow) {
    TemporalDescription described = temporal.description();
    new RunNote(
            ProcessIdentity.current(),
            workflow,
            described.kind(),
            described.target(),
            temporal.namespace())
        .write(home.directory());
  }

  /**
   * A client of the server of another command.
   *
   * @throws OperatorException if nobody else can reach it
   */
  static WorkflowClient client(RunNote other, Map<String, String> environment) {
    String target = other.target();
    return switch (other.kind()) {
      case CLUSTER ->
          ResearchWorkers.client(
              TemporalServer.cluster(environment).stubsOptions(), other.namespace());
      case SERVER ->
          ResearchWorkers.client(
              WorkflowServiceStubsOptions.newBuilder().setTarget(target).build(),
              other.namespace());
      case MEMORY ->
          throw new OperatorException(
              ExitCode.BAD_INPUT,
              "Expected a durable run that others can reach, but process %d has its Temporal server in its own memory; stop it there with Ctrl-C."
                  .formatted(other.process().pid()));
    };
  }

  /**
   * Lets workers begin.
   *
   * @param count at least 1; on a cluster 0 leaves it to workers that are there
   */
  void work(int count) {
    if (temporal.description().kind() == TemporalDescription.Kind.MEMORY) {
      here = new ResearchWorkers(client, files, Math.max(1, count), Failpoints.NONE);
    } else if (count > 0) {
      fleet = ComputeFleet.start(count, home, temporal, files.folder(), environment);
    }
  }

  /** How often a worker had to be started anew. */
  int restarts() {
    return fleet == null ? 0 : fleet.restarts();
  }

  @Override
  public void close() {
    if (fleet != null) {
      fleet.close();
    }
    if (here != null) {
      here.close();
    }
    client.getWorkflowServiceStubs().shutdownNow();
    RunNote.delete(home.directory());
    temporal.close();
    home.close();
  }
}
