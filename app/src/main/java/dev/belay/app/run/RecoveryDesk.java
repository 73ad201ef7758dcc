package dev.belay.app.run;

import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.app.cli.Version;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.Instruction;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.read.LedgerAudit;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.PositionRow;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.wire.WorkflowIds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the check of recovery stands while it breaks a world: lets agents in and out as an operator
 * would, and looks at ledger and venue. Throws whatever a server that is away makes it throw.
 */
public final class RecoveryDesk implements AutoCloseable {
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private final Closeables opened = new Closeables();
  private final Foundation base;
  private final PaperVenue venue;
  private final CapitalOperator capital;
  private final String portfolio;

  /**
   * Who trades in a case: an agent of the fund, or the one agent of a desk.
   *
   * @param fund whose books they are in
   */
  public record Party(String fund, String agent) {
    public String account() {
      return PortfolioSpec.account(fund, agent);
    }
  }

  /** Connects to a world in which the given fund has begun. */
  public RecoveryDesk(
      PostgresServer postgres,
      TemporalServer temporal,
      URI simulator,
      String secret,
      String portfolio) {
    this.portfolio = portfolio;
    InstantSource wall = InstantSource.system();
    try {
      VenueMarket market = opened.add(VenueMarket.simulated(simulator));
      LedgerStack ledger =
          opened.add(new LedgerStack(postgres, null, Failpoints.NONE, wall, Version.text(), 4));
      base = opened.add(new Foundation(ledger, market, temporal, null, Failpoints.NONE, wall));
      venue = new PaperVenue(market, secret, ledger.roster, wall);
      capital = new CapitalOperator(portfolio, base.launcher, base.client);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Whether somebody has begun the fund. */
  public boolean hasBegun() {
    return base.ledger.recovery.portfolios().contains(portfolio);
  }

  /** The fund's first agent, after which others are made. */
  public AgentSpec pattern() {
    return base.ledger.roster.portfolio(portfolio).agents().getFirst();
  }

  /** Lets an agent in; the same one again changes nothing. Returns why not, if not. */
  public Optional<String> enter(AgentSpec agent, Usdt money) {
    return refusal(
        capital.addAgent(new AddAgent("enter-" + agent.id(), agent, money, "verify-recovery")),
        "AGENT_EXISTS");
  }

  /** Takes an agent out: its positions close, its capital goes back. Returns why not, if not. */
  public Optional<String> leave(String agent) {
    return refusal(
        capital.disableAgent(new SwitchAgent("leave-" + agent, agent, "verify-recovery")), "");
  }

  private static Optional<String> refusal(FundChange change, String inOrder) {
    return Optional.ofNullable(change.refusal())
        .filter(refusal -> !refusal.code().name().equals(inOrder))
        .map(refusal -> refusal.sentence());
  }

  /** An agent of the fund. */
  public Party agent(String name) {
    return new Party(portfolio, name);
  }

  /** The one agent of a desk. */
  public Party desk(String name) {
    return new Party(name, DeskSpec.AGENT);
  }

  /** Begins a desk like the one that the worker has; the same one again changes nothing. */
  public boolean enterDesk(String name) {
    Optional<String> keeper = base.ledger.recovery.desks().stream().findFirst();
    if (keeper.isEmpty()) {
      return false;
    }
    DeskSpec like = base.ledger.desks.find(keeper.get()).orElseThrow().spec();
    List<Symbol> universe =
        base.ledger.roster.portfolio(keeper.get()).agents().getFirst().symbols();
    String configuration = base.ledger.desks.configuration(keeper.get()).orElseThrow();
    base.ledger.desks.seed(
        like.named(name), universe, configuration, base.market.data.time().now());
    base.launcher.desk(name);
    return true;
  }

  /** The worker's own desk opens nothing. */
  public boolean pauseKeeper() {
    Optional<String> keeper = base.ledger.recovery.desks().stream().findFirst();
    keeper.ifPresent(name -> base.launcher.tellDesk(name, it -> it.pause("verify-recovery")));
    return keeper.isPresent();
  }

  /** Closes all that a desk holds; it opens nothing more. */
  public void leaveDesk(String name) {
    base.launcher.tellDesk(name, it -> it.exitAll("verify-recovery"));
  }

  /** A desk whose case is over does nothing more. */
  public void endDesk(String name) {
    base.client
        .newUntypedWorkflowStub(WorkflowIds.amplifier(name))
        .terminate("the case of verify-recovery is over");
  }

  /** When the newest decision of any of them was recorded, by the wall's clock. */
  public Optional<Instant> lastDecision(List<Party> parties) {
    return parties.stream().flatMap(party -> lastDecision(party).stream()).max(Instant::compareTo);
  }

  /** Whether any of them has an order, of whatever state. */
  public boolean hasOrders(List<Party> parties) {
    return parties.stream()
        .anyMatch(party -> !base.ledger.reader.orders(newest(party, 1)).items().isEmpty());
  }

  private Optional<Instant> lastDecision(Party party) {
    return party.agent().equals(DeskSpec.AGENT)
        ? base.ledger.deskReader.lastDecided(party.fund())
        : base.ledger.reader.decisions(newest(party, 1)).items().stream()
            .map(decision -> decision.recordedAt())
            .findFirst();
  }

  /** What of theirs is still under way, in words; empty when nothing is. */
  public List<String> underWay(List<Party> parties) {
    List<String> left = new ArrayList<>();
    for (Party party : parties) {
      base.ledger.reader.orders(newest(party, 500)).items().stream()
          .filter(order -> !order.status().isTerminal())
          .forEach(order -> left.add("order %s %s".formatted(order.intent().id(), order.status())));
      open(party, List.of())
          .forEach(
              position -> left.add("position %s %s".formatted(position.id(), position.status())));
    }
    base.ledger.capital.unfinished().forEach(plan -> left.add("capital plan " + plan));
    return left;
  }

  /** Moves the stops of theirs that rest a tenth nearer to the price, as an operator would. */
  public void tightenStops(List<Party> parties) {
    List<Quote> quotes = base.market.data.quotes();
    for (Party party : parties) {
      for (PositionRow row : open(party, quotes)) {
        if (row.guard() == GuardState.GUARDED) {
          for (Instrument instrument : base.market.data.instruments()) {
            quotes.stream()
                .filter(quote -> quote.symbol().equals(row.symbol()))
                .filter(quote -> quote.symbol().equals(instrument.symbol()))
                .forEach(quote -> tighten(row, instrument, quote));
          }
        }
      }
    }
  }

  private List<PositionRow> open(Party party, List<Quote> quotes) {
    return base.ledger.reader.openPositions(party.fund(), quotes).stream()
        .filter(row -> row.agent().equals(party.agent()))
        .toList();
  }

  private void tighten(PositionRow row, Instrument instrument, Quote quote) {
    BigDecimal stop = row.stop().value();
    BigDecimal nearer = stop.add(quote.mark().value().subtract(stop).multiply(TENTH));
    Price price = instrument.roundToTick(Price.of(nearer), RoundingMode.HALF_EVEN);
    GuardLoop.tell(
        base.ledger,
        base.launcher,
        row.id(),
        new Instruction.MoveStop(price),
        instrument,
        quote,
        new Commander("tighten/" + row.id() + "/" + price, "verify-recovery", null));
  }

  private static Listing newest(Party party, int limit) {
    return new Listing(party.fund(), party.agent(), null, limit);
  }

  /**
   * What the books of some agents are worth.
   *
   * @param naked by position
   * @param inParts whether an order has traded more than once
   */
  public record Findings(Verdict verdict, Map<String, Naked> naked, boolean inParts) {
    public Findings {
      naked = Map.copyOf(naked);
    }
  }

  /**
   * How long a position was held before the venue accepted its first stop, or its exit where that
   * came first.
   *
   * @param sinceEntry from the venue's acceptance of the entry, which fills later: an upper bound
   * @param sinceBooked from the ledger's booking of the first fill, which is some tenths of a
   *     second after the fill where nothing is down; zero where the stop came first
   */
  public record Naked(Duration sinceEntry, Duration sinceBooked) {
    private static final Duration NEVER = Duration.ofDays(1);

    static Naked of(Instant entered, @Nullable Instant booked, @Nullable Instant covered) {
      if (covered == null) {
        return new Naked(NEVER, NEVER);
      }
      boolean early = booked == null || booked.isAfter(covered);
      return new Naked(
          Duration.between(entered, covered),
          early ? Duration.ZERO : Duration.between(booked, covered));
    }
  }

  /** Holds the venue's own record of them against the ledger and the decisions. */
  public Findings judge(List<Party> parties) {
    LedgerAudit audit = new LedgerAudit(base.ledger.database);
    Map<String, RecoveryVerdict.Sides> accounts = new TreeMap<>();
    Map<String, Naked> naked = new TreeMap<>();
    boolean inParts = false;
    for (Party party : parties) {
      String account = party.account();
      LedgerAudit.Account ours = audit.of(account);
      SimulatorAudit.Account theirs = venue.audit.of(account);
      accounts.put(account, new RecoveryVerdict.Sides(ours, theirs));
      naked.putAll(naked(ours, theirs));
      long orders = theirs.trades().stream().map(SimulatorAudit.Trade::orderId).distinct().count();
      inParts |= orders < theirs.trades().size();
    }
    return new Findings(
        RecoveryVerdict.judge(base.ledger.installation.id(), accounts), naked, inParts);
  }

  private static Map<String, Naked> naked(LedgerAudit.Account ours, SimulatorAudit.Account theirs) {
    Map<String, Instant> accepted =
        theirs.orders().stream()
            .collect(
                Collectors.toMap(
                    SimulatorAudit.Order::clientOrderId,
                    SimulatorAudit.Order::createdAt,
                    (first, second) -> first.isBefore(second) ? first : second));
    Map<String, Naked> naked = new TreeMap<>();
    for (LedgerAudit.Opened opened : ours.opened()) {
      Optional<Instant> entered =
          ours.orders().stream()
              .filter(order -> order.leg() == Leg.ENTRY && !order.executed().isZero())
              .filter(order -> order.cause().equals(opened.decisionId()))
              .flatMap(order -> Optional.ofNullable(accepted.get(order.id().value())).stream())
              .findFirst();
      Optional<Instant> covered =
          ours.orders().stream()
              .filter(order -> order.leg() == Leg.STOP || order.leg() == Leg.EXIT)
              .filter(order -> order.cause().equals(opened.positionId()))
              .flatMap(order -> Optional.ofNullable(accepted.get(order.id().value())).stream())
              .min(Instant::compareTo);
      entered.ifPresent(
          from ->
              naked.put(
                  opened.positionId(),
                  Naked.of(from, opened.firstBookedAt(), covered.orElse(null))));
    }
    return naked;
  }

  @Override
  public void close() {
    opened.close();
  }
}
