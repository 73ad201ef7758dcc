package dev.belay.app.run;

import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.app.cli.Version;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
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

  /** An agent's account at the venue. */
  public String account(String agent) {
    return PortfolioSpec.account(portfolio, agent);
  }

  /** When the newest decision of any of them was recorded, by the wall's clock. */
  public Optional<Instant> lastDecision(List<String> agents) {
    return agents.stream()
        .flatMap(agent -> base.ledger.reader.decisions(newest(agent, 1)).items().stream())
        .map(decision -> decision.recordedAt())
        .max(Instant::compareTo);
  }

  /** Orders of theirs, of whatever state. */
  public int orders(List<String> agents) {
    return agents.stream()
        .mapToInt(agent -> base.ledger.reader.orders(newest(agent, 500)).items().size())
        .sum();
  }

  /** What of theirs is still under way, in words; empty when nothing is. */
  public List<String> underWay(List<String> agents) {
    List<String> left = new ArrayList<>();
    for (String agent : agents) {
      base.ledger.reader.orders(newest(agent, 500)).items().stream()
          .filter(order -> !order.status().isTerminal())
          .forEach(order -> left.add("order %s %s".formatted(order.intent().id(), order.status())));
    }
    base.ledger.reader.openPositions(portfolio, List.of()).stream()
        .filter(position -> agents.contains(position.agent()))
        .forEach(
            position -> left.add("position %s %s".formatted(position.id(), position.status())));
    base.ledger.capital.unfinished().forEach(plan -> left.add("capital plan " + plan));
    return left;
  }

  /** Moves the stops of theirs that rest a tenth nearer to the price, as an operator would. */
  public void tightenStops(List<String> agents) {
    List<Quote> quotes = base.market.data.quotes();
    for (PositionRow row : base.ledger.reader.openPositions(portfolio, quotes)) {
      if (agents.contains(row.agent()) && row.guard() == GuardState.GUARDED) {
        for (Instrument instrument : base.market.data.instruments()) {
          quotes.stream()
              .filter(quote -> quote.symbol().equals(row.symbol()))
              .filter(quote -> quote.symbol().equals(instrument.symbol()))
              .forEach(quote -> tighten(row, instrument, quote));
        }
      }
    }
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

  private Listing newest(String agent, int limit) {
    return new Listing(portfolio, agent, null, limit);
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
  public Findings judge(List<String> agents) {
    LedgerAudit audit = new LedgerAudit(base.ledger.database);
    Map<String, RecoveryVerdict.Sides> accounts = new TreeMap<>();
    Map<String, Naked> naked = new TreeMap<>();
    boolean inParts = false;
    for (String agent : agents) {
      String account = PortfolioSpec.account(portfolio, agent);
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
