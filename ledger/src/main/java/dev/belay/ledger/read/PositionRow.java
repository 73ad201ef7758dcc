package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.PositionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A position at given quotes.
 *
 * @param entryPrice average of its entry fills, 12 significant digits; null before the first
 * @param mark null when the market has no quote of the symbol
 * @param unrealizedPnl null without a mark
 * @param openedAt market time of the first fill
 * @param stopConfirmedAt wall time since when the venue is known to hold the stop
 */
public record PositionRow(
    long seq,
    String id,
    String agent,
    String account,
    Symbol symbol,
    Direction direction,
    PositionStatus status,
    Quantity quantity,
    @Nullable Price entryPrice,
    @Nullable Price mark,
    int leverage,
    Price stop,
    @Nullable Price target,
    @Nullable Usdt unrealizedPnl,
    Usdt realizedPnl,
    Usdt fees,
    Usdt funding,
    Usdt margin,
    String decisionId,
    Instant asOf,
    @Nullable Instant openedAt,
    @Nullable Instant stopConfirmedAt,
    GuardState guard,
    @Nullable ExitReason exitReason) {}
