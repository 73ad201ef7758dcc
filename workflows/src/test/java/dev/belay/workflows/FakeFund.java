package dev.belay.workflows;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.portfolio.FundActivities;
import dev.belay.workflows.portfolio.ModelActivities;
import dev.belay.workflows.portfolio.ObserveActivities;
import dev.belay.workflows.portfolio.RoundActivities;
import dev.belay.workflows.wire.LaunchActivities;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fund in memory: rounds, agents, models and a market clock, with counts of what was asked. */
final class FakeFund {
  final List<String> opened = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final List<String> launched = new CopyOnWriteArrayList<>();
  final List<Instant> marks = new CopyOnWriteArrayList<>();
  final List<Instant> rounds = new CopyOnWriteArrayList<>();
  final List<String> halts = new CopyOnWriteArrayList<>();
  final List<String> flats = new CopyOnWriteArrayList<>();
  final Map<String, RoundActivities.RecordedDecision> decisions = new ConcurrentSkipListMap<>();
  List<RoundActivities.Element> elements = List.of();
  List<String> voices = List.of("single");
  RoundActivities.RoundOpening.@Nullable State opening;
  volatile RoundActivities.@Nullable DecideRequest asked;
  volatile List<String> open = List.of();
  volatile String status = "running";

  /** Voices are asked side by side, agents run side by side. */
  final AtomicInteger asks = new AtomicInteger();

  final AtomicInteger observations = new AtomicInteger();
  boolean modelFails;
  @Nullable Instant marketEnd;

  final Supplier<Instant> wallNow;

  List<FundActivities.RosterEntry> roster =
      List.of(
          new FundActivities.RosterEntry("a", Duration.ofMinutes(1)),
          new FundActivities.RosterEntry("b", Duration.ofMinutes(5)));

  /** What a raised review does. */
  Runnable onReview = () -> {};

  FakeFund(Supplier<Instant> wallNow) {
    this.wallNow = wallNow;
  }

  static RoundActivities.Element element(int index, String symbol, Action action) {
    return new RoundActivities.Element(index, "r#" + index, Symbol.of(symbol), action, null);
  }

  static RoundActivities.Element refused(int index, String symbol, Action action) {
    return new RoundActivities.Element(
        index,
        "r#" + index,
        Symbol.of(symbol),
        action,
        new Refusal(RefusalCode.CONFIDENCE_TOO_LOW, "60 < 75"));
  }

  final class Rounds implements RoundActivities {
    @Override
    public RoundOpening begin(RoundRef round) {
      rounds.add(round.asOf());
      RecordedDecision stored = decisions.get(round.id());
      if (stored != null) {
        return new RoundOpening(RoundOpening.State.DECIDED, voices, stored);
      }
      return new RoundOpening(opening == null ? RoundOpening.State.FRESH : opening, voices, null);
    }

    @Override
    public RecordedDecision decide(DecideRequest request) {
      asked = request;
      return decisions.computeIfAbsent(
          request.round().id(), id -> new RecordedDecision(id, "HOLD", elements));
    }

    @Override
    public Admission admit(AdmitRequest request) {
      return new Admission("main.a/BTCUSDT/" + request.index(), null);
    }

    @Override
    public void finish(FinishRequest request) {}
  }

  final class Models implements ModelActivities {
    @Override
    public ModelReply ask(AskRequest request) {
      asks.incrementAndGet();
      if (modelFails) {
        throw ApplicationFailure.newNonRetryableFailure("no key", "MODEL_KEY_REJECTED");
      }
      return new ModelReply(
          request.voice(),
          "hash",
          "stand-in",
          true,
          new RoundActivities.Usage(0, 0, BigDecimal.ZERO),
          1);
    }
  }

  final class Market implements ObserveActivities {
    @Override
    public Observation observe(ObserveRequest request) {
      observations.incrementAndGet();
      return new Observation(
          "seen", request.voices().stream().map(v -> new VoicePrompt(v, "prompt-" + v)).toList());
    }
  }

  final class Clock implements ClockActivities {
    @Override
    public Tick next(NextTick request) {
      Instant previous = request.previous() == null ? Instant.EPOCH : request.previous();
      return now().next(request.interval(), previous);
    }

    @Override
    public MarketTime now() {
      Instant now = wallNow.get();
      return new MarketTime(now, 1, marketEnd != null && now.isAfter(marketEnd));
    }
  }

  final class Fund implements FundActivities {
    @Override
    public List<RosterEntry> roster(String portfolio) {
      return roster;
    }

    @Override
    public List<String> accounts(String portfolio) {
      return List.of("main.a", "main.b", "main.disabled");
    }

    @Override
    public AgentState agentState(AgentRef agent) {
      return new AgentState(status, Duration.ofMinutes(1));
    }

    @Override
    public void mark(MarkRequest request) {
      marks.add(request.asOf());
    }

    @Override
    public void halt(HaltRequest request) {
      halts.add(request.reason());
    }

    @Override
    public void flattened(FlatRef flatten) {
      flats.add(flatten.request());
    }

    @Override
    public void setPaused(PauseRequest request) {
      status = request.paused() ? "paused" : "running";
    }

    @Override
    public List<String> openPositions(String account) {
      return open.stream().filter(position -> position.startsWith(account + "/")).toList();
    }
  }

  final class Launches implements LaunchActivities {
    @Override
    public void agent(AgentLaunch agent) {
      launched.add(agent.agent());
    }

    @Override
    public void position(String positionId) {
      opened.add(positionId);
    }

    @Override
    public void order(ClientOrderId id) {}

    @Override
    public void fillSeen(String positionId) {}

    @Override
    public void closePosition(CloseCommand command) {
      closed.add(command.positionId() + " " + command.reason());
      open = open.stream().filter(position -> !position.equals(command.positionId())).toList();
    }

    @Override
    public void cancelOrder(ClientOrderId id) {}

    @Override
    public void flatten(FlattenCommand command) {
      launched.add("flatten " + command.request());
    }

    @Override
    public void agentChanged(AgentLaunch agent) {
      launched.add("changed " + agent.agent());
    }

    @Override
    public void rebalance(String plan) {
      launched.add("rebalance " + plan);
    }

    @Override
    public void review(ReviewLaunch review) {
      launched.add("review of a week");
      onReview.run();
    }

    @Override
    public void reconcile(ReconcileLaunch reconcile) {
      launched.add("reconcile " + reconcile.name());
    }

    @Override
    public void vote(String vote) {
      launched.add("vote " + vote);
    }

    @Override
    public void voted(VotedCommand command) {
      launched.add("voted " + command.vote());
    }

    @Override
    public void reviewed(ReviewedCommand command) {
      launched.add("reviewed " + command.review());
    }
  }
}
