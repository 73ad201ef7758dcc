package dev.belay.domain.order;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import java.time.Instant;

/**
 * One trade of an order as the venue reports it. Identity: (account, symbol, tradeId).
 *
 * @param venueOrderId the venue's number of the order that traded
 * @param fee paid, at least 0
 * @param realizedPnl gross of fees, as the venue computed it; 0 when the position grew
 * @param at market time
 */
public record Fill(
    Symbol symbol,
    long tradeId,
    String venueOrderId,
    Side side,
    Price price,
    Quantity quantity,
    Usdt fee,
    Usdt realizedPnl,
    boolean maker,
    Instant at) {}
