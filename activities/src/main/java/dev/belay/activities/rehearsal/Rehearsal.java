package dev.belay.activities.rehearsal;

import dev.belay.activities.book.RoundBook;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.model.ModelCaller;
import dev.belay.activities.portfolio.Decider;
import dev.belay.activities.portfolio.MarketObserver;
import dev.belay.activities.portfolio.Prompt;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.ReplyDecider;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.ledger.Admissions;
import dev.belay.ledger.Rounds;
import dev.belay.workflows.portfolio.ModelActivities;
import dev.belay.workflows.portfolio.ObserveActivities;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.RoundActivities.VoiceReply;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One round of an agent on the market of now, by the same observer, models and rules, over books
 * that are forgotten: nothing is decided, recorded or sent. Only what a paid model cost is booked,
 * so that the day's budget holds.
 */
public final class Rehearsal {
  /** Stands before the voice, so that no round ever finds a rehearsal's call for its own. */
  static final String VOICE = "rehearsal:";

  private final MarketData market;
  private final Interval base;
  private final AgentBook agents;
  private final ContentStore contents;
  private final ModelCallBook calls;
  private final Admissions admissions;
  private final ChatEndpoints endpoints;
  private final PromptLibrary prompts;
  private final BigDecimal takerFeeRate;
  private final InstantSource wall;

  /**
   * @param base the market's shortest candles
   * @param takerFeeRate what the venue charges a market order, a fraction of its notional
   */
  public Rehearsal(
      MarketData market,
      Interval base,
      AgentBook agents,
      ContentStore contents,
      ModelCallBook calls,
      Admissions admissions,
      ChatEndpoints endpoints,
      PromptLibrary prompts,
      BigDecimal takerFeeRate,
      InstantSource wall) {
    this.market = market;
    this.base = base;
    this.agents = agents;
    this.contents = contents;
    this.calls = calls;
    this.admissions = admissions;
    this.endpoints = endpoints;
    this.prompts = prompts;
    this.takerFeeRate = takerFeeRate;
    this.wall = wall;
  }

  /**
   * What came of it.
   *
   * @param asOf market time
   */
  public record Result(
      AgentSpec agent, Instant asOf, List<Voice> voices, Decider.Draft draft, List<Judged> judged) {
    public Result {
      voices = List.copyOf(voices);
      judged = List.copyOf(judged);
    }
  }

  /**
   * A voice that was asked.
   *
   * @param reply null when the call failed
   * @param failure why; null when it did not
   * @param model null when the call failed
   */
  public record Voice(
      String voice,
      Prompt prompt,
      @Nullable String reply,
      @Nullable String failure,
      @Nullable String model,
      boolean standIn,
      long tokensIn,
      long tokensOut,
      BigDecimal costUsd,
      long latencyMillis) {}

  /**
   * An element of the decision.
   *
   * @param refusal for its form, or by the limits of now; null where it would be admitted, or
   *     neither opens nor closes
   */
  public record Judged(Decider.DraftElement element, @Nullable Refusal refusal) {}

  /**
   * Rehearses a round.
   *
   * @throws IllegalArgumentException if the portfolio has no such agent
   */
  public Result run(String portfolio, String agentId) {
    AgentSpec agent = agents.agent(portfolio, agentId);
    RoundRef round = new RoundRef(portfolio, agentId, market.time().now(), agent.interval());
    MemoryContents texts = new MemoryContents();
    ObserveActivities.Observation seen =
        new MarketObserver(market, base, agents, texts, prompts, Failpoints.NONE)
            .observe(new ObserveActivities.ObserveRequest(round, RoundBook.voices(agent)));
    List<Voice> voices = ask(round, seen, texts);
    List<VoiceReply> replies = new ArrayList<>();
    for (Voice voice : voices) {
      String reply = voice.reply();
      replies.add(
          new VoiceReply(
              voice.voice(), reply == null ? null : texts.put("reply", reply), voice.failure()));
    }
    Decider.Draft draft =
        new ReplyDecider(texts)
            .decide(new DecideRequest(round, seen.observationHash(), replies), agent);
    List<Judged> judged = draft.elements().stream().map(element -> judge(round, element)).toList();
    return new Result(agent, round.asOf(), voices, draft, judged);
  }

