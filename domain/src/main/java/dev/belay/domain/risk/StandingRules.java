package dev.belay.domain.risk;

import static dev.belay.domain.risk.Refusals.some;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/** The rules that look at who asks and when, before what. */
final class StandingRules {
  private StandingRules() {}

  static Optional<Verdict.Refused> check(
      EntryRequest request, MarketView market, AgentRisk agent, FundRisk fund) {
    return fund(market.now(), fund)
        .or(() -> agent(market.now(), agent))
        .or(() -> stale(request, market.now()))
        .or(() -> counts(request, agent));
  }

  private static Optional<Verdict.Refused> fund(Instant now, FundRisk fund) {
    if (fund.halt() != null) {
      return some(fund.halt().code(), "%s", fund.halt().detail());
    }
    Usdt dayStart = fund.breakers().dayStart();
    if (dayStart != null
        && Breakers.day(now).equals(fund.breakers().day())
        && Breakers.lost(dayStart, fund.equity(), fund.limits().dailyLossPct())) {
      return some(
          RefusalCode.FUND_DAILY_LOSS_REACHED,
          "Expected a loss below %s %% of %s today, equity was %s",
          fund.limits().dailyLossPct(),
          dayStart,
          fund.equity());
    }
    Usdt peak = fund.breakers().peak();
    if (peak != null && Breakers.lost(peak, fund.equity(), fund.limits().drawdownPct())) {
      return some(
          RefusalCode.FUND_DRAWDOWN_REACHED,
          "Expected less than %s %% below the peak of %s, equity was %s",
          fund.limits().drawdownPct(),
          peak,
          fund.equity());
    }
    return Optional.empty();
  }

  private static Optional<Verdict.Refused> agent(Instant now, AgentRisk agent) {
    if (!agent.enabled()) {
      return some(RefusalCode.AGENT_DISABLED, "Expected an enabled agent, it is disabled");
    }
    if (agent.pausedByOperator()) {
      return some(RefusalCode.AGENT_PAUSED, "Expected a running agent, an operator paused it");
    }
    return drawdown(now, agent).or(() -> dailyLoss(now, agent)).or(() -> modelFailures(agent));
  }

  private static Optional<Verdict.Refused> drawdown(Instant now, AgentRisk agent) {
    BreakerState state = agent.breakers();
    if (state.isPaused(now)) {
      return some(
          RefusalCode.DRAWDOWN_REACHED,
          "Expected an agent not paused by its drawdown, it is until %s",
          state.locked() ? "an operator resumes it" : "" + state.pausedUntil());
    }
    Usdt peak = state.peak();
    if (peak != null && Breakers.lost(peak, agent.equity(), agent.limits().drawdownPct())) {
      return some(
          RefusalCode.DRAWDOWN_REACHED,
          "Expected less than %s %% below the peak of %s, equity was %s",
          agent.limits().drawdownPct(),
          peak,
          agent.equity());
    }
    return Optional.empty();
  }

  private static Optional<Verdict.Refused> dailyLoss(Instant now, AgentRisk agent) {
    BreakerState state = agent.breakers();
    Usdt dayStart = state.dayStart();
    boolean latched = Breakers.day(now).equals(state.lossDay());
    boolean lost =
        dayStart != null
            && Breakers.day(now).equals(state.day())
            && Breakers.lost(dayStart, agent.equity(), agent.limits().dailyLossPct());
    return latched || lost
        ? some(
            RefusalCode.DAILY_LOSS_REACHED,
            "Expected a loss below %s %% of %s today, equity was %s",
            agent.limits().dailyLossPct(),
            "" + dayStart,
            agent.equity())
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> modelFailures(AgentRisk agent) {
    int allowed = agent.limits().modelFailuresBeforePause();
    return agent.modelFailures() >= allowed
        ? some(
            RefusalCode.MODEL_FAILING,
            "Expected fewer than %d failed model calls in a row, was %d",
            allowed,
            agent.modelFailures())
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> stale(EntryRequest request, Instant now) {
    return now.isAfter(request.validUntil())
        ? some(
            RefusalCode.DECISION_STALE,
            "Expected to act by %s of market time, was %s",
            request.validUntil(),
            now)
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> counts(EntryRequest request, AgentRisk agent) {
    AgentLimits limits = agent.limits();
    if (agent.openIn().contains(request.decision().symbol())) {
      return some(
          RefusalCode.POSITION_ALREADY_OPEN,
          "Expected no position in %s, there is one",
          request.decision().symbol());
    }
    if (agent.openIn().size() >= limits.maxPositions()) {
      return some(
          RefusalCode.POSITIONS_EXCEED_AGENT_LIMIT,
          "Expected fewer than %d positions, was %d",
          limits.maxPositions(),
          agent.openIn().size());
    }
    if (agent.opensThisRound() >= limits.opensPerRound()) {
      return some(
          RefusalCode.OPENS_EXCEED_ROUND_LIMIT,
          "Expected at most %d opens a round",
          limits.opensPerRound());
    }
    if (agent.opensThisHour() >= limits.opensPerHour()) {
      return some(
          RefusalCode.OPENS_EXCEED_HOUR_LIMIT,
          "Expected at most %d opens within an hour of market time",
          limits.opensPerHour());
    }
    return Optional.empty();
  }
}
