package dev.belay.workflows.portfolio;

import dev.belay.workflows.portfolio.ReviewActivities.ReviewWritten;
import dev.belay.workflows.portfolio.ReviewActivities.WriteReview;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.ReviewedCommand;
import io.temporal.workflow.Workflow;

/** Write the report, tell the portfolio. */
public final class WeeklyReviewWorkflowImpl implements WeeklyReviewWorkflow {
  private final ReviewActivities reviews =
      Workflow.newActivityStub(ReviewActivities.class, ActivityProfiles.REVIEW);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  @Override
  public ReviewResult run(ReviewInput input) {
    ReviewWritten written =
        reviews.write(new WriteReview(input.portfolio(), input.request(), input.by()));
    launch.reviewed(new ReviewedCommand(input.portfolio(), written.id()));
    Workflow.upsertTypedSearchAttributes(
        Attributes.OUTCOME.valueSet(written.disabling().isEmpty() ? "KEPT" : "DISABLED"));
    return new ReviewResult(written.id(), written.disabling());
  }
}
