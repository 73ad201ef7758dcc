package dev.belay.activities.replay;

import dev.belay.activities.fetch.Pause;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.model.ModelCaller;
import dev.belay.activities.portfolio.Decider;
import dev.belay.activities.portfolio.Prompt;
import dev.belay.activities.portfolio.PromptSet;
import dev.belay.activities.portfolio.ReplyDecider;
import dev.belay.activities.replay.KeptAnswers.Answer;
import dev.belay.activities.replay.KeptAnswers.Question;
import dev.belay.activities.research.ResearchRefused;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelCallBook;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.strategies.portfolio.Observation;
import dev.belay.strategies.portfolio.ObservationJson;
import dev.belay.strategies.portfolio.StandIn;
import dev.belay.workflows.portfolio.ModelActivities.AskRequest;
import dev.belay.workflows.portfolio.RoundActivities.DecideRequest;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.RoundActivities.VoiceReply;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Asks recorded rounds again: on the observation that was stored, with the recorded prompts or
 * others, by the caller and the rules of live rounds, over books that are forgotten. Only answers
 * are kept. Voices are asked one after the other, so that the budget holds.
 */
public final class RoundsAgain {
  /** A model that stands for none: the rules of the stand-in answer. */
  public static final ModelSpec STAND_IN =
      new ModelSpec(
          StandIn.MODEL,
          "Stand-in",
          "rules",
          "openai",
          StandIn.MODEL,
          null,
          null,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          0);

  private static final int TRIES = 3;
  private static final int MOST_SILENT = 5;
  private static final Duration SOON = Duration.ofSeconds(2);

  /** Whoever is asked next will say the same. */
  private static final Set<String> HOPELESS =
      Set.of("MODEL_KEY_REJECTED", "MODEL_UNKNOWN", "MODEL_CREDIT_EXHAUSTED");

  /** The provider may charge for what never arrived whole. */
  private static final Set<String> PERHAPS_CHARGED =
      Set.of(
          "MODEL_TIMEOUT",
          "MODEL_UNREACHABLE",
          "MODEL_ANSWER_UNREADABLE",
          "MODEL_ANSWER_TOO_LARGE",
          "MODEL_ANSWER_INVALID");

  private final Setting setting;
  private final String identity;
  private final ContentStore stored;
  private final ChatEndpoints endpoints;
  private final KeptAnswers kept;
  private final Budget budget;
  private final InstantSource wall;
  private final Pause pause;
  private BigDecimal paid = BigDecimal.ZERO;
  private int silent;

  /**
   * What is asked.
   *
   * @param agent with the style whose prompt is asked
   * @param prompts null for the recorded ones
   */
  public record Setting(
      String portfolio, AgentSpec agent, ModelSpec model, @Nullable PromptSet prompts) {}

  /**
   * @param stored what rounds were given, by hash
   * @param budget of all answers together
   * @param wall for Retry-After headers that name a date
   */
  public RoundsAgain(
      Setting setting,
      ContentStore stored,
      ChatEndpoints endpoints,
      KeptAnswers kept,
      Budget budget,
      InstantSource wall,
      Pause pause) {
    this.setting = setting;
    this.stored = stored;
    this.endpoints = endpoints;
    this.kept = kept;
    this.budget = budget;
    this.wall = wall;
    this.pause = pause;
    ModelSpec model = setting.model();
    String where = model.baseUrl() == null ? "" : model.baseUrl();
    // What the stand-in says follows from the agent and not from a text.
    this.identity =
        isStandIn()
            ? StandIn.MODEL + " " + setting.agent()
            : "%s %s %s".formatted(model.provider(), where, model.model());
  }

  /** What came of a round. */
  public sealed interface Came {
    DecisionRow recorded();
  }

  /**
   * It has its answers.
   *
   * @param seen what it had been given
   */
  public record Again(
      DecisionRow recorded, Observation seen, List<Voice> voices, Decider.Draft draft)
      implements Came {
    public Again {
      voices = List.copyOf(voices);
    }

    /** Whether no voice had to be asked. */
    public boolean isKept() {
      return voices.stream().allMatch(Voice::kept);
    }
  }

  /** It was not asked. */
  public record LeftOut(DecisionRow recorded, Why why, String detail) implements Came {}

  /** Why a round is left out. */
  public enum Why {
    /** The market could not be looked at then. */
    NOTHING_SEEN,
    /** The call had failed, so its prompt was not recorded. */
    PROMPT_UNKNOWN,
    /** What it was given is no longer stored, or can't be read. */
    INPUT_GONE,
    /** Its answers might cost more than is left. */
    BUDGET
  }

