package dev.belay.activities.amplifier;

import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.VoteCalls;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentLimits;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.risk.PositionGuard;
import dev.belay.domain.time.MarketTime;
import dev.belay.ledger.Admissions;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Instructions.Told;
import dev.belay.ledger.Marks;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.Desks;
import dev.belay.ledger.amplifier.Votes;
import dev.belay.workflows.amplifier.DeskActivities;
import dev.belay.workflows.amplifier.ScanActivities;
import dev.belay.workflows.amplifier.ScanActivities.Funnel;
import dev.belay.workflows.amplifier.ScanActivities.ScanResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Desks in the ledger, judged by the market's time and quotes. */
public final class DeskBook implements DeskActivities {
  /** Wall time that a cycle always has, however fast the market. */
  private static final Duration STALENESS_FLOOR = Duration.ofSeconds(5);

  private final Desks desks;
  private final Cycles cycles;
  private final Votes votes;
  private final Marks marks;
  private final Admissions admissions;
  private final Instructions instructions;
  private final MarketData market;
  private final BigDecimal takerFeeRate;

  /**
   * @param takerFeeRate what the venue charges a market order, a fraction of its notional
   */
  public DeskBook(
      Desks desks,
      Cycles cycles,
      Votes votes,
      Marks marks,
      Admissions admissions,
      Instructions instructions,
      MarketData market,
      BigDecimal takerFeeRate) {
    this.desks = desks;
    this.cycles = cycles;
    this.votes = votes;
    this.marks = marks;
    this.admissions = admissions;
    this.instructions = instructions;
    this.market = market;
    this.takerFeeRate = takerFeeRate;
  }

  @Override
  public CycleOpening begin(BeginCycle request) {
    String desk = request.cycle().desk();
    Instant asOf = request.cycle().asOf();
    MarketTime time = market.time();
    if (desks.find(desk).isEmpty()) {
      return new CycleOpening(
          CycleOpening.State.GONE, null, false, "there is no such desk", "", null, null);
    }
    boolean unused = marks.mark(desk, asOf, market.quotes());
    Desks.Now now = desks.check(desk, asOf, time.speed()).orElseThrow();
    Optional<Cycles.Recorded> recorded = cycles.open(desk, asOf, request.skipped());
    boolean stale = time.isStale(asOf, DeskSpec.CYCLE, STALENESS_FLOOR);
    return new CycleOpening(
        recorded.isPresent()
            ? CycleOpening.State.RECORDED
            : stale ? CycleOpening.State.STALE : CycleOpening.State.FRESH,
        now.standing(),
        now.refusal() == null,
        now.refusal() == null ? "running" : now.refusal().detail(),
        now.desk().profile(),
        VoteCalls.due(votes.recent(desk), asOf, DeskSpec.CYCLE, now.desk().spec().votes())
            .orElse(null),
        recorded.map(DeskBook::recorded).orElse(null));
  }

  @Override
  public RecordedCycle record(RecordCycle request) {
    String desk = request.cycle().desk();
    ScanResult scan = request.scan();
    Cycles.Decided decided =
        new Cycles.Decided(
            request.standing(),
            desks.find(desk).orElseThrow().profile(),
            scan == null ? null : scan.scanHash(),
            scan == null ? null : scan.momentum(),
            scan == null ? null : scan.regime(),
            scan == null ? null : scan.override(),
            scan == null ? null : scan.alarm(),
            scan == null ? Map.of() : funnel(scan.funnel()),
            scan == null ? List.of() : scan.entries().stream().map(DeskBook::entry).toList(),
            scan == null
                ? List.of()
                : scan.exits().stream().map(ScanActivities.Exit::positionId).toList(),
            scan == null ? Objects.requireNonNullElse(request.failure(), "unknown") : null);
    return recorded(cycles.record(desk, request.cycle().asOf(), decided, votes.recent(desk)));
  }

  @Override
  public EntryAdmission admit(AdmitEntry request) {
    MarketTime time = market.time();
    Instant asOf = request.cycle().asOf();
    Admissions.Result result =
        admissions.open(
            Cycles.round(request.cycle().desk(), asOf),
            request.index(),
            new Admissions.Market(
                time.now(),
                time.validUntil(asOf, DeskSpec.CYCLE, STALENESS_FLOOR),
                market.instruments(),
                market.quotes(),
                takerFeeRate,
                time.speed()));
    return new EntryAdmission(result.positionId(), result.refusal());
  }

  @Override
  public Followed follow(String desk) {
    List<Cycles.Terms> held = cycles.held(desk);
    List<String> moved = new ArrayList<>();
    List<String> out = new ArrayList<>();
    if (!held.isEmpty()) {
      Map<Symbol, Instrument> instruments = new TreeMap<>();
      market.instruments().forEach(found -> instruments.put(found.symbol(), found));
      Map<Symbol, Quote> quotes = new TreeMap<>();
      market.quotes().forEach(quote -> quotes.put(quote.symbol(), quote));
      Instant now = market.time().now();
      for (Cycles.Terms terms : held) {
        follow(terms, instruments.get(terms.symbol()), quotes.get(terms.symbol()), now)
            .ifPresent(
                wanted -> {
                  switch (wanted) {
                    case PositionGuard.Wanted.Out() -> out.add(terms.positionId());
                    case PositionGuard.Wanted.Follow(var stop) -> moved.add(terms.positionId());
                  }
                });
      }
    }
    return new Followed(moved, out);
  }

