package dev.belay.workflows.portfolio;

import dev.belay.workflows.portfolio.ReviewBookActivities.ReviewDue;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.ReviewLaunch;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Sleep to the next review, raise it, again. When it is due is the ledger's to say. */
public final class CalendarWorkflowImpl implements CalendarWorkflow {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Until the review that was raised is written. */
  private static final Duration RAISED = Duration.ofSeconds(2);

  private final ReviewBookActivities reviews =
      Workflow.newLocalActivityStub(ReviewBookActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private boolean woken;

  @Override
  public void run(CalendarInput input) {
    while (!Workflow.getInfo().isContinueAsNewSuggested()) {
      woken = false;
      ReviewDue due = reviews.due(input.portfolio());
      if (due.now()) {
        launch.review(new ReviewLaunch(input.portfolio(), due.week()));
      }
      Workflow.await(pause(due), () -> woken);
    }
    Workflow.continueAsNew(input);
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
