package dev.belay.workflows;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.workflows.position.PositionActivities;

/** The position side of a {@link FakeWorld} alone, as a worker's activity. */
record PositionBook(FakeWorld world) implements PositionActivities {
  @Override
  public PositionView load(String positionId) {
    return world.load(positionId);
  }

  @Override
  public ClientOrderId recordIntent(ReducingIntent request) {
    return world.recordIntent(request);
  }

  @Override
  public void settle(Settlement settlement) {
    world.settle(settlement);
  }

  @Override
  public void record(PositionUpdate update) {
    world.record(update);
  }
}
