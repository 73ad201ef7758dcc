package dev.belay.app.temporal;

import dev.belay.app.home.BelayHome;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** A Temporal server that serves, with the namespace and the search attributes Belay needs. */
public interface TemporalServer extends AutoCloseable {

  TemporalDescription description();

  /** Where Belay's workflows live. */
  String namespace();

  /** How to connect; the caller may build on it, to add metrics for instance. */
  WorkflowServiceStubsOptions stubsOptions();

  /** Stops the server if it is ours; to be called when workers and clients are shut down. */
  @Override
  void close();

  /**
   * Starts the chosen server, or connects to it; it serves when this returns.
   *
   * @throws dev.belay.app.base.OperatorException if it does not
   */
  static TemporalServer start(TemporalChoice choice, BelayHome home, TemporalSettings settings) {
    return switch (choice) {
      case TemporalChoice.Cluster cluster -> ClusterTemporal.connect(cluster, settings);
      case TemporalChoice.Executable executable -> LocalTemporal.start(executable, home, settings);
      case TemporalChoice.Memory memory -> MemoryTemporal.start(memory, settings);
    };
  }
}
