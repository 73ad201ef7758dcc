package dev.belay.workflows.position;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionStatus;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of one position; idempotent, run as local activities. */
@ActivityInterface
public interface PositionActivities {

  /** The position and all its orders as the ledger has them. */
  @ActivityMethod(name = "PositionBook.Load")
  PositionView load(String positionId);

  /**
   * Stores the intent of an order that reduces the position (stop, target, exit). Always admitted.
   * Called again with the same leg and number it returns the id stored first.
   */
  @ActivityMethod(name = "PositionBook.RecordIntent")
  ClientOrderId recordIntent(ReducingIntent request);

  /** Stores what the position has come to; idempotent. */
  @ActivityMethod(name = "PositionBook.Record")
  void record(PositionUpdate update);

  /** Stores what came of an operator's instruction; idempotent. */
  @ActivityMethod(name = "PositionBook.Settle")
  void settle(Settlement settlement);

  /**
   * @param quantity held now, by booked fills
   * @param stop in force, or to be placed first
   * @param instructions an operator's that are under way
   * @param closeAsked an exit was asked for and is not done
   * @param firstFillAt wall time at which the first fill was booked
   * @param stopConfirmedAt wall time at which the venue was known to hold the stop
   */
  record PositionView(
      String positionId,
      String account,
      String agent,
      Symbol symbol,
      Direction direction,
      PositionStatus status,
      Quantity quantity,
      Price stop,
      @Nullable Price target,
      int leverage,
      String decisionId,
      Instant asOf,
      @Nullable ExitReason closeAsked,
      @Nullable Instant firstFillAt,
      @Nullable Instant stopConfirmedAt,
      List<PositionOrder> orders,
      VenueProfile profile,
      List<UnderWay> instructions) {
    public PositionView {
      orders = List.copyOf(orders);
      // A history of before there were instructions has none.
      instructions = instructions == null ? List.of() : List.copyOf(instructions);
    }
  }

  /**
   * An order of the position.
   *
   * @param quantity null on one that closes whatever is held
   * @param trigger of stops and targets; null also in histories of before it was told
   * @param triggeredAt wall time since when a stop or target is known to have triggered
   */
  record PositionOrder(
      ClientOrderId id,
      Leg leg,
      int number,
      OrderStatus status,
      Quantity executed,
      @Nullable Quantity quantity,
      @Nullable Price trigger,
      @Nullable String reason,
      @Nullable Instant triggeredAt) {}

  record Settlement(String positionId, int instruction, Instruction.End end, String outcome) {}

  /**
   * @param quantity null on stops and targets that close whatever is held
   * @param triggerPrice of stops and targets
   */
  record ReducingIntent(
      String positionId,
      Leg leg,
      int number,
      OrderType type,
      @Nullable Quantity quantity,
      @Nullable Price triggerPrice) {}

  /**
   * @param exitReason with CLOSING and CLOSED
   * @param stopConfirmed the venue is now known to hold the stop
   */
  record PositionUpdate(
      String positionId,
      PositionStatus status,
      @Nullable ExitReason exitReason,
      boolean stopConfirmed) {}
}
