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

/** A closed round trip. */
@Schema(name = "Trade")
public record TradeView(
    String positionId,
    String agent,
    Symbol symbol,
    Direction direction,
    Quantity quantity,
    @Schema(description = "Average of the fills, 12 significant digits") Price entryPrice,
    Price exitPrice,
    int leverage,
    @Schema(description = "Market time") Instant openedAt,
    @Schema(description = "Market time") Instant closedAt,
    @Nullable ExitReason exitReason,
    @Schema(description = "Gross of fees and funding") Usdt realizedPnl,
    @Schema(description = "Paid, at least 0") Usdt fees,
    @Schema(description = "Received; negative when paid") Usdt funding,
    @Schema(description = "After fees and funding") Usdt netPnl,
    @Schema(description = "Net gain in units of the risk from entry to the first stop")
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
