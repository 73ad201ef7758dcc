package dev.belay.engine.simulation;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/** An order in the ledger. */
final class OrderRow {
  final OrderIntent intent;
  OrderStatus status = OrderStatus.RECORDED;
  Quantity executed = Quantity.ZERO;
  Usdt reserved;
  @Nullable String venueOrderId;
  @Nullable String reason;

  /** Wall milliseconds of the claim; -1 before. */
  long claimedAt = -1;

  /** Wall milliseconds of the end; -1 before. */
  long endedAt = -1;

  /** Wall milliseconds at which it was first known to have triggered; -1 before. */
  long triggeredAt = -1;

  OrderRow(OrderIntent intent, Usdt reserved) {
    this.intent = intent;
    this.reserved = reserved;
  }

  boolean isClaimed() {
    return claimedAt >= 0;
  }

  View view() {
    return new View(intent, status, isClaimed(), executed);
  }

  /** What an order's driver is told of it. */
  record View(OrderIntent intent, OrderStatus status, boolean claimed, Quantity executed) {}
}
