package dev.belay.workflows.portfolio;

import dev.belay.workflows.portfolio.ReviewBookActivities.ReviewDue;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.LaunchActivities.ReviewLaunch;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Sleep to what is next, raise it, again. When it is due is the ledger's to say. */
public final class CalendarWorkflowImpl implements CalendarWorkflow {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Until the review that was raised is written. */
  private static final Duration RAISED = Duration.ofSeconds(2);

  private final ReviewBookActivities reviews =
      Workflow.newLocalActivityStub(ReviewBookActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private Instant nextReconciliation = Instant.EPOCH;
  private boolean woken;

  @Override
  public void run(CalendarInput input) {
    while (!Workflow.getInfo().isContinueAsNewSuggested()) {
      woken = false;
      ReviewDue due = reviews.due(input.portfolio());
      if (due.now()) {
        launch.review(new ReviewLaunch(input.portfolio(), due.week()));
      }
      Workflow.await(shorter(pause(due), untilReconciled(input)), () -> woken);
    }
    Workflow.continueAsNew(input);
  }

  /** Raises a reconciliation where one is due; wall time until the next. */
  private Duration untilReconciled(CalendarInput input) {
    Duration every = input.reconcileEvery();
    if (every == null) {
      return LONGEST;
    }
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    if (!now.isBefore(nextReconciliation)) {
      launch.reconcile(new ReconcileLaunch(input.portfolio(), "calendar"));
      nextReconciliation = now.plus(every);
    }
    return Duration.between(now, nextReconciliation);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration pause(ReviewDue due) {
    if (due.now()) {
      return RAISED;
    }
    return due.ended() || due.wallDelay().compareTo(LONGEST) > 0 ? LONGEST : due.wallDelay();
  }

  @Override
  public void clockChanged() {
    woken = true;
  }
}
