package dev.belay.workflows;

import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.Ballot;
import dev.belay.domain.amplifier.BallotBox;
import dev.belay.domain.amplifier.BallotBox.Reading;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.Tally;
import dev.belay.domain.amplifier.VoteCalls;
import dev.belay.domain.amplifier.VoteCause;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.time.MarketTime;
import dev.belay.domain.time.Tick;
import dev.belay.strategies.amplifier.ballot.BallotReader;
import dev.belay.workflows.amplifier.BallotActivities;
import dev.belay.workflows.amplifier.DeskActivities;
import dev.belay.workflows.amplifier.EvidenceActivities;
import dev.belay.workflows.amplifier.ScanActivities;
import dev.belay.workflows.amplifier.VoteActivities;
import dev.belay.workflows.amplifier.VoteWorkflow.VoteResult;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.LaunchActivities;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A desk's ledger, market and voters in memory, by the same pure rules as the real ones. What
 * voters answer is scripted; everything that was done is remembered.
 */
final class FakeDesk {
  static final String NAME = "amplifier";
  static final BigDecimal PROFILE_SIZE = BigDecimal.valueOf(1000);

  /** A position as it was opened. */
  record Opened(String id, BigDecimal size, Instant asOf) {}

  /** A vote as it stands. */
  static final class FakeVote {
    final VoteCalls.Called called;
    final List<Ballot> counted = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    EvidenceActivities.@Nullable Gathered evidence;
    @Nullable Instant deadline;
    Tally.@Nullable Outcome outcome;
    boolean fresh;

    FakeVote(VoteCalls.Called called) {
      this.called = called;
    }
  }

  final Supplier<Instant> wallNow;
  final List<Instant> cycles = new CopyOnWriteArrayList<>();
  final List<Integer> skipped = new CopyOnWriteArrayList<>();
  final List<String> finished = new CopyOnWriteArrayList<>();
  final List<Opened> opened = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final List<Mandate> mandates = new CopyOnWriteArrayList<>();
  final Map<String, FakeVote> votes = new TreeMap<>();
  final Map<String, Integer> asks = new ConcurrentHashMap<>();
  final List<BigDecimal> factors = new CopyOnWriteArrayList<>();
  final List<DeskCommandSeen> commands = new CopyOnWriteArrayList<>();
  int scans;
  int fetches;

  /** What a voter answers to a vote. */
  BiFunction<String, Voter, String> script = (vote, voter) -> answer("trade", "moderate", "0.8");

  Function<Instant, BigDecimal> momentum = asOf -> BigDecimal.valueOf(70);
  Function<Instant, @Nullable String> override = asOf -> null;
  Function<Instant, @Nullable String> alarm = asOf -> null;
  Runnable whileScanning = () -> {};
  Runnable whileGathering = () -> {};
  Function<String, Runnable> whileClosing = id -> () -> {};
  boolean withoutNews;
  boolean scanFails;
  boolean coolsOff;
  boolean stale;
  VoteRules rules = VoteRules.DEFAULT;

  private final List<String> open = new ArrayList<>();
  private final Map<Instant, DeskActivities.RecordedCycle> recorded = new TreeMap<>();
  private final Map<Instant, ScanActivities.ScanResult> scanned = new TreeMap<>();
  private boolean paused;
  private @Nullable ExitReason exit;
  private @Nullable Instant exitAt;

  record DeskCommandSeen(DeskActivities.DeskCommand.Kind kind, String text) {}

  FakeDesk(Supplier<Instant> wallNow) {
    this.wallNow = wallNow;
  }

  static String answer(String vote, String boldness, String confidence) {
    return "{\"vote\":\"%s\",\"aggressiveness\":\"%s\",\"confidence\":%s,\"reasoning\":\"r\"}"
        .formatted(vote, boldness, confidence);
  }

  synchronized List<String> open() {
    return List.copyOf(open);
  }

