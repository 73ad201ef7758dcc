package dev.belay.activities.model;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.ModelCallBook.ModelCall;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.strategies.portfolio.Excerpt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a model, or the stand-in where there is none, and records the reply once: whoever asks the
 * same question again gets the stored reply and pays nothing.
 */
public final class RecordedCalls {
  private final ContentStore store;
  private final ModelCallBook calls;
  private final ChatEndpoints endpoints;
  private final InstantSource clock;
  private final Failpoints failpoints;

  /**
   * @param clock wall time, for Retry-After headers that name a date
   */
  public RecordedCalls(
      ContentStore store,
      ModelCallBook calls,
      ChatEndpoints endpoints,
      InstantSource clock,
      Failpoints failpoints) {
    this.store = store;
    this.calls = calls;
    this.endpoints = endpoints;
    this.clock = clock;
    this.failpoints = failpoints;
  }

  /**
   * What is asked of whom.
   *
   * @param id with the voice the identity of the question: {@code portfolio/agent/asOf}
   * @param asOf its market time, whose day has to pay
   * @param budget USD that all calls of the portfolio may cost that market day
   * @param standInName what the rule is called that answers without a model
   */
  public record Question(
      String id,
      String voice,
      String portfolio,
      Instant asOf,
      Usdt budget,
      ModelSpec model,
      String promptHash,
      String standInName) {}

  /**
   * @param standIn answers where no model can be asked
   * @throws io.temporal.failure.ApplicationFailure typed, when the endpoint fails or the budget is
   *     used up
   */
  public ModelCall ask(Question question, Supplier<String> standIn) {
    failpoints.hit("model.ask.begin");
    Optional<ModelCall> known = calls.find(question.id(), question.voice());
    if (known.isPresent()) {
      calls.recordReplay(known.get());
      return known.get();
    }
    Prompt prompt = Prompt.parse(store.get(question.promptHash()));
    Optional<Endpoint> endpoint = endpoints.endpoint(question.model());
    ChatAnswer answer =
        endpoint.isPresent()
            ? paid(question, endpoint.get(), prompt)
            : new ChatAnswer(standIn.get(), question.standInName(), 0, 0, BigDecimal.ZERO, 0);
    failpoints.hit("model.ask.answered");
    ModelCall recorded =
        calls.record(
            new ModelCall(
                question.id(),
                question.voice(),
                answer.model(),
                endpoint.isEmpty(),
                question.promptHash(),
                prompt.version(),
                store.put("reply", Excerpt.clean(answer.text())),
                answer.tokensIn(),
                answer.tokensOut(),
                answer.costUsd(),
                answer.latencyMillis()));
    failpoints.hit("model.ask.recorded");
    return recorded;
  }

  private ChatAnswer paid(Question question, Endpoint endpoint, Prompt prompt) {
    if (endpoint.isPaid()) {
      checkBudget(question);
    }
    try {
      return endpoints.open(endpoint).ask(prompt);
    } catch (RuntimeException e) {
      ModelFailure failure = ModelFailure.of(e, endpoint, clock.instant());
      calls.recordFailure(
          question.id(),
          question.voice(),
          endpoint.spec().id(),
          failure.type() + ": " + failure.message());
      throw failure.toTemporal();
    }
  }

  private void checkBudget(Question question) {
    Usdt spent = calls.spent(question.portfolio(), question.asOf());
    if (spent.compareTo(question.budget()) >= 0) {
      throw new ModelFailure(
              "MODEL_BUDGET_EXCEEDED",
              "Expected model calls of less than %s USD on the day of %s, were %s; raise daily_budget_usd or wait for the next market day"
                  .formatted(question.budget(), question.asOf(), spent),
              null)
          .toTemporal();
    }
  }
}
