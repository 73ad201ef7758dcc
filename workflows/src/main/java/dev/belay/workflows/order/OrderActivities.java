package dev.belay.workflows.order;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.VenueProfile;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of one order; idempotent, run as local activities. */
@ActivityInterface
public interface OrderActivities {

  /** The order as the ledger has it. */
  @ActivityMethod(name = "OrderBook.Load")
  OrderView load(ClientOrderId id);

  /**
   * Stores what is now known of the order and books fills not booked before; a terminal status is
   * final, but late fills are still booked. Releases the reservation on a terminal status.
   * NOT_PLACED and an unsent REJECTED take effect only if nobody has claimed the order.
   *
   * @return the order as the ledger has it afterwards
   */
  @ActivityMethod(name = "OrderBook.Record")
  OrderView record(OrderUpdate update);

  /**
   * @param claimed somebody may have sent it
   */
  record OrderView(
      OrderIntent intent,
      OrderStatus status,
      boolean claimed,
      @Nullable String venueOrderId,
      Quantity executed,
      VenueProfile profile,
      @Nullable String reason) {}

  record OrderUpdate(
      ClientOrderId id,
      OrderStatus status,
      @Nullable String venueOrderId,
      List<Fill> fills,
      @Nullable String reason) {
    public OrderUpdate {
      fills = List.copyOf(fills);
    }
  }
}
