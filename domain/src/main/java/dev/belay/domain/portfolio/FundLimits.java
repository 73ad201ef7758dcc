package dev.belay.domain.portfolio;

import java.math.BigDecimal;

/** What all agents together may do; multiples are of the fund's equity, percentages plain. */
public record FundLimits(
    BigDecimal grossMultiple,
    BigDecimal netMultiple,
    BigDecimal symbolMultiple,
    BigDecimal dailyLossPct,
    BigDecimal drawdownPct) {
  public static final FundLimits DEFAULT =
      new FundLimits(
          BigDecimal.valueOf(3),
          BigDecimal.valueOf(2),
          new BigDecimal("1.5"),
          BigDecimal.valueOf(8),
          BigDecimal.valueOf(15));
}
