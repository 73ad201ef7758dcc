package dev.belay.domain.position;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Instruction.End;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionFacts.LegOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one protective leg needs so that in the end just one order of it rests: at the wanted price,
 * for all that is held. The new one is at the venue before the old one is cancelled.
 */
final class Protection {
  /** So often in a row what met a busy venue does not count as a failure. */
  private static final int BUSY_TRIES = 10;

  private final PositionFacts facts;
  private final Leg leg;
  private final Price wanted;
  private final int tries;
  private final @Nullable UnderWay move;
  private final boolean keepsLarger;
  private final List<LegOrder> orders;

  /**
   * @param wanted where it is to rest
   * @param tries how often it is placed in vain at most
   * @param move the instruction that wants it there; null if it is where it always was to be
   * @param keepsLarger whether one that rests where it is wanted, for more than is held, will do
   *     where the venue does not have one for just that
   */
  Protection(
      PositionFacts facts,
      Leg leg,
      Price wanted,
      int tries,
      @Nullable UnderWay move,
      boolean keepsLarger) {
    this.facts = facts;
    this.leg = leg;
    this.wanted = wanted;
    this.tries = tries;
    this.move = move;
    this.keepsLarger = keepsLarger;
    this.orders = facts.of(leg);
  }

  void plan(List<PositionCommand> commands) {
    Optional<LegOrder> fitting =
        orders.stream()
            .filter(order -> order.isActive() && order.fits(wanted, facts.quantity()))
            .findFirst();
    if (fitting.isPresent()) {
      if (fitting.get().isWorking()) {
        keepOnly(fitting.get(), commands);
      }
      return;
    }
    Optional<LegOrder> failed = failedMove();
    boolean refused = failed.isPresent() && move != null;
    if (!refused && (move != null || mayTry())) {
      commands.add(next());
      return;
    }
    Optional<LegOrder> larger = larger();
    if (larger.isPresent()) {
      if (larger.get().isWorking()) {
        keepOnly(larger.get(), commands);
      }
    } else if (failed.isPresent() && move != null) {
      commands.add(new PositionCommand.Settle(move.n(), End.REFUSED, outcome(failed.get())));
    }
  }

  /** One for more than is held, as a part was closed after it was placed. */
  private Optional<LegOrder> larger() {
    return orders.stream()
        .filter(o -> keepsLarger && o.isActive())
        .filter(o -> o.triggersAt(wanted) && o.covers(facts.quantity()))
        .findFirst();
  }

  /** Whether another try is worth it, rather than giving up. */
  boolean mayTry() {
    return failures() < tries && !traded();
  }

  /** The next order, which carries a quantity only where the venue takes no second without. */
  PositionCommand.Place next() {
    boolean closerThere = orders.stream().anyMatch(o -> o.isActive() && o.quantity() == null);
    Quantity quantity = closerThere ? facts.quantity() : null;
    return new PositionCommand.Place(leg, facts.nextNumber(leg), quantity, wanted, pause());
  }

  /** What met a busy venue is tried again, a moment later. */
  private Duration pause() {
    return !orders.isEmpty() && orders.getFirst().metABusyVenue()
        ? PositionMachine.BUSY_DELAY
        : Duration.ZERO;
  }

  private void keepOnly(LegOrder kept, List<PositionCommand> commands) {
    boolean alone = true;
    for (LegOrder order : orders) {
      if (order.isActive() && !order.equals(kept)) {
        commands.add(new PositionCommand.Cancel(order.id()));
        alone = false;
      }
    }
    if (alone && move != null) {
      commands.add(
          new PositionCommand.Settle(move.n(), End.DONE, "order %s rests".formatted(kept.id())));
    }
  }

  /** The instruction's own order, if it came to nothing. */
  private Optional<LegOrder> failedMove() {
    UnderWay asked = move;
    return asked == null
        ? Optional.empty()
        : orders.stream()
            .filter(o -> o.number() >= asked.firstOrder() && o.triggersAt(wanted))
            .filter(o -> !o.isActive() && !isReplaced(o) && !isOnlyBusy(o))
            .findFirst();
  }

  /** What met a busy venue is tried again, so that a move is not refused for it. */
  private boolean isOnlyBusy(LegOrder order) {
    return order.metABusyVenue() && mayTry();
  }

  /** How often in a row it was tried in vain at this price. */
  int failures() {
    int count = 0;
    int busy = 0;
    for (LegOrder order : orders) {
      if (order.isActive() || !order.triggersAt(wanted) || isReplaced(order)) {
        break;
      }
      boolean patient = order.metABusyVenue() && busy++ < BUSY_TRIES;
      if (!patient) {
        count++;
      }
    }
    return count;
  }

  /** One with a quantity is cancelled when the quantity changes. */
  private static boolean isReplaced(LegOrder order) {
    return order.status() == OrderStatus.CANCELED && order.quantity() != null;
  }

  /** What is held although a stop has filled came later than it, and needs one of its own. */
  private boolean traded() {
    return leg == Leg.TARGET
        && !orders.isEmpty()
        && orders.getFirst().status() == OrderStatus.FILLED
        && orders.getFirst().quantity() == null;
  }

  private static String outcome(LegOrder order) {
    return "order %s is %s%s"
        .formatted(
            order.id(), order.status(), order.reason() == null ? "" : " (" + order.reason() + ")");
  }
}
