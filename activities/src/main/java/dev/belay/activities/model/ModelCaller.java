package dev.belay.activities.model;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.strategies.portfolio.Excerpt;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.StandIn;
import dev.belay.workflows.portfolio.ModelActivities;
import dev.belay.workflows.portfolio.RoundActivities.Usage;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks an agent's model, or the stand-in where there is none, and records the reply once: whoever
 * asks again for the same round and voice gets the stored one and pays nothing.
 */
public final class ModelCaller implements ModelActivities {
  private final AgentBook agents;
  private final ContentStore store;
  private final ModelCallBook calls;
  private final ChatEndpoints endpoints;
  private final InstantSource clock;
  private final Failpoints failpoints;

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
    this.calls = calls;
    this.endpoints = endpoints;
    this.clock = clock;
    this.failpoints = failpoints;
  }

  @Override
  public ModelReply ask(AskRequest request) {
    failpoints.hit("model.ask.begin");
    Optional<ModelCall> known = calls.find(request.round().id(), request.voice());
    if (known.isPresent()) {
      calls.recordReplay(known.get());
      return reply(known.get());
    }
    PortfolioSpec portfolio = agents.portfolio(request.round().portfolio());
    AgentSpec agent = agents.agent(request.round().portfolio(), request.round().agent());
    ModelSpec model = model(portfolio, agent);
    Prompt prompt = Prompt.parse(store.get(request.promptHash()));
    Optional<Endpoint> endpoint = endpoints.endpoint(model);
    ChatAnswer answer =
        endpoint.isPresent()
            ? paid(request, portfolio, endpoint.get(), prompt)
            : standIn(request, agent);
    failpoints.hit("model.ask.answered");
    ModelCall call =
        new ModelCall(
            request.round().id(),
            request.voice(),
            answer.model(),
            endpoint.isEmpty(),
            request.promptHash(),
            prompt.version(),
            store.put("reply", Excerpt.clean(answer.text())),
            answer.tokensIn(),
            answer.tokensOut(),
            answer.costUsd(),
            answer.latencyMillis());
    ModelCall recorded = calls.record(call);
    failpoints.hit("model.ask.recorded");
    return reply(recorded);
  }

  private ChatAnswer paid(
      AskRequest request, PortfolioSpec portfolio, Endpoint endpoint, Prompt prompt) {
    if (endpoint.isPaid()) {
      checkBudget(request, portfolio);
    }
    try {
      return endpoints.open(endpoint).ask(prompt);
    } catch (RuntimeException e) {
      ModelFailure failure = ModelFailure.of(e, endpoint, clock.instant());
      calls.recordFailure(
          request.round().id(),
          request.voice(),
          endpoint.spec().id(),
          failure.type() + ": " + failure.message());
      throw failure.toTemporal();
    }
  }

  private void checkBudget(AskRequest request, PortfolioSpec portfolio) {
    Usdt spent = calls.spent(portfolio.name(), request.round().asOf());
    Usdt budget = portfolio.dailyBudgetUsd();
    if (spent.compareTo(budget) >= 0) {
      throw new ModelFailure(
              "MODEL_BUDGET_EXCEEDED",
              "Expected model calls of less than %s USD on the day of %s, were %s; raise daily_budget_usd or wait for the next market day"
                  .formatted(budget, request.round().asOf(), spent),
              null)
          .toTemporal();
    }
  }

  private ChatAnswer standIn(AskRequest request, AgentSpec agent) {
    String text =
        StandIn.reply(
            ObservationJson.read(store.get(request.observationHash())), agent, request.voice());
    return new ChatAnswer(text, StandIn.MODEL, 0, 0, BigDecimal.ZERO, 0);
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

  private static ModelReply reply(ModelCall call) {
    return new ModelReply(
        call.voice(),
        call.replyHash(),
        call.model(),
        call.standIn(),
        new Usage(call.tokensIn(), call.tokensOut(), call.costUsd()),
        call.latencyMillis());
  }
}
