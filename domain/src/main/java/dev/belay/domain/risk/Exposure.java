package dev.belay.domain.risk;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;

/**
 * What one position, with its order on the way, weighs on the fund.
 *
 * @param notional at the mark, positive for long, negative for short
 */
public record Exposure(Symbol symbol, Usdt notional) {}
