package dev.belay.workflows.order;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderStatus;
import dev.belay.workflows.wire.BelayInput;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One order until it is over. Started without a parent by its position, under {@code
 * order/{clientOrderId}}, after its intent was recorded; started again by {@code Ensure} or by the
 * position it picks up where the ledger stands. Messages are hints and idempotent.
 */
@WorkflowInterface
public interface OrderWorkflow {
  @WorkflowMethod(name = "Order")
  OrderStatus run(OrderInput input);

  /** A trade on the order's symbol was seen: look now. */
  @SignalMethod(name = "fillSeen")
  void fillSeen();

  /** Cancel it; not a cancellation of the workflow, which goes on until the venue has answered. */
  @SignalMethod(name = "cancel")
  void cancel();

  record OrderInput(String installation, ClientOrderId id) implements BelayInput {}
}