  /**
   * A voice's answer.
   *
   * @param model by the name the endpoint answered with; null when the call failed
   * @param failure null when it did not
   * @param kept whether the answer was there already
   */
  public record Voice(
      String voice,
      String promptVersion,
      @Nullable String reply,
      @Nullable String failure,
      @Nullable String model,
      boolean standIn,
      long tokensIn,
      long tokensOut,
      BigDecimal costUsd,
      boolean kept) {}

  /** Whether no model is asked, but the stand-in. */
  public boolean isStandIn() {
    return endpoints.missingKey(setting.model()).isPresent();
  }

  /** What was paid since this began, in USD. */
  public BigDecimal paid() {
    return paid;
  }

  /**
   * Asks the round, or finds that it was asked.
   *
   * @throws CancellationException if it is to stop; what was answered is kept
   * @throws ModelSilent if the model answers to nothing any more
   * @throws ResearchRefused if it never will
   */
  public Came ask(DecisionRow row) {
    return switch (inputs(row)) {
      case Missing(Why why, String detail) -> new LeftOut(row, why, detail);
      case Inputs inputs -> ask(row, inputs);
    };
  }

  private sealed interface Found {}

  private record Missing(Why why, String detail) implements Found {}

  private record Inputs(String observationHash, Desk desk, Observation seen, List<Asked> prompts)
      implements Found {}

  private record Asked(String voice, String promptHash, Prompt prompt) {}

