package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.reconcile.CaseKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A disagreement of ledger, venue and running workflows.
 *
 * @param symbol null where it is of the account as a whole
 * @param subject the order's client id, the position's id, the symbol or the account
 * @param repairs the safe steps taken, in words; null where only a person can know
 * @param openedAt wall time at which it was found, and did not pass by itself
 * @param seenAt wall time at which it was last found
 * @param closedAt wall time at which it was gone; null while it is open
 * @param outcome REPAIRED or GONE; null while it is open
 */
public record CaseRow(
    long id,
    String account,
    CaseKind kind,
    @Nullable Symbol symbol,
    String subject,
    String detail,
    @Nullable String repairs,
    Instant openedAt,
    Instant seenAt,
    @Nullable Instant closedAt,
    @Nullable String outcome) {}
