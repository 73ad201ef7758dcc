package dev.belay.engine.simulation;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.VenueOrderStatus;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.position.PositionStatus;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Position;
import java.math.BigDecimal;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds the venue, the ledger and the clock against each other after every step. */
final class Inspector {
  /** So long before an entry nothing may have been wrong for the strict bound to count. */
  private static final long SETTLED = 15_000;

  /** Within this a naked position is guarded or gone once nothing goes wrong any more. */
  private static final long RECOVERED = 75_000;

  /** For steps on the ledger and ways over the wire. */
  private static final long SLACK = 2_000;

  private static final long STOP_WITHIN = VenueProfile.PAPER.stopWithin().toMillis();

  private final World world;
  private final Usdt deposit;
  private long booksSeen = -1;
  private long venueSeen = -1;

  Inspector(World world, Usdt deposit) {
    this.world = world;
    this.deposit = deposit;
  }

  // As it happens.

  /** A request to place an order leaves. */
  void sent(OrderIntent intent) {
    OrderRow row = world.books().order(intent.id());
    if (world.instant().isAfter(intent.sendBy())) {
      throw new Violated("SENT_TOO_LATE", "%s left after its sendBy", world.name(intent));
    }
    if (!row.isClaimed()) {
      throw new Violated("SENT_UNCLAIMED", "%s left without a claim", world.name(intent));
    }
    if (intent.leg() == Leg.ENTRY && world.wasHalted(row.claimedAt)) {
      throw new Violated(
          "SENT_WHILE_HALTED", "%s was claimed while entries were halted", world.name(intent));
    }
  }

  /** The venue accepts an order. */
  void accepted(ClientOrderId id, OrderIntent intent, Exchange.Placed placed) {
    if (placed.acceptances > 1) {
      throw new Violated(
          "DUPLICATE_ORDER", "%s was accepted %d times", world.name(intent), placed.acceptances);
    }
    OrderRow row = world.books().find(id);
    if (row == null) {
      throw new Violated(
          "UNKNOWN_ORDER", "%s (for %s) is not in the ledger", id, world.name(intent));
    }
    if (row.status.isTerminal()) {
      throw new Violated(
          "ACCEPTED_AFTER_END", "%s is %s in the ledger", world.name(intent), row.status);
    }
  }

  // After every step.

  void inspect() {
    if (world.books().version() != booksSeen || world.exchange().version() != venueSeen) {
      booksSeen = world.books().version();
      venueSeen = world.exchange().version();
      orders();
      fills();
      confirmations();
    }
    bounds();
  }

  private void orders() {
    TreeSet<String> entered = new TreeSet<>();
    for (OrderRow row : world.books().orders()) {
      if (row.intent.leg() == Leg.ENTRY && !entered.add(row.intent.cause())) {
        throw new Violated("DECISION_TWICE", "%s has two entries", row.intent.cause());
      }
      if (row.status.isTerminal() && !row.reserved.isZero()) {
        throw new Violated(
            "RESERVED_AFTER_END", "%s still holds %s", world.name(row.intent), row.reserved);
      }
      order(row, world.exchange().placed(row.intent.id(), row.intent.type()));
    }
  }

  private void order(OrderRow row, Exchange.@Nullable Placed placed) {
    if (placed == null) {
      switch (row.status) {
        case WORKING, TRIGGERED, FILLED, CANCELED, EXPIRED ->
            throw new Violated(
                "LOST_ORDER",
                "%s is %s and was never at the venue",
                world.name(row.intent),
                row.status);
        case RECORDED, SENT, REJECTED, NOT_PLACED -> {}
      }
      return;
    }
    boolean contradicted =
        switch (row.status) {
          case RECORDED, SENT, WORKING, TRIGGERED -> false;
          case NOT_PLACED, REJECTED -> true;
          case FILLED -> placed.status != VenueOrderStatus.FILLED;
          case CANCELED -> placed.status != VenueOrderStatus.CANCELED;
          case EXPIRED -> placed.status != VenueOrderStatus.EXPIRED;
        };
    if (contradicted) {
      throw new Violated(
          "WRONG_END",
          "%s is %s in the ledger and %s at the venue",
          world.name(row.intent),
          row.status,
          placed.status);
    }
  }

  private void fills() {
    BigDecimal cash = deposit.value();
    for (Fill fill : world.books().fills()) {
      if (!fill.equals(world.exchange().trades().get(fill.tradeId()))) {
        throw new Violated("INVENTED_FILL", "trade %d is not the venue's", fill.tradeId());
      }
      cash = cash.add(fill.realizedPnl().value()).subtract(fill.fee().value());
    }
    if (world.books().postings() != world.books().fills().size()) {
      throw new Violated(
          "BOOKED_TWICE",
          "%d trades were booked %d times",
          world.books().fills().size(),
          world.books().postings());
    }
    if (cash.compareTo(world.books().cash().value()) != 0) {
      throw new Violated(
          "CASH_DRIFT", "the ledger has %s, its trades make %s", world.books().cash(), cash);
    }
  }

