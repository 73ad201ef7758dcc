package dev.belay.activities.model;

import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.StandIn;
import dev.belay.workflows.portfolio.ModelActivities;
import dev.belay.workflows.portfolio.RoundActivities.Usage;
import java.time.InstantSource;

/** Asks an agent's model for a round's voice. */
public final class ModelCaller implements ModelActivities {
  private final AgentBook agents;
  private final ContentStore store;
  private final RecordedCalls calls;

  /**
   * @param clock wall time, for Retry-After headers that name a date
   */
  public ModelCaller(
      AgentBook agents,
      ContentStore store,
      ModelCallBook calls,
      ChatEndpoints endpoints,
      InstantSource clock,
      Failpoints failpoints) {
    this.agents = agents;
    this.store = store;
    this.calls = new RecordedCalls(store, calls, endpoints, clock, failpoints);
  }

  @Override
  public ModelReply ask(AskRequest request) {
    PortfolioSpec portfolio = agents.portfolio(request.round().portfolio());
    AgentSpec agent = agents.agent(request.round().portfolio(), request.round().agent());
    ModelCall call =
        calls.ask(
            new RecordedCalls.Question(
                request.round().id(),
                request.voice(),
                portfolio.name(),
                request.round().asOf(),
                portfolio.dailyBudgetUsd(),
                model(portfolio, agent),
                request.promptHash(),
                StandIn.MODEL),
            () -> standIn(request, agent));
    return new ModelReply(
        call.voice(),
        call.replyHash(),
        call.model(),
        call.standIn(),
        new Usage(call.tokensIn(), call.tokensOut(), call.costUsd()),
        call.latencyMillis());
  }

  private String standIn(AskRequest request, AgentSpec agent) {
    return StandIn.reply(
        ObservationJson.read(store.get(request.observationHash())), agent, request.voice());
  }

  private static ModelSpec model(PortfolioSpec portfolio, AgentSpec agent) {
    return portfolio.models().stream()
        .filter(model -> model.id().equals(agent.model()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a model %s of agent %s in portfolio %s, there is none"
                        .formatted(agent.model(), agent.id(), portfolio.name())));
  }
}
