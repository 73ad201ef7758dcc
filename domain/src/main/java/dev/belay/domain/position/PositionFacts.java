package dev.belay.domain.position;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A position as the ledger has it: all that its next step depends on.
 *
 * @param quantity held now, by booked fills
 * @param hasTarget a target is to rest beside the stop
 * @param closeAsked why it is to be closed; null while it may stay open
 * @param firstFillAt wall time of the first booked fill
 * @param stopConfirmedAt wall time at which the venue was first known to hold the stop
 * @param stopWithin how long after the first fill the stop must be confirmed
 */
public record PositionFacts(
    PositionStatus status,
    Quantity quantity,
    boolean hasTarget,
    @Nullable ExitReason closeAsked,
    @Nullable Instant firstFillAt,
    @Nullable Instant stopConfirmedAt,
    Duration stopWithin,
    List<LegOrder> orders) {
  public PositionFacts {
    orders = List.copyOf(orders);
  }

  /** One order of the position. */
  public record LegOrder(
      ClientOrderId id, Leg leg, int number, OrderStatus status, Quantity executed) {}

  /** The order of a leg with the highest number. */
  Optional<LegOrder> latest(Leg leg) {
    return orders.stream()
        .filter(order -> order.leg() == leg)
        .max(Comparator.comparingInt(LegOrder::number));
  }

  boolean everFilled() {
    return orders.stream().anyMatch(o -> o.leg() == Leg.ENTRY && !o.executed().isZero());
  }
}
