package dev.belay.activities.model;

import dev.belay.activities.portfolio.Prompt;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.strategies.portfolio.MarketView;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ParsedReply;
import dev.belay.strategies.portfolio.ReplyParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks each configured model one small question with a real prompt, and says what came of it.
 * Nothing is recorded; a paid model costs a fraction of a cent.
 */
public final class ModelTester {
  private static final Symbol SYMBOL = Symbol.of("BTCUSDT");

  private final ChatEndpoints endpoints;
  private final PromptLibrary prompts;
  private final InstantSource clock;

  public ModelTester(ChatEndpoints endpoints, PromptLibrary prompts, InstantSource clock) {
    this.endpoints = endpoints;
    this.prompts = prompts;
    this.clock = clock;
  }

  /** What came of asking. */
  public enum Status {
    /** It answered, and the answer could be read. */
    OK,
    /** It answered with something that could not be read as decisions. */
    UNREADABLE,
    /** There was no answer. */
    FAILED,
    /** No key is set: the stand-in answers for it. */
    STAND_IN,
    /** Its configuration is wrong. */
    MISCONFIGURED
  }

  /**
   * One model's result.
   *
   * @param model the endpoint's name for it
   * @param detail a sentence for people
   * @param failure type of the failure, such as MODEL_KEY_REJECTED; null without one
   * @param tokensPerSecond measured, answer tokens by the whole latency; null without an answer
   */
  public record Result(
      String id,
      String provider,
      String model,
      Status status,
      String detail,
      @Nullable String failure,
      long latencyMillis,
      long tokensIn,
      long tokensOut,
      BigDecimal costUsd,
      @Nullable Double tokensPerSecond) {}

  public List<Result> test(List<ModelSpec> models) {
    return models.stream().map(this::test).toList();
  }

  private Result test(ModelSpec model) {
    Optional<Endpoint> endpoint;
    try {
      endpoint = endpoints.endpoint(model);
    } catch (IllegalArgumentException e) {
      return without(model, Status.MISCONFIGURED, String.valueOf(e.getMessage()), null);
    }
    if (endpoint.isEmpty()) {
      String detail =
          "The environment variable %s is not set: the rule-based stand-in answers"
              .formatted(Endpoint.keyVariable(model));
      return without(model, Status.STAND_IN, detail, null);
    }
    try {
      return answered(model, endpoints.open(endpoint.get()).ask(prompt()));
    } catch (RuntimeException e) {
      ModelFailure failure = ModelFailure.of(e, endpoint.get(), clock.instant());
      return without(model, Status.FAILED, failure.message(), failure.type());
    }
  }

  private static Result answered(ModelSpec model, ChatAnswer answer) {
    Observation seen = sample();
    ParsedReply reply = new ReplyParser(List.of(SYMBOL), seen.quotes()).parse(answer.text());
    Status status;
    String detail;
    switch (reply) {
      case ParsedReply.Readable readable -> {
        status = Status.OK;
        detail = "Answered with %d decisions".formatted(readable.elements().size());
      }
      case ParsedReply.Unreadable unreadable -> {
        status = Status.UNREADABLE;
        detail = unreadable.reason();
      }
    }
    return new Result(
        model.id(),
        model.provider(),
        answer.model(),
        status,
        detail,
        null,
        answer.latencyMillis(),
        answer.tokensIn(),
        answer.tokensOut(),
        answer.costUsd(),
        answer.latencyMillis() == 0 ? null : answer.tokensOut() * 1000.0 / answer.latencyMillis());
  }

  private static Result without(
      ModelSpec model, Status status, String detail, @Nullable String failure) {
    return new Result(
        model.id(),
        model.provider(),
        model.model(),
        status,
        detail,
        failure,
        0,
        0,
        0,
        BigDecimal.ZERO,
        null);
  }

  private Prompt prompt() {
    AgentSpec agent =
        new AgentSpec(
            "test",
            "Test",
            "test",
            "balanced",
            Duration.ofMinutes(3),
            Consensus.SINGLE,
            1,
            List.of(SYMBOL),
            AgentLimits.DEFAULT);
    return prompts.render(agent, sample(), "single");
  }

  private static Observation sample() {
    Instant asOf = Instant.parse("2024-01-01T00:00:00Z");
    AgentSnapshot account =
        new AgentSnapshot(
            "test.test", Usdt.of("1428.57"), Usdt.of("1428.57"), List.of(), List.of());
    MarketView market =
        new MarketView(
            SYMBOL, Price.of("42000"), Price.of("42001"), asOf, null, null, List.of(), List.of());
    return new Observation(asOf, account, List.of(market));
  }
}
