package dev.belay.activities.book;

import dev.belay.activities.venue.OrderLookup;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.VenueProfile;
import dev.belay.ledger.Orders;
import dev.belay.workflows.order.OrderActivities;

/** Orders in the ledger. */
public final class OrderBook implements OrderActivities, OrderLookup {
  private final Orders orders;
  private final VenueProfile profile;

  public OrderBook(Orders orders, VenueProfile profile) {
    this.orders = orders;
    this.profile = profile;
  }

  @Override
  public OrderView load(ClientOrderId id) {
    return view(orders.load(id));
  }

  @Override
  public OrderView record(OrderUpdate update) {
    return view(
        orders.record(
            new Orders.News(
                update.id(),
                update.status(),
                update.venueOrderId(),
                update.fills(),
                update.reason())));
  }

  @Override
  public OrderIntent intent(ClientOrderId id) {
    return orders.load(id).intent();
  }

  private OrderView view(Orders.Stored order) {
    return new OrderView(
        order.intent(),
        order.status(),
        order.claimed(),
        order.venueOrderId(),
        order.executed(),
        profile,
        order.reason());
  }
}
