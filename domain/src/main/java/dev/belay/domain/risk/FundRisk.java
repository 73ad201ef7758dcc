package dev.belay.domain.risk;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fund as an admission sees it.
 *
 * @param halt why entries are halted; null when they are not
 * @param equity of all agents and the unallocated cash
 * @param exposures of all agents, orders on their way included
 */
public record FundRisk(
    FundLimits limits,
    @Nullable Refusal halt,
    Breakers.FundState breakers,
    Usdt equity,
    List<Exposure> exposures) {
  public FundRisk {
    exposures = List.copyOf(exposures);
  }
}
