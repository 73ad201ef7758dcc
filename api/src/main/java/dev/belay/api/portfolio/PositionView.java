package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.read.PositionRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A position at current prices. */
@Schema(name = "Position")
public record PositionView(
    String id,
    @Schema(description = "trader_id") String agent,
    String account,
    Symbol symbol,
    Direction direction,
    PositionStatus status,
    Quantity quantity,
    @Schema(description = "Average of its fills, 12 significant digits") @Nullable Price entryPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String entryPriceReason,
    @Nullable Price mark,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String markReason,
    int leverage,
    Price stop,
    @Schema(description = "The venue is known to hold the stop") boolean stopConfirmed,
    @Schema(description = "Wall time since when it is known; null while it is not")
        @Nullable Instant stopConfirmedAt,
    @Schema(description = "Null when it has none") @Nullable Price target,
    @Nullable Usdt unrealizedPnl,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unrealizedPnlReason,
    @Schema(description = "Gross of fees and funding") Usdt realizedPnl,
    @Schema(description = "Paid, at least 0") Usdt fees,
    @Schema(description = "Received; negative when paid") Usdt funding,
    Usdt margin,
    @Schema(description = "The element of a decision that opened it") String decisionId,
    @Schema(description = "Market time of that decision") Instant asOf,
    @Schema(description = "Market time of the first fill; null before it")
        @Nullable Instant openedAt,
    @Schema(description = "Null while nothing closes it") @Nullable ExitReason exitReason) {
  private static final String UNQUOTED = "the market has no current price of the symbol";

  static PositionView of(PositionRow row) {
    return new PositionView(
        row.id(),
        row.agent(),
        row.account(),
        row.symbol(),
        row.direction(),
        row.status(),
        row.quantity(),
        row.entryPrice(),
        row.entryPrice() == null ? "nothing has filled yet" : null,
        row.mark(),
        row.mark() == null ? UNQUOTED : null,
        row.leverage(),
        row.stop(),
        row.stopConfirmedAt() != null,
        row.stopConfirmedAt(),
        row.target(),
        row.unrealizedPnl(),
        row.unrealizedPnl() == null ? UNQUOTED : null,
        row.realizedPnl(),
        row.fees(),
        row.funding(),
        row.margin(),
        row.decisionId(),
        row.asOf(),
        row.openedAt(),
        row.exitReason());
  }
}