  private List<VoteCalls.Called> called() {
    return votes.values().stream()
        .map(
            v ->
                new VoteCalls.Called(
                    v.called.id(),
                    v.called.window(),
                    v.called.n(),
                    v.called.cause(),
                    v.called.asOf(),
                    v.called.momentum(),
                    v.outcome != null))
        .toList();
  }

  private Mandate.Standing standing() {
    return Mandate.standing(mandates, wallNow.get(), rules.ballotDeadline());
  }

  private boolean late(Instant asOf) {
    return new MarketTime(wallNow.get(), 1, false)
        .isStale(asOf, DeskSpec.CYCLE, Duration.ofSeconds(5));
  }

  final class Book implements DeskActivities {
    @Override
    public CycleOpening begin(BeginCycle request) {
      synchronized (FakeDesk.this) {
        Instant asOf = request.cycle().asOf();
        skipped.add(request.skipped());
        if (coolsOff && exit == null && !open.isEmpty()) {
          exit = ExitReason.DESK_LIMIT;
        }
        boolean entries =
            !paused && !coolsOff && exit == null && standing().stance() == Stance.TRADE;
        RecordedCycle before = recorded.get(asOf);
        return new CycleOpening(
            before != null
                ? CycleOpening.State.RECORDED
                : stale || late(asOf) ? CycleOpening.State.STALE : CycleOpening.State.FRESH,
            standing(),
            entries,
            entries ? "running" : "no entries",
            "moderate",
            VoteCalls.due(called(), asOf, DeskSpec.CYCLE, rules).orElse(null),
            before);
      }
    }

    @Override
    public RecordedCycle record(RecordCycle request) {
      synchronized (FakeDesk.this) {
        Instant asOf = request.cycle().asOf();
        ScanActivities.ScanResult scan = request.scan();
        if (recorded.containsKey(asOf)) {
          return recorded.get(asOf);
        }
        boolean crashed = scan != null && VoteCalls.crashed(called(), momentum.apply(asOf), rules);
        RecordedCycle cycle =
            scan == null
                ? new RecordedCycle(null, 0, List.of(), null, "loss of data", true)
                : new RecordedCycle(
                    scan.override(),
                    scan.entries().size(),
                    List.of(),
                    crashed ? "momentum fell" : null,
                    scan.alarm(),
                    false);
        recorded.put(asOf, cycle);
        if (scan != null) {
          scanned.put(asOf, scan);
          if (scan.override() != null) {
            exit = ExitReason.OVERRIDE;
            exitAt = asOf;
          }
        }
        return cycle;
      }
    }

    @Override
    public EntryAdmission admit(AdmitEntry request) {
      synchronized (FakeDesk.this) {
        Instant asOf = request.cycle().asOf();
        boolean since = exitAt != null && !exitAt.isBefore(asOf);
        if (paused || exit != null || since || standing().stance() != Stance.TRADE) {
          return new EntryAdmission(null, null);
        }
        ScanActivities.ScanResult scan = Objects.requireNonNull(scanned.get(asOf));
        String id = NAME + ".desk/SOLUSDT/" + (opened.size() + 1);
        opened.add(new Opened(id, scan.entries().get(request.index()).size().value(), asOf));
        return new EntryAdmission(id, null);
      }
    }

    @Override
    public Followed follow(String desk) {
      return new Followed(List.of(), List.of());
    }

    @Override
    public void finish(FinishCycle request) {
      synchronized (FakeDesk.this) {
        // As in the ledger the first outcome stays: a local step may be carried out twice.
        if (!cycles.contains(request.cycle().asOf())) {
          cycles.add(request.cycle().asOf());
          finished.add(request.outcome());
        }
      }
    }

    @Override
    public VoteAnswer callVote(CallVote request) {
      synchronized (FakeDesk.this) {
        Instant now = wallNow.get();
        return switch (VoteCalls.call(called(), request.cause(), now, rules)) {
          case VoteCalls.Answer.Hold(Instant window, int n) -> {
            String id = NAME + "/" + window + "/" + n;
            votes.put(
                id,
                new FakeVote(
                    new VoteCalls.Called(
                        id, window, n, request.cause(), now, momentum.apply(now), false)));
            yield new VoteAnswer(id, true, null);
          }
          case VoteCalls.Answer.Joined(String vote) -> new VoteAnswer(vote, true, null);
          case VoteCalls.Answer.Held(String vote, boolean over) ->
              new VoteAnswer(vote, !over, null);
          case VoteCalls.Answer.Wait(Instant until) -> new VoteAnswer(null, false, until);
        };
      }
    }

