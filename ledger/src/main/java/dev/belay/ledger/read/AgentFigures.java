package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One agent at given quotes.
 *
 * @param status running, paused, halted or disabled
 * @param trades closed round trips
 * @param wins those with a net gain
 * @param marginUsed bound by open positions and reserved for orders on their way
 * @param costUsd what its model calls have cost
 */
public record AgentFigures(
    AgentSpec spec,
    String account,
    String status,
    Money money,
    int positionCount,
    long trades,
    long wins,
    Usdt marginUsed,
    BigDecimal costUsd,
    @Nullable LastDecision lastDecision) {

  /**
   * @param id the round's
   */
  public record LastDecision(String id, Instant asOf, String outcome) {}
}
