package dev.belay.engine.fill;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.Side;

/**
 * One fill.
 *
 * @param fee at least 0
 * @param realizedPnl gross of the fee. It never takes more than the margin of what was closed: what
 *     a price that jumped took beyond it is the venue's loss and not in here
 * @param at market time in epoch milliseconds
 */
public record Trade(
    long id,
    long orderId,
    Symbol symbol,
    Side side,
    long price,
    long quantity,
    long fee,
    long realizedPnl,
    boolean maker,
    long at) {}