    @Override
    public void command(DeskCommand command) {
      synchronized (FakeDesk.this) {
        commands.add(new DeskCommandSeen(command.kind(), command.text()));
        switch (command.kind()) {
          case PAUSE -> paused = true;
          case RESUME -> paused = false;
          case PROFILE -> {}
          case EXIT_ALL -> {
            paused = true;
            exit = ExitReason.COMMAND;
            exitAt = wallNow.get();
          }
          case OVERRIDE -> {
            exit = ExitReason.OVERRIDE;
            exitAt = wallNow.get();
          }
        }
      }
    }

    @Override
    public ToClose toClose(String desk) {
      synchronized (FakeDesk.this) {
        if (open.isEmpty()) {
          exit = null;
        }
        ExitReason reason =
            exit != null ? exit : standing().stance() == Stance.EXIT ? ExitReason.VOTE : null;
        return open.isEmpty() || reason == null
            ? new ToClose(List.of(), null)
            : new ToClose(open, reason);
      }
    }
  }

  final class Market implements ScanActivities {
    @Override
    public ScanResult scan(ScanRequest request) {
      whileScanning.run();
      synchronized (FakeDesk.this) {
        scans++;
        if (scanFails) {
          throw ApplicationFailure.newNonRetryableFailure("no candles", "MARKET_SILENT");
        }
        Instant asOf = request.cycle().asOf();
        factors.add(request.sizeFactor());
        boolean enters = request.entries() && open.size() < 3;
        return new ScanResult(
            "scan",
            momentum.apply(asOf),
            "bull",
            override.apply(asOf),
            alarm.apply(asOf),
            new Funnel(250, 200, 20, 3, enters ? 1 : 0),
            enters ? List.of(entry(PROFILE_SIZE.multiply(request.sizeFactor()))) : List.of(),
            List.of());
      }
    }

    private Entry entry(BigDecimal size) {
      return new Entry(
          Symbol.of("SOLUSDT"),
          Usdt.of(size),
          Price.of("96"),
          Price.of("115"),
          BigDecimal.valueOf(5),
          BigDecimal.valueOf(96),
          80,
          "amplifies");
    }
  }

  final class Ballots implements VoteActivities {
    @Override
    public VoteOpening begin(String id) {
      synchronized (FakeDesk.this) {
        FakeVote vote = Objects.requireNonNull(votes.get(id));
        return new VoteOpening(
            NAME,
            !vote.called.cause().extra(),
            vote.evidence,
            rules.ballotDeadline(),
            vote.outcome == null ? null : result(vote));
      }
    }

    @Override
    public void asked(AskedVote request) {
      synchronized (FakeDesk.this) {
        FakeVote vote = Objects.requireNonNull(votes.get(request.vote()));
        if (vote.deadline == null) {
          vote.deadline = wallNow.get().plus(rules.ballotDeadline());
        }
      }
    }

    @Override
    public VoteResult count(CountVote request) {
      synchronized (FakeDesk.this) {
        FakeVote vote = Objects.requireNonNull(votes.get(request.vote()));
        if (vote.outcome == null) {
          boolean blind = vote.evidence == null || vote.evidence.withoutNews();
          vote.outcome =
              Tally.count(
                  vote.counted, rules, blind ? Aggressiveness.MODERATE : Aggressiveness.AGGRESSIVE);
          request.silent().forEach(s -> vote.refused.add(s.voter() + " " + s.reason()));
          if (vote.outcome.decided()) {
            mandates.add(Mandate.of(vote.called.id(), vote.outcome, vote.called.asOf(), rules));
          }
        }
        return result(vote);
      }
    }

