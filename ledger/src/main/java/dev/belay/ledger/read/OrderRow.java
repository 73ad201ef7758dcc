package dev.belay.ledger.read;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order and what became of it.
 *
 * @param averagePrice of its fills, 12 significant digits
 * @param sentAt wall time of the one claim; null when it was never sent
 */
public record OrderRow(
    long seq,
    String agent,
    OrderIntent intent,
    OrderStatus status,
    @Nullable String venueOrderId,
    Quantity executed,
    @Nullable Price averagePrice,
    @Nullable String reason,
    Instant recordedAt,
    @Nullable Instant sentAt,
    @Nullable Instant terminalAt) {}
