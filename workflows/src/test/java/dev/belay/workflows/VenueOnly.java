package dev.belay.workflows;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.FindResult;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.workflows.order.VenueActivities;
import java.util.List;

/** The venue side of a {@link FakeWorld} alone, as a worker's activity. */
record VenueOnly(FakeWorld world) implements VenueActivities {
  @Override
  public SubmitOutcome submit(ClientOrderId id) {
    return world.submit(id);
  }

  @Override
  public FindResult find(ClientOrderId id) {
    return world.find(id);
  }

  @Override
  public void cancel(ClientOrderId id) {
    world.cancel(id);
  }

  @Override
  public List<VenuePosition> positions(String account) {
    return world.positions(account);
  }

  @Override
  public List<String> openOrders(String account) {
    return world.openOrders(account);
  }
}
