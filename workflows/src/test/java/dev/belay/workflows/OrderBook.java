package dev.belay.workflows;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.workflows.order.OrderActivities;

/** The order side of a {@link FakeWorld} alone, as a worker's activity. */
record OrderBook(FakeWorld world) implements OrderActivities {
  @Override
  public OrderView load(ClientOrderId id) {
    return world.load(id);
  }

  @Override
  public OrderView record(OrderUpdate update) {
    return world.record(update);
  }
}