    private static VoteResult result(FakeVote vote) {
      Tally.Outcome outcome = vote.outcome;
      String stance =
          outcome == null || outcome.stance() == null ? "NO_DECISION" : outcome.stance().name();
      return new VoteResult(stance, vote.counted.size());
    }
  }

  final class Sources implements EvidenceActivities {
    @Override
    public Gathered gather(GatherRequest request) {
      whileGathering.run();
      synchronized (FakeDesk.this) {
        FakeVote vote = Objects.requireNonNull(votes.get(request.vote()));
        fetches += request.fresh() ? 1 : 0;
        vote.fresh = request.fresh();
        vote.evidence =
            new Gathered(
                "evidence-" + request.vote(),
                List.of(
                    new VoterPrompt(Voter.MAIN, "main"),
                    new VoterPrompt(Voter.A, "a"),
                    new VoterPrompt(Voter.B, "b")),
                List.of(),
                withoutNews);
        return vote.evidence;
      }
    }
  }

  final class Models implements BallotActivities {
    @Override
    public BallotReply ask(BallotRequest request) {
      String key = request.vote() + " " + request.voter();
      asks.merge(key, 1, Integer::sum);
      String answer = script.apply(request.vote(), request.voter());
      if (answer.equals("fails")) {
        throw ApplicationFailure.newNonRetryableFailure("no key", "MODEL_KEY_REJECTED");
      }
      synchronized (FakeDesk.this) {
        FakeVote vote = Objects.requireNonNull(votes.get(request.vote()));
        Instant deadline = vote.deadline;
        Reading verdict =
            BallotBox.judge(
                new BallotBox.Open(
                    deadline == null ? Instant.MAX : deadline,
                    vote.counted.stream().map(Ballot::voter).toList(),
                    vote.outcome != null),
                request.voter().toString(),
                BallotReader.read(request.voter(), answer),
                answer.startsWith("late") ? Instant.MAX : wallNow.get());
        return switch (verdict) {
          case Reading.Valid(Ballot ballot) -> {
            vote.counted.add(ballot);
            yield new BallotReply(request.voter(), null);
          }
          case Reading.Refused(var code, String detail) -> {
            vote.refused.add(request.voter() + " " + code);
            yield new BallotReply(request.voter(), code);
          }
        };
      }
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
      return new MarketTime(wallNow.get(), 1, false);
    }
  }

  /** Votes are really started, positions only remembered. */
  final class Launches implements LaunchActivities {
    private final Launcher launcher;

    Launches(Launcher launcher) {
      this.launcher = launcher;
    }

    @Override
    public void vote(String vote) {
      launcher.vote(vote);
    }

    @Override
    public void voted(VotedCommand command) {
      launcher.voted(command);
    }

    @Override
    public void position(String positionId) {
      synchronized (FakeDesk.this) {
        if (!open.contains(positionId)) {
          open.add(positionId);
        }
      }
    }

    @Override
    public void closePosition(CloseCommand command) {
      whileClosing.apply(command.positionId()).run();
      synchronized (FakeDesk.this) {
        if (open.remove(command.positionId())) {
          closed.add(command.positionId() + " " + command.reason());
        }
      }
    }

    @Override
    public void agent(AgentLaunch agent) {}

    @Override
    public void order(ClientOrderId id) {}

    @Override
    public void fillSeen(String positionId) {}

    @Override
    public void cancelOrder(ClientOrderId id) {}

    @Override
    public void flatten(FlattenCommand command) {}

    @Override
    public void agentChanged(AgentLaunch agent) {}

    @Override
    public void rebalance(String plan) {}

    @Override
    public void review(ReviewLaunch review) {}

    @Override
    public void reconcile(ReconcileLaunch reconcile) {}

    @Override
    public void reviewed(ReviewedCommand command) {}
  }

  /** Of the cause, oldest first. */
  synchronized List<FakeVote> held(VoteCause cause) {
    return votes.values().stream().filter(v -> v.called.cause() == cause).toList();
  }
}
