package dev.belay.engine.simulation;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionFacts;
import dev.belay.domain.position.PositionFacts.LegOrder;
import dev.belay.domain.position.PositionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A position in the ledger, with its orders. */
final class PositionRow {
  final String id;
  final Symbol symbol;
  final Direction direction;
  final Round round;
  final List<OrderRow> orders = new ArrayList<>();
  final List<UnderWay> instructions = new ArrayList<>();
  int instructionsEver;
  PositionStatus status = PositionStatus.OPENING;
  PositionSums sums;
  Price stop;
  @Nullable Price target;
  @Nullable ExitReason exitReason;
  @Nullable Instant firstBookedAt;
  @Nullable Instant stopConfirmedAt;

  PositionRow(String id, Round round, Price stop, @Nullable Price target) {
    this.id = id;
    this.round = round;
    this.symbol = round.symbol();
    this.direction = round.direction();
    this.stop = stop;
    this.target = target;
    this.sums = PositionSums.none(round.direction());
  }

  boolean isOpen() {
    return !status.isTerminal();
  }

  int nextNumber(Leg leg) {
    return (int) orders.stream().filter(order -> order.intent.leg() == leg).count();
  }

  PositionFacts facts() {
    List<LegOrder> legs = new ArrayList<>(orders.size());
    for (OrderRow order : orders) {
      legs.add(
          new LegOrder(
              order.intent.id(),
              order.intent.leg(),
              order.intent.number(),
              order.status,
              order.executed,
              order.intent.quantity(),
              order.intent.triggerPrice(),
              order.reason,
              order.triggeredAt < 0 ? null : Instant.ofEpochMilli(order.triggeredAt)));
    }
    return new PositionFacts(
        status,
        sums.held(),
        stop,
        target,
        status == PositionStatus.CLOSING ? exitReason : null,
        firstBookedAt,
        stopConfirmedAt,
        VenueProfile.PAPER.stopWithin(),
        instructions,
        legs);
  }
}
