package dev.belay.app.run;

import dev.belay.activities.reconcile.Reconciler;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The workflows of orders and positions, asked and told through Temporal. */
record RunningWorkflows(WorkflowClient client, Launcher launcher) implements Reconciler.Running {
  @Override
  public Set<String> without(Collection<String> orders, Collection<String> positions) {
    Map<String, String> ids = new LinkedHashMap<>();
    orders.forEach(id -> ids.put(WorkflowIds.order(ClientOrderId.of(id)), id));
    positions.forEach(id -> ids.put(WorkflowIds.position(id), id));
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, CompletableFuture<Boolean>> running = new LinkedHashMap<>();
      ids.forEach(
          (workflow, id) ->
              running.put(id, CompletableFuture.supplyAsync(() -> isRunning(workflow), asking)));
      Set<String> missing = new LinkedHashSet<>();
      running.forEach(
          (id, runs) -> {
            if (!runs.join()) {
              missing.add(id);
            }
          });
      return missing;
    }
  }

  private boolean isRunning(String workflow) {
    try {
      return client.newUntypedWorkflowStub(workflow).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  @Override
  public void tellOrder(ClientOrderId id) {
    launcher.hintOrder(id);
  }

  @Override
  public void tellPosition(String positionId) {
    launcher.fillSeen(positionId);
  }
}
