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

/** An order as it was decided, and what became of it. */
@Schema(name = "Order")
public record OrderView(
    @Schema(description = "The client order id: the same decision always has the same") String id,
    String agent,
    String account,
    String positionId,
    @Schema(description = "What the id derives from: a decision's element, or the position")
        String cause,
    Leg leg,
    @Schema(description = "Which one of this leg, from 1") int number,
    Symbol symbol,
    Side side,
    OrderType type,
    @Schema(description = "Base units") @Nullable Quantity quantity,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String quantityReason,
    @Schema(description = "Of limit orders, else null") @Nullable Price limitPrice,
    @Schema(description = "Of conditional orders, else null") @Nullable Price triggerPrice,
    @Schema(description = "Of entries; 0 on orders that reduce") int leverage,
    boolean reduceOnly,
    OrderStatus status,
    @Schema(description = "Null before the venue answered") @Nullable String venueOrderId,
    Quantity executed,
    @Schema(description = "Of its fills, 12 significant digits") @Nullable Price averagePrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String averagePriceReason,
    @Schema(description = "Why it ended, where that needs saying") @Nullable String reason,
    @Schema(description = "Market time of the decision") Instant asOf,
    @Schema(description = "Wall time it was recorded") Instant at,
    @Schema(description = "Wall time after which it is never sent") Instant sendBy,
    @Schema(description = "Wall time of the one claim to send it; null when it never was")
        @Nullable Instant sentAt,
    @Schema(description = "Wall time of its end; null while it can still fill")
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
