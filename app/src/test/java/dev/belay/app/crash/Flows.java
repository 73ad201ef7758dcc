package dev.belay.app.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.workflowservice.v1.ListNamespacesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.List;

/** The workflows of a running application, as its Temporal server knows them. */
final class Flows implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private Flows(WorkflowServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  static Flows of(ChildBelay belay) throws IOException {
    JsonNode runtime = new ObjectMapper().readTree(belay.home().resolve("runtime.json").toFile());
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(runtime.path("temporal").path("target").asText())
                .build());
    return new Flows(stubs, namespace(stubs));
  }

  private static String namespace(WorkflowServiceStubs stubs) {
    return stubs
        .blockingStub()
        .listNamespaces(ListNamespacesRequest.getDefaultInstance())
        .getNamespacesList()
        .stream()
        .map(namespace -> namespace.getNamespaceInfo().getName())
        .filter(name -> name.startsWith("belay-"))
        .findFirst()
        .orElseThrow();
  }

  /** Ids of the workflows that fit a query in the server's own words. */
  List<String> find(String query) {
    return client
        .listExecutions(query)
        .map(found -> found.getExecution().getWorkflowId())
        .sorted()
        .toList();
  }

  /** A schedule of the server. */
  ScheduleHandle schedule(String id) {
    return ScheduleClient.newInstance(
            stubs,
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build())
        .getHandle(id);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
