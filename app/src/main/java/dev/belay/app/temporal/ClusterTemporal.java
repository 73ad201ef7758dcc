package dev.belay.app.temporal;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cluster or Temporal Cloud that somebody else runs; address, namespace, API key and TLS come
 * from the standard client configuration.
 */
record ClusterTemporal(
    TemporalDescription description, String namespace, WorkflowServiceStubsOptions stubsOptions)
    implements TemporalServer {

  static ClusterTemporal connect(TemporalChoice.Cluster choice, TemporalSettings settings) {
    ClientConfigProfile profile = profile(settings);
    String address = profile.getAddress();
    if (address == null || address.isBlank()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the address of a Temporal cluster in TEMPORAL_ADDRESS or in the file of"
              + " TEMPORAL_CONFIG_FILE, but found none; set it, or use another --temporal.");
    }
    WorkflowServiceStubsOptions options = profile.toWorkflowServiceStubsOptions();
    String namespace = namespace(profile);
    check(options, address, namespace);
    var description =
        new TemporalDescription(
            TemporalDescription.Kind.CLUSTER,
            true,
            choice.reason(),
            address,
            ui(settings),
            null,
            null);
    return new ClusterTemporal(description, namespace, options);
  }

  /** Its web pages, which a cluster itself does not tell. */
  private static @Nullable String ui(TemporalSettings settings) {
    String address = settings.environment().getOrDefault("BELAY_TEMPORAL_UI", "").strip();
    return address.isEmpty() ? null : address.replaceAll("/+$", "");
  }

  private static ClientConfigProfile profile(TemporalSettings settings) {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setEnvOverrides(settings.environment())
              .build());
    } catch (IOException | RuntimeException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a Temporal client configuration in TEMPORAL_* variables or in the file of"
              + " TEMPORAL_CONFIG_FILE, but it cannot be read: "
              + e.getMessage());
    }
  }

  private static String namespace(ClientConfigProfile profile) {
    String namespace = profile.getNamespace();
    return namespace == null || namespace.isBlank() ? "default" : namespace;
  }

  private static void check(WorkflowServiceStubsOptions options, String address, String namespace) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(15, TimeUnit.SECONDS)
          .withWaitForReady()
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      SearchAttributes.ensure(stubs.getRawChannel(), namespace);
    } catch (StatusRuntimeException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected the Temporal cluster at %s to serve namespace %s with Belay's search attributes %s, but got %s; put TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE right, register what is missing, or unset TEMPORAL_ADDRESS to use a local server."
              .formatted(address, namespace, SearchAttributes.ALL.keySet(), describe(e)),
          e);
    } finally {
      stubs.shutdown();
    }
  }

  /** The status with its innermost cause, without the stack traces that its text holds. */
  private static String describe(StatusRuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == e
        ? String.valueOf(e.getMessage())
        : e.getStatus().getCode() + " (" + cause.getMessage() + ")";
  }

  @Override
  public void close() {}
}
