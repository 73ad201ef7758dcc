package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One review: writes the report, then tells the running portfolio, which carries it out. Started by
 * the calendar, a schedule or an operator under {@code review/{portfolio}/...}.
 */
@WorkflowInterface
public interface WeeklyReviewWorkflow {
  @WorkflowMethod(name = "WeeklyReview")
  ReviewResult run(ReviewInput input);

  /**
   * @param request names a review by hand; null for the scheduled one of the week
   */
  record ReviewInput(String installation, String portfolio, @Nullable String request, String by)
      implements BelayInput {}

  /**
   * @param review its id
   * @param disabling agents that the rule disables
   */
  record ReviewResult(String review, List<String> disabling) {
    public ReviewResult {
      disabling = List.copyOf(disabling);
    }
  }
}
