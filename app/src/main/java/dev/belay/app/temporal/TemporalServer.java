package dev.belay.app.temporal;

import dev.belay.app.home.BelayHome;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Map;

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
   * Connects to the cluster that the environment names.
   *
   * @throws dev.belay.app.base.OperatorException if there is none, or it does not answer
   */
  static TemporalServer cluster(Map<String, String> environment) {
    return ClusterTemporal.connect(
        new TemporalChoice.Cluster("as the environment says"),
        new TemporalSettings(
            "", TemporalSettings.REAL_CLOCK_RETENTION, false, List.of(), environment));
  }

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
