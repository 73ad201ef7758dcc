package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import java.time.Instant;

/**
 * A mark on the five-minute grid.
 *
 * @param asOf market time
 * @param transfers net of everything put in until then
 */
public record EquityPoint(Instant asOf, Usdt equity, Usdt unrealizedPnl, Usdt transfers) {}
