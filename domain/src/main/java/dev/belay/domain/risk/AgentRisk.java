package dev.belay.domain.risk;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import java.util.List;

/**
 * An agent as an admission sees it.
 *
 * @param symbols it may trade
 * @param equity cash plus unrealized gain
 * @param freeCash cash neither bound as margin nor reserved
 * @param openIn symbols of its positions that are not closed
 * @param opensThisRound admitted for the same round
 * @param opensThisHour admitted within the last hour of market time
 * @param modelFailures in a row
 */
public record AgentRisk(
    AgentLimits limits,
    List<Symbol> symbols,
    boolean enabled,
    boolean pausedByOperator,
    BreakerState breakers,
    Usdt equity,
    Usdt freeCash,
    List<Symbol> openIn,
    int opensThisRound,
    int opensThisHour,
    int modelFailures) {
  public AgentRisk {
    symbols = List.copyOf(symbols);
    openIn = List.copyOf(openIn);
  }
}
