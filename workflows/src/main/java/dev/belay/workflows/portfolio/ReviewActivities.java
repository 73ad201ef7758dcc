package dev.belay.workflows.portfolio;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writing a review: looks at marks, trades and candles; a regular activity. */
@ActivityInterface
public interface ReviewActivities {

  /** Writes the report, once: of a week, or of a request, the first one stays. */
  @ActivityMethod(name = "Review.Write")
  ReviewWritten write(WriteReview request);

  /**
   * @param request names a review by hand; null for that of the current week of market time
   */
  record WriteReview(String portfolio, @Nullable String request, String by) {}

  /**
   * @param disabling agents that the rule disables
   */
  record ReviewWritten(String id, List<String> disabling) {
    public ReviewWritten {
      disabling = List.copyOf(disabling);
    }
  }
}
