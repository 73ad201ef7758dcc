package dev.belay.api.portfolio;

import dev.belay.engine.statistics.CommonReturns;
import dev.belay.engine.statistics.Correlation;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.engine.statistics.Estimate;
import dev.belay.engine.statistics.HourlyReturns;
import java.util.List;
import java.util.Map;

/**
 * Statistics of the fund and its agents over their equity marks.
 *
 * @param agents by id
 * @param compared the agents that the correlation is of, in its order
 */
record Performance(
    Figures fund,
    Map<String, Figures> agents,
    List<String> compared,
    Correlation correlation,
    Estimate diversification) {
  static final Figures UNKNOWN = Figures.of(List.of(), Growth.NONE);
  static final Performance NONE =
      new Performance(
          UNKNOWN,
          Map.of(),
          List.of(),
          CommonReturns.of(List.of()).correlation(),
          CommonReturns.of(List.of()).diversificationRatio());

  Figures of(String agent) {
    return agents.getOrDefault(agent, UNKNOWN);
  }

  /** Of one account or of the fund. */
  record Figures(Estimate sharpe, Estimate volatilityPct, Estimate maxDrawdownPct, Growth growth) {
    static Figures of(List<EquityMark> marks, Growth growth) {
      HourlyReturns returns = HourlyReturns.of(marks);
      return new Figures(
          returns.sharpe(), returns.volatilityPct(), growth.track().maxPct(), growth);
    }
  }
}
