package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.ledger.read.TradeRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closed round trip.
 *
 * @param entryPrice average of the fills, 12 significant digits
 * @param openedAt market time
 * @param closedAt market time
 * @param realizedPnl gross of fees and funding
 * @param fees paid, at least 0
 * @param funding received; negative when paid
 * @param netPnl after fees and funding
 * @param rMultiple net gain in units of the risk from entry to the first stop
 */
@Schema(name = "Trade")
public record TradeView(
    String positionId,
    String agent,
    Symbol symbol,
    Direction direction,
    Quantity quantity,
    Price entryPrice,
    Price exitPrice,
    int leverage,
    Instant openedAt,
    Instant closedAt,
    @Nullable ExitReason exitReason,
    Usdt realizedPnl,
    Usdt fees,
    Usdt funding,
    Usdt netPnl,
    @Nullable Double rMultiple,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rMultipleReason) {

  static TradeView of(TradeRow row) {
    return new TradeView(
        row.positionId(),
        row.agent(),
        row.symbol(),
        row.direction(),
        row.quantity(),
        row.entryPrice(),
        row.exitPrice(),
        row.leverage(),
        row.openedAt(),
        row.closedAt(),
        row.exitReason(),
        row.realizedPnl(),
        row.fees(),
        row.funding(),
        row.netPnl(),
        Ratios.rounded(row.rMultiple()),
        row.rMultiple() == null ? "entry and first stop are the same price" : null);
  }
}
