package dev.belay.app.run;

import dev.belay.api.portfolio.FundCommands;
import dev.belay.ledger.Controls;
import dev.belay.ledger.read.HaltRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.workflows.flatten.FlattenWorkflow;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.LaunchActivities.FlattenCommand;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.List;
import java.util.Optional;

/** Halt, resume and flatten: the ledger says what is so, the workflows are told. */
final class FundOperator implements FundCommands {
  private final String portfolio;
  private final Controls controls;
  private final LedgerReader reader;
  private final Launcher launcher;
  private final WorkflowClient client;

  FundOperator(
      String portfolio,
      Controls controls,
      LedgerReader reader,
      Launcher launcher,
      WorkflowClient client) {
    this.portfolio = portfolio;
    this.controls = controls;
    this.reader = reader;
    this.launcher = launcher;
    this.client = client;
  }

  @Override
  public Halted halt(String reason, String by) {
    boolean already = inForce().isPresent();
    controls.halt(portfolio, reason, by);
    HaltRow halt =
        inForce().orElseThrow(() -> new IllegalStateException("Expected a halt to be in force"));
    return new Halted(halt.seq(), halt.haltedAt(), halt.reason(), already);
  }

  @Override
  public Resume resume(String by) {
    Optional<HaltRow> halt = inForce();
    boolean lifted = controls.resume(portfolio, by);
    Optional<String> flatten = lifted ? Optional.empty() : controls.unfinishedFlatten(portfolio);
    if (flatten.isPresent()) {
      String id = WorkflowIds.flatten(portfolio, flatten.get());
      // Temporal may have lost it; what the ledger says stands.
      launcher.flatten(new FlattenCommand(portfolio, flatten.get()));
      return new StillFlattening(id, remaining(id));
    }
    return new Resumed(lifted ? halt.map(HaltRow::seq).orElse(null) : null);
  }

  @Override
  public Flattening flatten(String request, String by) {
    String id = WorkflowIds.flatten(portfolio, request);
    boolean already = isRunning(id);
    // Kept before anything else happens, whatever becomes of this process.
    controls.flatten(portfolio, request, by);
    int open = reader.openPositions(portfolio, List.of()).size();
    launcher.flatten(new FlattenCommand(portfolio, request));
    return new Flattening(id, open, already);
  }

  @Override
  public String reconcile(String request) {
    launcher.reconcile(new ReconcileLaunch(portfolio, request));
    return WorkflowIds.reconcile(portfolio, request);
  }

  private Optional<HaltRow> inForce() {
    return reader.halts(portfolio).stream().filter(halt -> halt.resumedAt() == null).findFirst();
  }

  private boolean isRunning(String workflowId) {
    try {
      return client.newUntypedWorkflowStub(workflowId).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private List<String> remaining(String workflowId) {
    try {
      return client.newWorkflowStub(FlattenWorkflow.class, workflowId).remaining();
    } catch (WorkflowServiceException e) {
      return List.of();
    }
  }
}
