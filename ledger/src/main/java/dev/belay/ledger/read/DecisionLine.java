package dev.belay.ledger.read;

import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An element of a decision; a decision without elements is one line with those fields null.
 *
 * @param seq the round's number
 * @param models that answered, each once, separated by blanks; null when none did
 * @param standIn whether the stand-in answered for one of them
 * @param promptVersions each once, separated by blanks
 * @param costUsd of the whole round
 * @param symbol as far as it could be read
 * @param decision null when it was refused for its form
 * @param positionId the position it opened or closed
 */
public record DecisionLine(
    long seq,
    String roundId,
    String agent,
    Instant asOf,
    Instant recordedAt,
    String outcome,
    @Nullable String detail,
    String reasoning,
    @Nullable String models,
    boolean standIn,
    @Nullable String promptVersions,
    BigDecimal costUsd,
    @Nullable Integer index,
    @Nullable String symbol,
    @Nullable String action,
    @Nullable Decision decision,
    @Nullable Refusal refusal,
    @Nullable String positionId) {}
