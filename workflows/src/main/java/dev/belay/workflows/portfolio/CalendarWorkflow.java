package dev.belay.workflows.portfolio;

import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Raises the weekly review in simulated market time, for ever. Started without a parent under
 * {@code calendar/{market}}. On the real clock a Temporal Schedule does the same.
 */
@WorkflowInterface
public interface CalendarWorkflow {
  @WorkflowMethod(name = "Calendar")
  void run(CalendarInput input);

  /** Market time may go at another speed now, or have stood still. */
  @SignalMethod(name = "clockChanged")
  void clockChanged();

  record CalendarInput(String installation, String portfolio) implements BelayInput {}
}
