package dev.belay.domain.order;

import dev.belay.domain.money.Quantity;
import java.util.List;

/**
 * An order as the venue shows it now.
 *
 * @param venueOrderId the venue's number; of a conditional order the conditional's own
 * @param executed how much has traded
 * @param fills every trade of it so far, oldest first
 */
public record VenueOrder(
    ClientOrderId id,
    String venueOrderId,
    VenueOrderStatus status,
    Quantity executed,
    List<Fill> fills) {
  public VenueOrder {
    fills = List.copyOf(fills);
  }
}
