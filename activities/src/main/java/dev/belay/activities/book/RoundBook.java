package dev.belay.activities.book;

import dev.belay.activities.portfolio.Decider;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.Consensus;
import dev.belay.domain.time.MarketTime;
import dev.belay.ledger.Admissions;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Roster;
import dev.belay.ledger.Rounds;
import dev.belay.workflows.portfolio.RoundActivities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rounds in the ledger, judged by the market's time and quotes. */
public final class RoundBook implements RoundActivities {
  /** Wall time that a round always has, however short its interval. */
  private static final Duration STALENESS_FLOOR = Duration.ofSeconds(5);

  private static final List<String> FIRST_VOICES = List.of("bull", "bear", "risk");

  private final Rounds rounds;
  private final Admissions admissions;
  private final Roster roster;
  private final Decider decider;
  private final MarketData market;
  private final BigDecimal takerFeeRate;

  /**
   * @param takerFeeRate what the venue charges a market order, a fraction of its notional
   */
  public RoundBook(
      Rounds rounds,
      Admissions admissions,
      Roster roster,
      Decider decider,
      MarketData market,
      BigDecimal takerFeeRate) {
    this.rounds = rounds;
    this.admissions = admissions;
    this.roster = roster;
    this.decider = decider;
    this.market = market;
    this.takerFeeRate = takerFeeRate;
  }

  @Override
  public RoundOpening begin(RoundRef round) {
    Optional<Rounds.Recorded> decision = rounds.decision(round.id());
    if (decision.isPresent()) {
      return opening(RoundOpening.State.DECIDED, List.of(), decided(decision.get()));
    }
    MarketTime time = market.time();
    Agents.Agent agent = roster.agent(round.portfolio(), round.agent());
    if (!agent.status(time.now()).equals("running")) {
      return opening(RoundOpening.State.NOT_RUNNING, List.of(), null);
    }
    if (time.isStale(round.asOf(), round.interval(), STALENESS_FLOOR)) {
      return opening(RoundOpening.State.STALE, List.of(), null);
    }
    rounds.open(ref(round));
    return opening(RoundOpening.State.FRESH, voices(agent.spec()), null);
  }

  @Override
  public RecordedDecision decide(DecideRequest request) {
    RoundRef round = request.round();
    Optional<Rounds.Recorded> first = rounds.decision(round.id());
    if (first.isPresent()) {
      return decided(first.get());
    }
    AgentSpec agent = roster.agent(round.portfolio(), round.agent()).spec();
    Decider.Draft draft = decider.decide(request, agent);
    return decided(rounds.record(ref(round), newDecision(request, draft)));
  }

  @Override
  public Admission admit(AdmitRequest request) {
    Rounds.Ref round = ref(request.round());
    Rounds.Element element =
        rounds
            .element(round.id(), request.index())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected a recorded element, was %s#%d"
                            .formatted(round.id(), request.index())));
    Action action = element.action();
    if (element.isSettled() || action == null || !(action.opens() || action.closes())) {
      return new Admission(element.positionId(), element.refusal());
    }
    Admissions.Result result =
        action.closes()
            ? admissions.close(round, request.index())
            : admissions.open(round, request.index(), view(request.round()));
    return new Admission(result.positionId(), result.refusal());
  }

  @Override
  public void finish(FinishRequest request) {
    rounds.finish(request.round().id(), request.outcome());
  }

  private Admissions.Market view(RoundRef round) {
    MarketTime time = market.time();
    return new Admissions.Market(
        time.now(),
        time.validUntil(round.asOf(), round.interval(), STALENESS_FLOOR),
        market.instruments(),
        market.quotes(),
        takerFeeRate,
        time.speed());
  }

  private static Rounds.NewDecision newDecision(DecideRequest request, Decider.Draft draft) {
    return new Rounds.NewDecision(
        draft.outcome(),
        draft.detail(),
        draft.reasoning(),
        request.observationHash(),
        request.replies().stream()
            .map(reply -> new Rounds.Reply(reply.voice(), reply.replyHash(), reply.failure()))
            .toList(),
        draft.elements().stream()
            .map(
                e ->
                    new Rounds.NewElement(
                        e.raw(), e.symbol(), e.action(), e.decision(), e.refusal()))
            .toList());
  }

  private static RecordedDecision decided(Rounds.Recorded recorded) {
    return new RecordedDecision(
        recorded.roundId(),
        recorded.outcome(),
        recorded.elements().stream()
            .map(e -> new Element(e.index(), e.id(), e.symbol(), e.action(), e.refusal()))
            .toList());
  }

  private static RoundOpening opening(
      RoundOpening.State state, List<String> voices, @Nullable RecordedDecision decision) {
    return new RoundOpening(state, voices, decision);
  }

  /** A single agent has one voice; a consensus bull, bear, risk, then numbered ones. */
  public static List<String> voices(AgentSpec agent) {
    if (agent.consensus() == Consensus.SINGLE) {
      return List.of("single");
    }
    return IntStream.range(0, agent.voices())
        .mapToObj(i -> i < FIRST_VOICES.size() ? FIRST_VOICES.get(i) : "voice" + (i + 1))
        .toList();
  }

  private static Rounds.Ref ref(RoundRef round) {
    return new Rounds.Ref(round.portfolio(), round.agent(), round.asOf(), round.interval());
  }
}