  private Found inputs(DecisionRow row) {
    String hash = row.observationHash();
    if (hash == null) {
      return new Missing(Why.NOTHING_SEEN, "the market could not be looked at");
    }
    try {
      Desk desk = new Desk();
      String text = stored.get(hash);
      desk.texts.put(hash, text);
      Observation seen = ObservationJson.read(text);
      List<Asked> prompts = new ArrayList<>();
      for (DecisionRow.Voice voice : row.voices()) {
        Optional<String> prompt = prompt(voice, seen);
        if (prompt.isEmpty()) {
          return new Missing(
              Why.PROMPT_UNKNOWN,
              "the call of its voice %s had failed (%s), so there is no recorded prompt; with --prompt it can be asked"
                  .formatted(voice.voice(), voice.failure()));
        }
        prompts.add(
            new Asked(voice.voice(), desk.put("prompt", prompt.get()), Prompt.parse(prompt.get())));
      }
      return new Inputs(hash, desk, seen, prompts);
    } catch (IllegalArgumentException e) {
      return new Missing(Why.INPUT_GONE, String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> prompt(DecisionRow.Voice voice, Observation seen) {
    PromptSet prompts = setting.prompts();
    if (prompts != null) {
      return Optional.of(prompts.render(setting.agent(), seen, voice.voice()).text());
    }
    return Optional.ofNullable(voice.promptHash()).map(stored::get);
  }

  private Came ask(DecisionRow row, Inputs inputs) {
    Map<String, Answer> known = new HashMap<>();
    BigDecimal most = BigDecimal.ZERO;
    for (Asked asked : inputs.prompts()) {
      Optional<Answer> answer = kept.find(question(row, asked));
      if (answer.isPresent()) {
        known.put(asked.voice(), answer.get());
      } else {
        most = most.add(endpoints.most(setting.model(), asked.prompt()));
      }
    }
    BigDecimal before =
        known.values().stream()
            .map(answer -> answer.call().costUsd())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (!budget.allows(most.signum() == 0 ? most : most.add(before))) {
      return new LeftOut(
          row,
          Why.BUDGET,
          "it may cost up to %s USD, of %s are spent %s"
              .formatted(
                  most.toPlainString(),
                  budget.most().toPlainString(),
                  budget.spent().toPlainString()));
    }
    budget.spend(before);
    List<Voice> voices = new ArrayList<>();
    List<VoiceReply> replies = new ArrayList<>();
    for (Asked asked : inputs.prompts()) {
      Answer answer = known.get(asked.voice());
      Voice voice = answer == null ? call(row, inputs, asked) : voice(asked, answer, true);
      voices.add(voice);
      String reply = voice.reply();
      replies.add(
          new VoiceReply(
              voice.voice(),
              reply == null ? null : inputs.desk().put("reply", reply),
              voice.failure()));
    }
    Decider.Draft draft =
        new ReplyDecider(inputs.desk())
            .decide(
                new DecideRequest(ref(row), inputs.observationHash(), replies), setting.agent());
    return new Again(row, inputs.seen(), voices, draft);
  }

  private Voice call(DecisionRow row, Inputs inputs, Asked asked) {
    Desk desk = inputs.desk();
    ModelCaller caller = new ModelCaller(desk, desk, desk, endpoints, wall, Failpoints.NONE);
    AskRequest request =
        new AskRequest(ref(row), asked.voice(), asked.promptHash(), inputs.observationHash());
    BigDecimal most = endpoints.most(setting.model(), asked.prompt());
    for (int tried = 1; ; tried++) {
      if (pause.isStopped()) {
        throw new CancellationException("Stopped before the round " + row.id());
      }
      try {
        var reply = caller.ask(request);
        silent = 0;
        Answer answer =
            new Answer(question(row, asked), desk.made(asked.voice()), desk.get(reply.replyHash()));
        kept.keep(answer);
        BigDecimal cost = answer.call().costUsd();
        budget.spend(cost);
        paid = paid.add(cost);
        return voice(asked, answer, false);
      } catch (ApplicationFailure e) {
        if (PERHAPS_CHARGED.contains(e.getType())) {
          budget.spend(most);
        }
        if (HOPELESS.contains(e.getType())) {
          throw new ResearchRefused(told(e) + ". Answers so far are kept.");
        }
        if (e.isNonRetryable() || tried == TRIES || !budget.allows(most)) {
          return failed(asked, e);
        }
        Duration delay = e.getNextRetryDelay();
        pause.sleep(delay == null ? SOON : delay);
      }
    }
  }

  private Voice failed(Asked asked, ApplicationFailure e) {
    silent++;
    if (silent >= MOST_SILENT) {
      throw new ModelSilent(
          "Expected answers of %s, but the last %d calls failed: %s. Answers so far are kept; the same command goes on."
              .formatted(setting.model().id(), silent, told(e)));
    }
    return new Voice(
        asked.voice(),
        asked.prompt().version(),
        null,
        told(e),
        null,
        false,
        0,
        0,
        BigDecimal.ZERO,
        false);
  }

  private static String told(ApplicationFailure e) {
    return e.getType() + ": " + e.getOriginalMessage();
  }

  private static Voice voice(Asked asked, Answer answer, boolean kept) {
    ModelCallBook.ModelCall call = answer.call();
    return new Voice(
        asked.voice(),
        asked.prompt().version(),
        answer.reply(),
        null,
        call.model(),
        call.standIn(),
        call.tokensIn(),
        call.tokensOut(),
        call.costUsd(),
        kept);
  }

  private Question question(DecisionRow row, Asked asked) {
    return new Question(identity, asked.promptHash(), row.id(), asked.voice());
  }

  private RoundRef ref(DecisionRow row) {
    return new RoundRef(
        setting.portfolio(), setting.agent().id(), row.asOf(), setting.agent().interval());
  }

  /** The books of one round. */
  private final class Desk implements AgentBook, ContentStore, ModelCallBook {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, ModelCall> calls = new HashMap<>();

    ModelCall made(String voice) {
      ModelCall call = calls.get(voice);
      if (call == null) {
        throw new IllegalStateException("Expected a call of the voice " + voice);
      }
      return call;
    }

    @Override
    public PortfolioSpec portfolio(String name) {
      return new PortfolioSpec(
          name,
          Usdt.ZERO,
          Usdt.of(budget.most()),
          List.of(setting.model()),
          List.of(agent(name, setting.agent().id())),
          FundLimits.DEFAULT);
    }

    @Override
    public AgentSpec agent(String portfolio, String agent) {
      AgentSpec spec = setting.agent();
      return new AgentSpec(
          spec.id(),
          spec.name(),
          setting.model().id(),
          spec.style(),
          spec.interval(),
          spec.consensus(),
          spec.voices(),
          spec.symbols(),
          spec.limits());
    }

    @Override
    public AgentSnapshot snapshot(String portfolio, String agent, List<Quote> quotes) {
      throw new IllegalStateException("Expected nobody to look at the books of a replay");
    }

    @Override
    public String put(String kind, String text) {
      String hash = KeptAnswers.sha256(text);
      texts.put(hash, text);
      return hash;
    }

    @Override
    public String get(String hash) {
      String text = texts.get(hash);
      if (text == null) {
        throw new IllegalArgumentException("Expected a text of this round, was " + hash);
      }
      return text;
    }

    @Override
    public Optional<ModelCall> find(String roundId, String voice) {
      return Optional.empty();
    }

    @Override
    public ModelCall record(ModelCall call) {
      calls.put(call.voice(), call);
      return call;
    }

    @Override
    public void recordReplay(ModelCall call) {
      throw new IllegalStateException("Expected each voice to be asked once");
    }

    @Override
    public void recordFailure(String roundId, String voice, String model, String failure) {
      // The agent's count of failures is about its rounds.
    }

    @Override
    public Usdt spent(String portfolio, Instant asOf) {
      return Usdt.ZERO;
    }
  }
}
