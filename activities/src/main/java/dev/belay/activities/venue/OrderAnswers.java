package dev.belay.activities.venue;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Side;
import dev.belay.domain.order.VenueOrderStatus;
import java.util.Optional;

/** The wire's orders and trades in the words of the domain. */
final class OrderAnswers {
  private OrderAnswers() {}

  static VenueOrderStatus status(Fields order) {
    String status = order.text("status");
    return switch (status) {
      case "NEW", "PARTIALLY_FILLED", "PENDING_NEW" -> VenueOrderStatus.WORKING;
      case "FILLED" -> VenueOrderStatus.FILLED;
      case "CANCELED" -> VenueOrderStatus.CANCELED;
      case "REJECTED" -> VenueOrderStatus.REJECTED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> VenueOrderStatus.EXPIRED;
      default -> throw unknownStatus(order, status);
    };
  }

  /** A conditional order's state; empty once only the order it became can tell. */
  static Optional<VenueOrderStatus> conditionalStatus(Fields order) {
    String status = order.text("algoStatus");
    return switch (status) {
      case "NEW", "TRIGGERING" -> Optional.of(VenueOrderStatus.WORKING);
      case "CANCELED" -> Optional.of(VenueOrderStatus.CANCELED);
      case "EXPIRED" -> Optional.of(VenueOrderStatus.EXPIRED);
      case "REJECTED" -> Optional.of(VenueOrderStatus.REJECTED);
      case "TRIGGERED" ->
          child(order).isPresent() ? Optional.empty() : Optional.of(VenueOrderStatus.TRIGGERED);
      // Finished without ever becoming an order: nothing traded and nothing will.
      case "FINISHED" ->
          child(order).isPresent() ? Optional.empty() : Optional.of(VenueOrderStatus.EXPIRED);
      default -> throw unknownStatus(order, status);
    };
  }

  /** The number of the order a conditional one has become. */
  static Optional<String> child(Fields conditional) {
    return conditional
        .optional("actualOrderId", fields -> fields.id("actualOrderId"))
        .filter(id -> !id.equals("0"));
  }

  static Fill fill(Fields trade) {
    String feeAsset = trade.text("commissionAsset");
    Usdt fee = trade.usdt("commission");
    if (!feeAsset.equals("USDT") && !fee.isZero()) {
      throw new VenueException.Unknown(
          "%s: the fee was paid in %s and can't be booked in USDT: switch off paying fees in %s"
                  .formatted(trade.where(), Plain.text(feeAsset, 20), Plain.text(feeAsset, 20))
              + " for this account");
    }
    return new Fill(
        trade.symbol("symbol"),
        trade.number("id"),
        trade.id("orderId"),
        trade.choice("side", Side.class),
        trade.price("price"),
        trade.quantity("qty"),
        fee,
        trade.usdt("realizedPnl"),
        trade.flag("maker"),
        trade.millis("time"));
  }

  static Quantity total(Iterable<Fill> fills) {
    Quantity total = Quantity.ZERO;
    for (Fill fill : fills) {
      total = total.plus(fill.quantity());
    }
    return total;
  }

  private static VenueException unknownStatus(Fields order, String status) {
    return new VenueException.Unknown(
        "%s: expected a status of the documentation, found %s"
            .formatted(order.where(), Plain.text(status, 30)));
  }
}
