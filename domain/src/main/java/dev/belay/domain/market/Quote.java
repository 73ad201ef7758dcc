package dev.belay.domain.market;

import dev.belay.domain.money.Price;
import java.time.Instant;

/**
 * What a symbol costs at a market time.
 *
 * @param last the last traded price; inside a candle of a simulated market its open
 * @param mark the mark price, at which positions are valued and liquidated
 * @param at market time
 */
public record Quote(Symbol symbol, Price last, Price mark, Instant at) {}
