package dev.belay.workflows.reconcile;

import dev.belay.domain.reconcile.Difference;
import dev.belay.domain.reconcile.Reconciliation;
import dev.belay.workflows.reconcile.ReconcileActivities.Looked;
import dev.belay.workflows.reconcile.ReconcileActivities.Reconciled;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Look; what stands still is a difference; mend what is safe; what then still stands is a case. */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {
  /** Longer than anything takes that is only on its way. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final ReconcileActivities venue =
      Workflow.newActivityStub(ReconcileActivities.class, ActivityProfiles.RECONCILE);

  @Override
  public ReconcileResult run(ReconcileInput input) {
    Instant began = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    Looked looked = venue.look(input.portfolio());
    List<Difference> standing = stillThere(looked.differences(), input.portfolio());
    List<Difference> left = standing;
    if (standing.stream().anyMatch(difference -> !difference.repairs().isEmpty())) {
      venue.repair(standing);
      left = stillThere(standing, input.portfolio());
    }
    venue.record(new Reconciled(input.portfolio(), began, looked, standing, left));
    Workflow.upsertTypedSearchAttributes(
        Attributes.OUTCOME.valueSet(
            standing.isEmpty() ? "EQUAL" : left.isEmpty() ? "REPAIRED" : "CASES"));
    return new ReconcileResult(standing.size(), left.size());
  }

  private List<Difference> stillThere(List<Difference> earlier, String portfolio) {
    if (earlier.isEmpty()) {
      return earlier;
    }
    Workflow.sleep(SETTLE);
    return Reconciliation.unchanged(earlier, venue.look(portfolio).differences());
  }
}
