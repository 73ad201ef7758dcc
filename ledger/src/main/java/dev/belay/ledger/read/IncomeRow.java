package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cash that no fill moved, such as funding.
 *
 * @param source the venue's id of it, unique in the account
 * @param amount received; negative when paid
 * @param at market time
 * @param bookedAt wall time
 */
public record IncomeRow(
    long seq,
    String agent,
    String account,
    String source,
    String kind,
    Symbol symbol,
    Usdt amount,
    @Nullable String positionId,
    Instant at,
    Instant bookedAt) {}
