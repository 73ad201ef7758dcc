package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Side;
import dev.belay.ledger.read.FillRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trade at the venue, booked once by account, symbol and trade id.
 *
 * @param fee paid, at least 0
 * @param realizedPnl gross, as the venue computed it; 0 when the position grew
 * @param asOf market time
 * @param at wall time it was booked
 */
@Schema(name = "Fill")
public record FillView(
    String account,
    Symbol symbol,
    long tradeId,
    @Nullable String orderId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String orderIdReason,
    @Nullable String positionId,
    String venueOrderId,
    Side side,
    Price price,
    Quantity quantity,
    Usdt fee,
    Usdt realizedPnl,
    boolean maker,
    Instant asOf,
    Instant at) {

  static FillView of(FillRow row) {
    Fill fill = row.fill();
    return new FillView(
        row.account(),
        fill.symbol(),
        fill.tradeId(),
        row.orderId(),
        row.orderId() == null ? "the venue itself traded, as in a liquidation" : null,
        row.positionId(),
        fill.venueOrderId(),
        fill.side(),
        fill.price(),
        fill.quantity(),
        fill.fee(),
        fill.realizedPnl(),
        fill.maker(),
        fill.at(),
        row.bookedAt());
  }
}
