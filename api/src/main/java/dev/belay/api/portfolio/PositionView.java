package dev.belay.api.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.read.PositionRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A position at current prices.
 *
 * @param agent trader_id
 * @param entryPrice average of its fills, 12 significant digits
 * @param stopConfirmed the venue is known to hold the stop
 * @param stopConfirmedAt wall time since when it is known; null while it is not
 * @param guard what protects it at the venue now
 * @param target null when it has none
 * @param realizedPnl gross of fees and funding
 * @param fees paid, at least 0
 * @param funding received; negative when paid
 * @param decisionId the element of a decision that opened it
 * @param asOf market time of that decision
 * @param openedAt market time of the first fill; null before it
 * @param exitReason null while nothing closes it
 */
@Schema(name = "Position")
public record PositionView(
    String id,
    String agent,
    String account,
    Symbol symbol,
    Direction direction,
    PositionStatus status,
    Quantity quantity,
    @Nullable Price entryPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String entryPriceReason,
    @Nullable Price mark,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String markReason,
    int leverage,
    Price stop,
    boolean stopConfirmed,
    @Nullable Instant stopConfirmedAt,
    GuardState guard,
    @Nullable Price target,
    @Nullable Usdt unrealizedPnl,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unrealizedPnlReason,
    Usdt realizedPnl,
    Usdt fees,
    Usdt funding,
    Usdt margin,
    String decisionId,
    Instant asOf,
    @Nullable Instant openedAt,
    @Nullable ExitReason exitReason) {
  private static final String UNQUOTED = "the market has no current price of the symbol";

  public static PositionView of(PositionRow row) {
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
        row.guard(),
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