  private void confirmations() {
    for (PositionRow position : world.books().positions()) {
      if (position.stopConfirmedAt != null && !everHadStop(position)) {
        throw new Violated(
            "FALSE_CONFIRMATION",
            "the stop of %s is confirmed, and the venue never had one",
            position.id);
      }
    }
  }

  private boolean everHadStop(PositionRow position) {
    for (OrderRow row : position.orders) {
      if (row.intent.leg() == Leg.STOP
          && world.exchange().placed(row.intent.id(), row.intent.type()) != null) {
        return true;
      }
    }
    return false;
  }

  private void bounds() {
    if (!world.isUp()) {
      return;
    }
    for (PositionRow position : world.books().positions()) {
      if (position.firstBookedAt != null
          && position.stopConfirmedAt == null
          && position.status.compareTo(PositionStatus.CLOSING) < 0
          && !position.sums.held().isZero()) {
        long since = Math.max(World.millis(position.firstBookedAt), world.undisturbedSince(true));
        if (world.now() - since > STOP_WITHIN + SLACK) {
          throw new Violated(
              "UNPROTECTED",
              "%s has no confirmed stop after %d ms, and is not being closed",
              position.id,
              world.now() - since);
        }
      }
    }
    for (Symbol symbol : Market.SYMBOLS) {
      long naked = world.exchange().nakedSince(symbol);
      if (naked >= 0) {
        naked(symbol, naked);
      }
    }
  }

  /** Strictly while nothing was wrong; else within a time from when the last thing was. */
  private void naked(Symbol symbol, long since) {
    long undisturbed = world.undisturbedSince(false);
    boolean strict = undisturbed < since - SETTLED;
    long limit = strict ? STOP_WITHIN + SLACK + 2 * world.market().candleMillis() : RECOVERED;
    long time = world.now() - Math.max(since, undisturbed);
    if (time > limit) {
      throw new Violated(
          "NAKED", "the position in %s has no stop at the venue after %d ms", symbol, time);
    }
  }

  // At the end.

  /** What is not settled yet; empty when everything is. */
  String unsettled() {
    for (Round round : world.books().rounds()) {
      if (!round.finished) {
        return round.id + " is not carried out";
      }
    }
    for (OrderRow row : world.books().orders()) {
      boolean rests =
          row.status == OrderStatus.WORKING
              && (row.intent.leg() == Leg.STOP || row.intent.leg() == Leg.TARGET)
              && world.books().position(row.intent.positionId()).isOpen();
      if (!row.status.isTerminal() && !rests) {
        return "%s is %s".formatted(world.name(row.intent), row.status);
      }
    }
    for (PositionRow position : world.books().positions()) {
      if (position.isOpen()
          && (position.status != PositionStatus.OPEN
              || position.stopConfirmedAt == null
              || !position.instructions.isEmpty()
              || world.exchange().nakedSince(position.symbol) >= 0)) {
        return "%s is %s, its stop confirmed at %s, with %d instructions"
            .formatted(
                position.id,
                position.status,
                position.stopConfirmedAt,
                position.instructions.size());
      }
    }
    return differences();
  }

  private String differences() {
    for (Fill fill : world.exchange().trades().values()) {
      if (!world.books().isBooked(fill.tradeId())) {
        return "trade %d of order %s is not booked".formatted(fill.tradeId(), fill.venueOrderId());
      }
    }
    Usdt wallet = Usdt.of(Fixed.decimal(world.exchange().account().wallet()));
    if (!wallet.equals(world.books().cash())) {
      return "the ledger has %s, the venue %s".formatted(world.books().cash(), wallet);
    }
    for (Symbol symbol : Market.SYMBOLS) {
      BigDecimal held = BigDecimal.ZERO;
      for (PositionRow position : world.books().positions()) {
        if (position.symbol.equals(symbol)) {
          BigDecimal net =
              position.sums.quantityIn().value().subtract(position.sums.quantityOut().value());
          held =
              switch (position.direction) {
                case LONG -> held.add(net);
                case SHORT -> held.subtract(net);
              };
        }
      }
      Position there = world.exchange().account().position(symbol);
      if (held.compareTo(Fixed.decimal(there.quantity())) != 0) {
        return "of %s the ledger holds %s, the venue %s"
            .formatted(symbol, held.toPlainString(), Fixed.decimal(there.quantity()));
      }
    }
    for (Exchange.Placed placed : world.exchange().placed().values()) {
      if (placed.status == VenueOrderStatus.WORKING && !isWorking(placed)) {
        return "%s rests at the venue only".formatted(placed.clientId);
      }
    }
    return "";
  }

  private boolean isWorking(Exchange.Placed placed) {
    for (OrderRow row : world.books().orders()) {
      if (world.exchange().placed(row.intent.id(), row.intent.type()) == placed) {
        return row.status == OrderStatus.WORKING;
      }
    }
    return false;
  }
}
