package dev.belay.ledger.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A halt of entries.
 *
 * @param code HALT_ACTIVE for an operator's, else the breaker's refusal code
 */
public record HaltRow(
    long seq,
    String code,
    String reason,
    String haltedBy,
    Instant haltedAt,
    @Nullable String resumedBy,
    @Nullable Instant resumedAt) {}
