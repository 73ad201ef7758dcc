package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Raises the weekly review in simulated market time, and reconciliations where the server knows no
 * schedules, for ever. Started without a parent under {@code calendar/{market}}. On the real clock
 * a Temporal Schedule does the same.
 */
@WorkflowInterface
public interface CalendarWorkflow {
  @WorkflowMethod(name = "Calendar")
  void run(CalendarInput input);

  /** Market time may go at another speed now, or have stood still. */
  @SignalMethod(name = "clockChanged")
  void clockChanged();

  /**
   * @param reconcileEvery wall time between two reconciliations; null where a Schedule raises them
   */
  record CalendarInput(String installation, String portfolio, @Nullable Duration reconcileEvery)
      implements BelayInput {}
}
