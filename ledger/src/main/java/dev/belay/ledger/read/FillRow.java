package dev.belay.ledger.read;

import dev.belay.domain.order.Fill;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A booked fill.
 *
 * @param orderId null where the venue itself traded, as in a liquidation
 * @param bookedAt wall time
 */
public record FillRow(
    long seq,
    String account,
    @Nullable String orderId,
    @Nullable String positionId,
    Fill fill,
    Instant bookedAt) {}
