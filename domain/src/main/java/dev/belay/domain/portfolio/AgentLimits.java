package dev.belay.domain.portfolio;

import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What one agent may do. Percentages are plain: 10 means 10 %.
 *
 * @param majorNotionalMultiple greatest notional in BTC or ETH, times the agent's equity
 * @param otherNotionalMultiple the same for every other symbol
 * @param minRewardRisk least reward to risk against the quote after fees
 * @param trailingStopPct how far behind the best price a stop follows, in percent of the price; 0
 *     where it stays
 * @param maxHoldHours of market time after which a position is closed; 0 for no limit
 */
public record AgentLimits(
    int maxPositions,
    int maxLeverage,
    BigDecimal majorNotionalMultiple,
    BigDecimal otherNotionalMultiple,
    Usdt minOrder,
    int minConfidence,
    BigDecimal minRewardRisk,
    int opensPerRound,
    int opensPerHour,
    BigDecimal dailyLossPct,
    BigDecimal drawdownPct,
    Duration drawdownPause,
    int modelFailuresBeforePause,
    BigDecimal trailingStopPct,
    BigDecimal maxHoldHours) {
  public static final AgentLimits DEFAULT =
      new AgentLimits(
          3,
          10,
          BigDecimal.valueOf(5),
          BigDecimal.ONE,
          Usdt.of("12"),
          75,
          BigDecimal.valueOf(3),
          2,
          3,
          BigDecimal.TEN,
          BigDecimal.valueOf(20),
          Duration.ofMinutes(60),
          3,
          BigDecimal.ZERO,
          BigDecimal.ZERO);

  public AgentLimits {
    // Those of before there were such limits have none.
    trailingStopPct = trailingStopPct == null ? BigDecimal.ZERO : trailingStopPct;
    maxHoldHours = maxHoldHours == null ? BigDecimal.ZERO : maxHoldHours;
  }
}
