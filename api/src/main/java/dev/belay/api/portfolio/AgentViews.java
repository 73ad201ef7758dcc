package dev.belay.api.portfolio;

import dev.belay.api.ApiSettings;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes an agent's row of its figures and statistics. */
@Singleton
final class AgentViews {
  private final ApiSettings settings;

  AgentViews(ApiSettings settings) {
    this.settings = settings;
  }

  AgentView of(AgentFigures agent, Performance.Figures statistics) {
    Money money = agent.money();
    Usdt pnl = money.equity().minus(money.deposited());
    Double pnlPct = statistics.growth().pct(money);
    Double sinceReview = statistics.growth().sinceReviewPct(money);
    Double winRate = agent.trades() == 0 ? null : (double) agent.wins() / agent.trades();
    return new AgentView(
        agent.spec().id(),
        agent.spec().name(),
        settings.models().apply(agent.spec().model()).text(),
        agent.spec().style(),
        agent.spec().interval().toSeconds(),
        money.equity(),
        money.deposited(),
        pnl,
        pnlPct,
        pnlPct == null ? "the agent has no capital" : null,
        sinceReview,
        sinceReview == null ? "no equity mark since the last review" : null,
        agent.positionCount(),
        Ratios.rounded(statistics.sharpe().value()),
        statistics.sharpe().reason(),
        Ratios.rounded(statistics.maxDrawdownPct().value()),
        statistics.maxDrawdownPct().reason(),
        Ratios.rounded(winRate),
        winRate == null ? "no closed trade yet" : null,
        money.fees(),
        Usdt.of(agent.costUsd()),
        agent.trades(),
        agent.status().equals("running"),
        agent.status(),
        last(agent.lastDecision()),
        agent.lastDecision() == null ? "no decision yet" : null);
  }

  private static AgentView.@Nullable LastDecision last(
      AgentFigures.@Nullable LastDecision decision) {
    return decision == null
        ? null
        : new AgentView.LastDecision(decision.id(), decision.asOf(), decision.outcome());
  }
}
