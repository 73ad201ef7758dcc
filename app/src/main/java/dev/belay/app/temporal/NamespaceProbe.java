package dev.belay.app.temporal;

import com.google.protobuf.util.Durations;
import dev.belay.app.process.ChildPlan;
import io.grpc.StatusRuntimeException;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a local server whether it serves a namespace, and sets the namespace's retention. */
final class NamespaceProbe implements ChildPlan.Readiness {
  private static final int CONNECT_MILLIS = 200;
  private final int port;
  private final String namespace;
  private final Duration retention;

  NamespaceProbe(int port, String namespace, Duration retention) {
    this.port = port;
    this.namespace = namespace;
    this.retention = retention;
  }

  @Override
  public boolean ready(long pid) {
    // A gRPC channel whose first connection fails waits a second before its next try.
    return listening() && serving();
  }

  private boolean listening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean serving() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    try {
      var blocking = stubs.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS);
      DescribeNamespaceResponse found =
          blocking.describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      if (found.getConfig().getWorkflowExecutionRetentionTtl().getSeconds()
          != retention.toSeconds()) {
        blocking.updateNamespace(
            UpdateNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setConfig(
                    NamespaceConfig.newBuilder()
                        .setWorkflowExecutionRetentionTtl(
                            Durations.fromSeconds(retention.toSeconds())))
                .build());
      }
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }
}