  /** What is wanted of it; a move of its stop is kept as an instruction first. */
  private Optional<PositionGuard.Wanted> follow(
      Cycles.Terms terms, @Nullable Instrument instrument, @Nullable Quote quote, Instant now) {
    if (instrument == null || quote == null) {
      return Optional.empty();
    }
    PositionGuard.Held held =
        new PositionGuard.Held(Direction.LONG, terms.stop(), terms.openedAt());
    return PositionGuard.next(held, limits(terms), instrument, quote.mark(), now)
        .filter(
            wanted ->
                switch (wanted) {
                  case PositionGuard.Wanted.Out() -> true;
                  case PositionGuard.Wanted.Follow(var stop) ->
                      kept(terms.positionId(), new Instruction.MoveStop(stop), instrument, quote);
                });
  }

  /** The same move has the same name, whoever tells it. */
  private boolean kept(
      String position, Instruction.MoveStop move, Instrument instrument, Quote quote) {
    Instructions.Commander desk =
        new Instructions.Commander("trail/" + position + "/" + move.price(), "trailing stop", null);
    Told told = instructions.tell(position, found -> move, instrument, quote, desk);
    return told instanceof Told.Kept(Instructions.Stored stored) && stored.end() == null;
  }

  /** The terms of the entry, as the guard reads an agent's. */
  private static AgentLimits limits(Cycles.Terms terms) {
    AgentLimits none = AgentLimits.DEFAULT;
    return new AgentLimits(
        none.maxPositions(),
        none.maxLeverage(),
        none.majorNotionalMultiple(),
        none.otherNotionalMultiple(),
        none.minOrder(),
        none.minConfidence(),
        none.minRewardRisk(),
        none.opensPerRound(),
        none.opensPerHour(),
        none.dailyLossPct(),
        none.drawdownPct(),
        none.drawdownPause(),
        none.modelFailuresBeforePause(),
        terms.trailPct(),
        terms.maxHoldHours());
  }

  @Override
  public void finish(FinishCycle request) {
    cycles.finish(
        request.cycle().desk(),
        request.cycle().asOf(),
        request.outcome(),
        request.opened(),
        request.refused(),
        request.closed());
  }

  @Override
  public VoteAnswer callVote(CallVote request) {
    VoteCalls.Answer answer =
        votes.call(request.desk(), request.cause(), request.reason(), market.time().now());
    return switch (answer) {
      case VoteCalls.Answer.Hold hold -> new VoteAnswer(Votes.id(request.desk(), hold), true, null);
      // Started again it does nothing, and one that was called and lost is taken up.
      case VoteCalls.Answer.Joined(String vote) -> new VoteAnswer(vote, true, null);
      case VoteCalls.Answer.Held(String vote, boolean over) -> new VoteAnswer(vote, !over, null);
      case VoteCalls.Answer.Wait(Instant until) -> new VoteAnswer(null, false, until);
    };
  }

  @Override
  public void command(DeskCommand command) {
    String by = command.text();
    boolean unused =
        desks.command(
            command.desk(),
            switch (command.kind()) {
              case PAUSE -> new Desks.Command.Pause(by);
              case RESUME -> new Desks.Command.Resume(by);
              case PROFILE ->
                  new Desks.Command.Profile(Objects.requireNonNullElse(command.profile(), ""), by);
              case EXIT_ALL -> new Desks.Command.ExitAll(by);
              case OVERRIDE -> new Desks.Command.Override(by);
            },
            market.time().now());
  }

  @Override
  public ToClose toClose(String desk) {
    MarketTime time = market.time();
    Desks.ToClose found = desks.toClose(desk, time.now(), time.speed());
    return new ToClose(found.positions(), found.reason());
  }

  private static RecordedCycle recorded(Cycles.Recorded found) {
    return new RecordedCycle(
        found.override(),
        found.entries(),
        found.exits(),
        found.revote(),
        found.alarm(),
        found.blind());
  }

  private static Cycles.Entry entry(ScanActivities.Entry entry) {
    return new Cycles.Entry(
        entry.symbol(),
        entry.size(),
        entry.stop(),
        entry.target(),
        entry.trailPct(),
        entry.maxHoldHours(),
        entry.score(),
        entry.why());
  }

  private static Map<String, Integer> funnel(Funnel funnel) {
    Map<String, Integer> steps = new TreeMap<>();
    steps.put("universe", funnel.universe());
    steps.put("liquid", funnel.liquid());
    steps.put("amplifying", funnel.amplifying());
    steps.put("allowed", funnel.allowed());
    steps.put("entered", funnel.entered());
    return steps;
  }
}
