package dev.belay.activities.book;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Positions;
import dev.belay.workflows.position.PositionActivities;

/** Positions in the ledger. */
public final class PositionBook implements PositionActivities {
  private final Positions positions;
  private final Instructions instructions;
  private final VenueProfile profile;

  public PositionBook(Positions positions, Instructions instructions, VenueProfile profile) {
    this.positions = positions;
    this.instructions = instructions;
    this.profile = profile;
  }

  @Override
  public PositionView load(String positionId) {
    Positions.Stored stored = positions.load(positionId);
    return new PositionView(
        stored.id(),
        stored.account(),
        stored.agent(),
        stored.symbol(),
        stored.sums().direction(),
        stored.status(),
        stored.sums().held(),
        stored.stop(),
        stored.target(),
        stored.leverage(),
        stored.decisionId(),
        stored.asOf(),
        stored.status() == PositionStatus.CLOSING ? stored.exitReason() : null,
        stored.firstBookedAt(),
        stored.stopConfirmedAt(),
        stored.orders().stream().map(PositionBook::order).toList(),
        profile,
        stored.instructions());
  }

  @Override
  public ClientOrderId recordIntent(ReducingIntent request) {
    return positions.recordIntent(
        new Positions.Reduce(
            request.positionId(),
            request.leg(),
            request.number(),
            request.type(),
            request.quantity(),
            request.triggerPrice()));
  }

  @Override
  public void record(PositionUpdate update) {
    positions.record(
        update.positionId(), update.status(), update.exitReason(), update.stopConfirmed());
  }

  @Override
  public void settle(Settlement settlement) {
    instructions.settle(
        settlement.positionId(), settlement.instruction(), settlement.end(), settlement.outcome());
  }

  private static PositionOrder order(Positions.Order order) {
    return new PositionOrder(
        order.id(),
        order.leg(),
        order.number(),
        order.status(),
        order.executed(),
        order.quantity(),
        order.trigger(),
        order.reason(),
        order.triggeredAt());
  }
}
