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
import java.util.stream.Stream;

/**
 * Halt, resume and flatten, of the fund and of every desk: the ledger says what is so, the
 * workflows are told.
 */
final class FundOperator implements FundCommands {
  private final String portfolio;
  private final LedgerStack ledger;
  private final LedgerReader reader;
  private final Controls controls;
  private final Launcher launcher;
  private final WorkflowClient client;

  FundOperator(String portfolio, LedgerStack ledger, Launcher launcher, WorkflowClient client) {
    this.portfolio = portfolio;
    this.ledger = ledger;
    this.reader = ledger.reader;
    this.controls = ledger.controls;
    this.launcher = launcher;
    this.client = client;
  }

  /** The fund first, as its halt is the one that is shown. */
  private List<String> everyone() {
    return Stream.concat(Stream.of(portfolio), ledger.recovery.desks().stream()).toList();
  }

  @Override
  public Halted halt(String reason, String by) {
    boolean already = everyone().stream().allMatch(one -> inForce(one).isPresent());
    everyone().forEach(one -> controls.halt(one, reason, by));
    HaltRow halt =
        inForce(portfolio)
            .orElseThrow(() -> new IllegalStateException("Expected a halt to be in force"));
    return new Halted(halt.seq(), halt.haltedAt(), halt.reason(), already);
  }

  @Override
  public Resume resume(String by) {
    List<FlattenCommand> unfinished =
        everyone().stream()
            .flatMap(
                one ->
                    controls
                        .unfinishedFlatten(one)
                        .map(request -> new FlattenCommand(one, request))
                        .stream())
            .toList();
    if (!unfinished.isEmpty()) {
      // Temporal may have lost them; what the ledger says stands.
      unfinished.forEach(launcher::flatten);
      List<String> ids = unfinished.stream().map(FundOperator::id).toList();
      return new StillFlattening(
          ids.getFirst(), ids.stream().flatMap(id -> remaining(id).stream()).toList());
    }
    Optional<HaltRow> halt = everyone().stream().flatMap(one -> inForce(one).stream()).findFirst();
    boolean lifted = false;
    for (String one : everyone()) {
      lifted |= controls.resume(one, by);
    }
    return new Resumed(lifted ? halt.map(HaltRow::seq).orElse(null) : null);
  }

  @Override
  public Flattening flatten(String request, String by) {
    List<FlattenCommand> flattens =
        everyone().stream().map(one -> new FlattenCommand(one, request)).toList();
    boolean already = flattens.stream().allMatch(one -> isRunning(id(one)));
    // Kept before anything else happens, whatever becomes of this process.
    everyone().forEach(one -> controls.flatten(one, request, by));
    int open =
        everyone().stream().mapToInt(one -> reader.openPositions(one, List.of()).size()).sum();
    flattens.forEach(launcher::flatten);
    return new Flattening(id(flattens.getFirst()), open, already);
  }

  @Override
  public String reconcile(String request) {
    launcher.reconcile(new ReconcileLaunch(portfolio, request));
    return WorkflowIds.reconcile(portfolio, request);
  }

  private static String id(FlattenCommand flatten) {
    return WorkflowIds.flatten(flatten.portfolio(), flatten.request());
  }

  private Optional<HaltRow> inForce(String one) {
    return reader.halts(one).stream().filter(halt -> halt.resumedAt() == null).findFirst();
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
