package dev.belay.domain.position;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Instruction.UnderWay;
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
 * @param stop where the stop rests, or is to rest first
 * @param target where the target rests; null when there is to be none
 * @param closeAsked why it is to be closed; null while it may stay open
 * @param firstFillAt wall time of the first booked fill
 * @param stopConfirmedAt wall time at which the venue was first known to hold the stop
 * @param stopWithin how long after the first fill the stop must be confirmed
 * @param instructions an operator's, not at their end; of each kind one at most
 */
public record PositionFacts(
    PositionStatus status,
    Quantity quantity,
    Price stop,
    @Nullable Price target,
    @Nullable ExitReason closeAsked,
    @Nullable Instant firstFillAt,
    @Nullable Instant stopConfirmedAt,
    Duration stopWithin,
    List<UnderWay> instructions,
    List<LegOrder> orders) {
  /** Whether a stop or target rests, or is on its way, for more than is held. */
  public boolean protectsMoreThanHeld() {
    return orders.stream()
        .anyMatch(
            o ->
                o.isActive()
                    && o.leg() != Leg.ENTRY
                    && o.quantity() != null
                    && o.quantity().compareTo(quantity) > 0);
  }

  /** As it was seen before a busy venue was known: what met one was refused. */
  public PositionFacts takingBusyForRefused() {
    return new PositionFacts(
        status,
        quantity,
        stop,
        target,
        closeAsked,
        firstFillAt,
        stopConfirmedAt,
        stopWithin,
        instructions,
        orders.stream().map(LegOrder::takenForRefused).toList());
  }

  public PositionFacts {
    instructions = List.copyOf(instructions);
    orders = List.copyOf(orders);
  }

  /**
   * One order of the position.
   *
   * @param quantity null on an order that closes whatever is held
   * @param trigger of stops and targets; null where it is not known
   * @param reason why it ended, where that was said
   * @param triggeredAt wall time since when a stop or target is known to have triggered
   */
  public record LegOrder(
      ClientOrderId id,
      Leg leg,
      int number,
      OrderStatus status,
      Quantity executed,
      @Nullable Quantity quantity,
      @Nullable Price trigger,
      @Nullable String reason,
      @Nullable Instant triggeredAt) {
    /** What says nothing of the order: too much was asked, clocks differ, nobody answers. */
    private static final List<String> BUSY =
        List.of(
            "VENUE_RATE_LIMITED",
            "VENUE_ORDER_LIMIT",
            "VENUE_OVERLOADED",
            "VENUE_UNREACHABLE",
            "VENUE_CLOCK_SKEW");

    boolean isActive() {
      return !status.isTerminal();
    }

    /** Whether it was not sent, or not taken, for the moment's sake and not for its own. */
    public boolean metABusyVenue() {
      return isRejectedFor(BUSY);
    }

    boolean isRejectedFor(List<String> codes) {
      String why = reason;
      return status == OrderStatus.REJECTED
          && why != null
          && codes.stream().anyMatch(why::startsWith);
    }

    private LegOrder takenForRefused() {
      return metABusyVenue()
          ? new LegOrder(
              id, leg, number, status, executed, quantity, trigger, "REFUSED: " + reason, null)
          : this;
    }

    boolean isWorking() {
      return status == OrderStatus.WORKING;
    }

    /** Whether it covers so much, at least. */
    boolean covers(Quantity held) {
      return quantity == null || quantity.compareTo(held) >= 0;
    }

    /** Whether it triggers there; one whose trigger is not known does. */
    boolean triggersAt(Price price) {
      return trigger == null || trigger.compareTo(price) == 0;
    }

    /** Whether it is just what is wanted: there, and for exactly so much. */
    boolean fits(Price price, Quantity held) {
      return triggersAt(price) && (quantity == null || quantity.compareTo(held) == 0);
    }
  }

  /** The orders of a leg, the latest first. */
  List<LegOrder> of(Leg leg) {
    return orders.stream()
        .filter(order -> order.leg() == leg)
        .sorted(Comparator.comparingInt(LegOrder::number).reversed())
        .toList();
  }

  /** The order of a leg with the highest number. */
  Optional<LegOrder> latest(Leg leg) {
    return of(leg).stream().findFirst();
  }

  /** The number that the leg's next order takes. */
  int nextNumber(Leg leg) {
    return latest(leg).map(order -> order.number() + 1).orElse(0);
  }

  Optional<UnderWay> instruction(Instruction.Kind kind) {
    return instructions.stream().filter(i -> i.wanted().kind() == kind).findFirst();
  }

  /** Whether the venue holds a stop for all that is held. */
  boolean isGuarded() {
    return of(Leg.STOP).stream().anyMatch(o -> o.isWorking() && o.covers(quantity));
  }

  boolean everFilled() {
    return orders.stream().anyMatch(o -> o.leg() == Leg.ENTRY && !o.executed().isZero());
  }
}
