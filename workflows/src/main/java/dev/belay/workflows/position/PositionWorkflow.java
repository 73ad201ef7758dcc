package dev.belay.workflows.position;

import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One position until it is flat: owns its entry, its stop and its exits, so that there is no
 * hand-over gap. Started without a parent under {@code position/{account}/{symbol}/{n}} once its
 * entry's intent is recorded, and before anything is sent. Messages are hints and idempotent.
 */
@WorkflowInterface
public interface PositionWorkflow {
  @WorkflowMethod(name = "Position")
  PositionStatus run(PositionInput input);

  /** Something happened to one of its orders. */
  @SignalMethod(name = "fillSeen")
  void fillSeen();

  /** Close it at the market; the first reason given is kept. */
  @SignalMethod(name = "close")
  void close(ExitReason reason);

  /** An operator's instruction of this id is in the ledger: another stop is wanted. */
  @SignalMethod(name = "moveStop")
  void moveStop(String instruction);

  /** An operator's instruction of this id is in the ledger: another target, or none, is wanted. */
  @SignalMethod(name = "moveTarget")
  void moveTarget(String instruction);

  /** An operator's instruction of this id is in the ledger: a part is to be closed. */
  @SignalMethod(name = "closePart")
  void closePart(String instruction);

  record PositionInput(String installation, String positionId) implements BelayInput {}
}
