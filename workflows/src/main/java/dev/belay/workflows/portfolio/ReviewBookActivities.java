package dev.belay.workflows.portfolio;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;

/** When the next review is due, by ledger and market time; run as a local activity. */
@ActivityInterface
public interface ReviewBookActivities {
  @ActivityMethod(name = "ReviewBook.Due")
  ReviewDue due(String portfolio);

  /**
   * @param week the Monday of market time
   * @param wallDelay wall time until then; zero when it is due
   * @param ended market time will never get there
   */
  record ReviewDue(Instant week, Duration wallDelay, boolean ended) {
    public boolean now() {
      return wallDelay.isZero() && !ended;
    }
  }
}
