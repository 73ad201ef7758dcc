package dev.belay.activities.venue;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderIntent;

/** Stored intents; the ledger has them. */
public interface OrderLookup {

  /**
   * @throws IllegalArgumentException if nothing is stored under the id
   */
  OrderIntent intent(ClientOrderId id);
}
