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
    int modelFailuresBeforePause) {
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
          3);
}