  private List<Voice> ask(
      RoundRef round, ObserveActivities.Observation seen, MemoryContents texts) {
    Calls booked = new Calls();
    ModelCaller models = new ModelCaller(agents, texts, booked, endpoints, wall, Failpoints.NONE);
    List<Voice> voices = new ArrayList<>();
    for (ObserveActivities.VoicePrompt asked : seen.prompts()) {
      Prompt prompt = Prompt.parse(texts.get(asked.promptHash()));
      try {
        ModelActivities.ModelReply reply =
            models.ask(
                new ModelActivities.AskRequest(
                    round, asked.voice(), asked.promptHash(), seen.observationHash()));
        String text = texts.get(reply.replyHash());
        voices.add(
            new Voice(
                asked.voice(),
                prompt,
                text,
                null,
                reply.model(),
                reply.standIn(),
                reply.usage().tokensIn(),
                reply.usage().tokensOut(),
                reply.usage().costUsd(),
                reply.latencyMillis()));
        book(booked.of(asked.voice()), prompt, text);
      } catch (ApplicationFailure e) {
        String failure = e.getType() + ": " + e.getOriginalMessage();
        voices.add(
            new Voice(asked.voice(), prompt, null, failure, null, false, 0, 0, BigDecimal.ZERO, 0));
      }
    }
    return voices;
  }

  /** What was paid is spent, decided or not. */
  private void book(ModelCallBook.ModelCall call, Prompt prompt, String reply) {
    if (call.costUsd().signum() > 0) {
      var unused =
          calls.record(
              new ModelCallBook.ModelCall(
                  call.roundId(),
                  VOICE + call.voice(),
                  call.model(),
                  call.standIn(),
                  contents.put("prompt", prompt.text()),
                  call.promptVersion(),
                  contents.put("reply", reply),
                  call.tokensIn(),
                  call.tokensOut(),
                  call.costUsd(),
                  call.latencyMillis()));
    }
  }

  private Judged judge(RoundRef round, Decider.DraftElement element) {
    Decision decision = element.decision();
    if (element.refusal() != null || decision == null) {
      return new Judged(element, element.refusal());
    }
    Rounds.Ref ref =
        new Rounds.Ref(round.portfolio(), round.agent(), round.asOf(), round.interval());
    Admissions.Market now =
        new Admissions.Market(
            round.asOf(),
            round.asOf().plus(round.interval()),
            market.instruments(),
            market.quotes(),
            takerFeeRate,
            market.time().speed());
    return new Judged(element, admissions.rehearse(ref, decision, now).orElse(null));
  }

  /** The calls of this rehearsal; the budget is the fund's own. */
  private final class Calls implements ModelCallBook {
    private final Map<String, ModelCall> made = new ConcurrentHashMap<>();

    ModelCall of(String voice) {
      ModelCall call = made.get(voice);
      if (call == null) {
        throw new IllegalStateException("Expected a call of the voice " + voice);
      }
      return call;
    }

    @Override
    public void recordReplay(ModelCall call) {
      throw new IllegalStateException("Expected a rehearsal to ask each voice once");
    }

    @Override
    public Optional<ModelCall> find(String roundId, String voice) {
      return Optional.ofNullable(made.get(voice));
    }

    @Override
    public ModelCall record(ModelCall call) {
      made.put(call.voice(), call);
      return call;
    }

    @Override
    public void recordFailure(String roundId, String voice, String model, String failure) {
      // The agent's count of failures is about its rounds.
    }

    @Override
    public Usdt spent(String portfolio, Instant asOf) {
      return calls.spent(portfolio, asOf);
    }
  }
}
