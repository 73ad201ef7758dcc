package dev.belay.app.recovery;

import dev.belay.domain.market.Symbol;
import dev.belay.simulator.fault.Fault;
import dev.belay.simulator.fault.FaultPlan;
import dev.belay.simulator.fault.FaultRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a seed breaks, and where: a process, the venue's manners, or both. The same seed always
 * gives the same case; on which order it falls depends on threads.
 *
 * @param system whose trading it breaks
 * @param death null where nothing dies
 * @param trouble null where the venue behaves
 * @param inParts whether agents have so much money that their orders take several levels of a book
 */
record Case(
    long seed, System system, @Nullable Death death, @Nullable Trouble trouble, boolean inParts) {

  /** Whose trading it breaks. */
  enum System {
    PORTFOLIO,
    AMPLIFIER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which process dies. */
  enum Victim {
    WORKER,
    SIMULATOR,
    POSTGRES,
    TEMPORAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A process that dies.
   *
   * @param point the boundary at which it does
   * @param hit on which passing of the point, from 1
   * @param again milliseconds after the death at which the worker is killed in the middle of the
   *     recovery; 0 for not at all
   */
  record Death(Victim victim, String point, int hit, int again) {
    /** What is armed for it in the process that passes the point. */
    String arming(long seed) {
      String action =
          switch (victim) {
            case WORKER, SIMULATOR -> "kill";
            // The point waits there while its server is killed from outside.
            case POSTGRES, TEMPORAL -> "delay:400";
          };
      return "# seed %d%n%s=%s@%d%n".formatted(seed, point, action, hit);
    }

    @Override
    public String toString() {
      return "kill -9 of %s at %s, passing %d%s"
          .formatted(
              victim, point, hit, again == 0 ? "" : ", of the worker again " + again + " ms later");
    }
  }

  /**
   * A fault of the venue.
   *
   * @param name as the simulator's documents have it
   * @param nth the case's first call of the endpoint that meets it, from 1
   */
  record Trouble(String name, String endpoint, int nth, Fault fault) {
    @Override
    public String toString() {
      return "%s at %s, call %d".formatted(name, endpoint, nth);
    }
  }

  /** Whether it breaks something that only happens where an operator moves a stop. */
  boolean movesStops() {
    return (death != null && MOVING.contains(death.point()))
        || (trouble != null && trouble.endpoint().startsWith("DELETE "));
  }

  private static final List<String> MOVING =
      List.of("venue.cancel.sent", "ledger.settle.committed");

  /** A boundary, and how often a case passes it at least. */
  private record Boundary(String name, int passings) {}

  /** Of a worker, on the way of rounds, orders, positions and capital. */
  private static final List<Boundary> WORKER =
      List.of(
          new Boundary("observe.begin", 4),
          new Boundary("observe.stored", 4),
          new Boundary("observe.end", 4),
          new Boundary("model.ask.begin", 4),
          new Boundary("model.ask.answered", 4),
          new Boundary("model.ask.recorded", 4),
          new Boundary("ledger.begin.committed", 4),
          new Boundary("ledger.decide.committed", 4),
          new Boundary("ledger.admit.committed", 2),
          new Boundary("ledger.intent.committed", 2),
          new Boundary("venue.submit.before-claim", 5),
          new Boundary("ledger.claim.committed", 5),
          new Boundary("venue.submit.claimed", 5),
          new Boundary("venue.submit.sent", 5),
          new Boundary("venue.submit.answered", 5),
          new Boundary("ledger.order.committed", 6),
          new Boundary("ledger.position.committed", 5),
          new Boundary("venue.find.answered", 1),
          new Boundary("venue.cancel.sent", 1),
          new Boundary("ledger.finish.committed", 3),
          new Boundary("venue.transfer.answered", 2),
          new Boundary("ledger.settle.committed", 2),
          new Boundary("activity.Venue.Submit.before", 4),
          new Boundary("activity.Venue.Submit.after", 4));

  /** Of a worker, on the way of a desk's cycles, votes, orders and positions. */
  private static final List<Boundary> DESK =
      List.of(
          new Boundary("ledger.cycle.committed", 2),
          new Boundary("ledger.cycle-decided.committed", 2),
          new Boundary("ledger.cycle-finish.committed", 2),
          new Boundary("ledger.desk-check.committed", 3),
          new Boundary("ledger.vote-call.committed", 1),
          new Boundary("ledger.vote-evidence.committed", 1),
          new Boundary("ledger.vote-asked.committed", 1),
          new Boundary("ledger.vote-count.committed", 1),
          new Boundary("ledger.desk-command.committed", 1),
          new Boundary("ledger.desk-close.committed", 3),
          new Boundary("ledger.admit.committed", 2),
          new Boundary("ledger.intent.committed", 2),
          new Boundary("venue.submit.before-claim", 4),
          new Boundary("ledger.claim.committed", 4),
          new Boundary("venue.submit.claimed", 4),
          new Boundary("venue.submit.sent", 4),
          new Boundary("venue.submit.answered", 4),
          new Boundary("ledger.order.committed", 4),
          new Boundary("ledger.position.committed", 3),
          new Boundary("venue.find.answered", 1),
          new Boundary("ledger.finish.committed", 1),
          new Boundary("activity.Venue.Submit.before", 3),
          new Boundary("activity.Venue.Submit.after", 3));

  private static final List<Boundary> DESK_SIMULATOR =
      List.of(
          new Boundary("simulator.order.committed", 4),
          new Boundary("simulator.step.committed", 12));

  /** Of the venue, after its own commit and before its answer. */
  private static final List<Boundary> SIMULATOR =
      List.of(
          new Boundary("simulator.order.committed", 5),
          new Boundary("simulator.step.committed", 12),
          new Boundary("simulator.transfer.committed", 2));

  /** Of ten deaths so many have the victim. */
  private static final List<Victim> VICTIMS =
      List.of(
          Victim.WORKER,
          Victim.WORKER,
          Victim.WORKER,
          Victim.WORKER,
          Victim.WORKER,
          Victim.WORKER,
          Victim.SIMULATOR,
          Victim.SIMULATOR,
          Victim.POSTGRES,
          Victim.TEMPORAL);

  private static final String ORDER = "POST /fapi/v1/order";
  private static final String STOP = "POST /fapi/v1/algoOrder";
  private static final String FILTERS = "FILTERS_CHANGE";

  /** Calls that any fault may meet. */
  private static final List<String> CALLS =
      List.of(
          ORDER,
          ORDER,
          STOP,
          STOP,
          "DELETE /fapi/v1/algoOrder",
          "GET /fapi/v1/order",
          "GET /fapi/v1/algoOrder",
          "GET /fapi/v1/userTrades");

  /** What an account's stream tells. */
  private static final List<String> EVENTS =
      List.of("EVENT ORDER_TRADE_UPDATE", "EVENT ALGO_UPDATE", "EVENT ACCOUNT_UPDATE");

  /** Events meet their trouble so often, one after the other. */
  private static final long EVENTS_IN_A_ROW = 5;

  /** Of cases in which the venue's calls go well. */
  private static final int EVENTS_PERCENT = 30;

  private static final int PARTS_PERCENT = 20;
  private static final int ONLY_TROUBLE_PERCENT = 25;
  private static final int BOTH_PERCENT = 10;
  private static final int AGAIN_PERCENT = 20;
  private static final int AGAIN_WITHIN_MS = 6_000;
  private static final int FIRST_CALLS = 3;

  /** The case of a seed, of the portfolio or of a desk of the amplifier. */
  static Case of(long seed, System system) {
    SplittableRandom random = new SplittableRandom(seed);
    int kind = random.nextInt(100);
    boolean troubled = kind < ONLY_TROUBLE_PERCENT + BOTH_PERCENT;
    Death death = kind < ONLY_TROUBLE_PERCENT ? null : death(random, system);
    Trouble trouble = troubled ? trouble(random) : null;
    if (trouble == null && random.nextInt(100) < EVENTS_PERCENT) {
      trouble = troubleOfEvents(random);
    }
    boolean inParts = random.nextInt(100) < PARTS_PERCENT && system == System.PORTFOLIO;
    return new Case(seed, system, death, trouble, inParts);
  }

  /** What the venue tells of an account comes twice, late, in another order or not at all. */
  private static Trouble troubleOfEvents(SplittableRandom random) {
    String event = EVENTS.get(random.nextInt(EVENTS.size()));
    int nth = 1 + random.nextInt(FIRST_CALLS);
    long ms = 200 + random.nextInt(3_000);
    return switch (random.nextInt(6)) {
      case 0 -> new Trouble("EVENT_TWICE", event, nth, new Fault.EventTwice());
      case 1 -> new Trouble("EVENT_LATE", event, nth, new Fault.EventLate(ms));
      case 2 -> new Trouble("EVENT_OVERTAKEN", event, nth, new Fault.EventOvertaken(ms));
      case 3 -> new Trouble("EVENT_MISSING", event, nth, new Fault.EventMissing());
      case 4 -> new Trouble("SOCKET_CLOSED", event, nth, new Fault.SocketClosed());
      default -> new Trouble("SOCKET_HALF_OPEN", event, nth, new Fault.SocketHalfOpen(ms));
    };
  }

  private static Death death(SplittableRandom random, System system) {
    Victim victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
    List<Boundary> boundaries =
        switch (system) {
          case PORTFOLIO -> victim == Victim.SIMULATOR ? SIMULATOR : WORKER;
          case AMPLIFIER -> victim == Victim.SIMULATOR ? DESK_SIMULATOR : DESK;
        };
    Boundary boundary = boundaries.get(random.nextInt(boundaries.size()));
    int hit = 1 + random.nextInt(boundary.passings());
    int again = random.nextInt(100) < AGAIN_PERCENT ? 1 + random.nextInt(AGAIN_WITHIN_MS) : 0;
    return new Death(victim, boundary.name(), hit, again);
  }

  /** Every kind that the simulator has, with spans from a moment to longer than Belay waits. */
  private static Trouble trouble(SplittableRandom random) {
    String call = CALLS.get(random.nextInt(CALLS.size()));
    String order = random.nextBoolean() ? ORDER : STOP;
    int nth = 1 + random.nextInt(FIRST_CALLS);
    long ms = 200 + random.nextInt(3_000);
    return switch (random.nextInt(15)) {
      case 0 -> new Trouble("ACCEPT_THEN_DROP", call, nth, new Fault.AcceptThenDrop());
      case 1 -> new Trouble("ACCEPT_THEN_5XX", call, nth, new Fault.AcceptThen5xx());
      case 2 -> new Trouble("REFUSE_5XX", call, nth, new Fault.Refuse5xx());
      case 3 -> new Trouble("DROP_BEFORE", call, nth, new Fault.DropBefore());
      case 4 -> new Trouble("DELAY", call, nth, new Fault.Delay(ms, Fault.When.BEFORE));
      case 5 -> new Trouble("DELAY", call, nth, new Fault.Delay(ms, Fault.When.AFTER));
      // Longer than the adapter waits for an answer.
      case 6 -> new Trouble("DELAY", call, nth, new Fault.Delay(5_500, Fault.When.AFTER));
      case 7 -> new Trouble("HALF_OPEN", call, nth, new Fault.HalfOpen(ms));
      case 8 -> new Trouble("STOP_REFUSED", STOP, 1, new Fault.StopRefused(null, null));
      case 9 -> new Trouble("INVISIBLE", order, nth, new Fault.Invisible(ms));
      case 10 -> new Trouble("TRIGGERED_UNFILLED", STOP, nth, new Fault.TriggeredUnfilled(3));
      case 11 -> new Trouble(FILTERS, call, 1, filters());
      case 12 -> new Trouble("CLOCK_SKEW", call, nth, new Fault.ClockSkew(6_000, ms));
      case 13 -> new Trouble("RATE_LIMIT", call, nth, new Fault.RateLimit(ms));
      default ->
          random.nextBoolean()
              ? new Trouble("BAN", call, nth, new Fault.Ban(ms))
              : new Trouble("MAINTENANCE", call, nth, new Fault.Maintenance(ms));
    };
  }

  private static Fault filters() {
    return new Fault.FiltersChange(
        Symbol.of("BTCUSDT"), new BigDecimal("5"), new BigDecimal("0.01"), new BigDecimal("50"));
  }

  /**
   * The venue's plan: each account meets its trouble once, one of events a few times. A limit of
   * the rate stops all that comes from one address, so one account meets it for both.
   */
  static FaultPlan plan(long seed, Trouble trouble, List<String> accounts) {
    boolean stopsAll =
        trouble.fault() instanceof Fault.RateLimit || trouble.fault() instanceof Fault.Ban;
    return new FaultPlan(
        seed,
        (stopsAll ? accounts.subList(0, 1) : accounts)
            .stream()
                .map(
                    account ->
                        new FaultRule(
                            trouble.endpoint(),
                            account,
                            (long) trouble.nth(),
                            null,
                            trouble.fault() instanceof Fault.OfEvents ? EVENTS_IN_A_ROW : 1L,
                            trouble.fault()))
                .toList());
  }

  @Override
  public String toString() {
    String both =
        death == null ? "" + trouble : trouble == null ? "" + death : death + "; " + trouble;
    String all = inParts ? both + "; orders in parts" : both;
    return system == System.PORTFOLIO ? all : system + ": " + all;
  }
}
