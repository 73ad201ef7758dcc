package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.ledger.read.OrderRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was decided, and what became of it.
 *
 * @param id the client order id: the same decision always has the same
 * @param cause what the id derives from: a decision's element, or the position
 * @param number which one of this leg, from 0
 * @param quantity base units
 * @param limitPrice of limit orders, else null
 * @param triggerPrice of conditional orders, else null
 * @param leverage of entries; 0 on orders that reduce
 * @param venueOrderId null before the venue answered
 * @param averagePrice of its fills, 12 significant digits
 * @param reason why it ended, where that needs saying
 * @param asOf market time of the decision
 * @param at wall time it was recorded
 * @param sendBy wall time after which it is never sent
 * @param sentAt wall time of the one claim to send it; null when it never was
 * @param terminalAt wall time of its end; null while it can still fill
 */
@Schema(name = "Order")
public record OrderView(
    String id,
    String agent,
    String account,
    String positionId,
    String cause,
    Leg leg,
    int number,
    Symbol symbol,
    Side side,
    OrderType type,
    @Nullable Quantity quantity,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String quantityReason,
    @Nullable Price limitPrice,
    @Nullable Price triggerPrice,
    int leverage,
    boolean reduceOnly,
    OrderStatus status,
    @Nullable String venueOrderId,
    Quantity executed,
    @Nullable Price averagePrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String averagePriceReason,
    @Nullable String reason,
    Instant asOf,
    Instant at,
    Instant sendBy,
    @Nullable Instant sentAt,
    @Nullable Instant terminalAt) {

  static OrderView of(OrderRow row) {
    OrderIntent intent = row.intent();
    return new OrderView(
        intent.id().toString(),
        row.agent(),
        intent.account(),
        intent.positionId(),
        intent.cause(),
        intent.leg(),
        intent.number(),
        intent.symbol(),
        intent.side(),
        intent.type(),
        intent.quantity(),
        intent.quantity() == null ? "it closes whatever the position then holds" : null,
        intent.limitPrice(),
        intent.triggerPrice(),
        intent.leverage(),
        intent.reduceOnly(),
        row.status(),
        row.venueOrderId(),
        row.executed(),
        row.averagePrice(),
        row.averagePrice() == null ? "nothing has filled" : null,
        row.reason(),
        intent.asOf(),
        row.recordedAt(),
        intent.sendBy(),
        row.sentAt(),
        row.terminalAt());
  }
}
