package dev.belay.domain.position;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the driver of a position has to do next, in the order given; each is idempotent. */
public sealed interface PositionCommand {

  /** See that the order's workflow runs. */
  record Run(ClientOrderId id) implements PositionCommand {}

  /**
   * Record the intent of a leg's next order and run it.
   *
   * @param quantity of an exit, and of a stop or target beside another that closes whatever is
   *     held; null where the order itself closes whatever is held
   * @param trigger of stops and targets
   * @param after wait so long before, wall time
   */
  record Place(
      Leg leg, int number, @Nullable Quantity quantity, @Nullable Price trigger, Duration after)
      implements PositionCommand {

    /** The same with another time to wait. */
    Place in(Duration other) {
      return new Place(leg, number, quantity, trigger, other);
    }
  }

  /** Ask the order's workflow to cancel it. */
  record Cancel(ClientOrderId id) implements PositionCommand {}

  /** Store the position's status. */
  record Store(PositionStatus status, @Nullable ExitReason reason, boolean stopConfirmed)
      implements PositionCommand {}

  /** Store what came of an instruction. */
  record Settle(int instruction, Instruction.End end, String outcome) implements PositionCommand {}
}
