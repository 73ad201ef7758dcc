package dev.belay.app.recovery;

import dev.belay.app.base.OperatorException;
import dev.belay.app.run.RecoveryDesk;
import dev.belay.app.run.Verdict;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One case in a standing world, with accounts of its own. */
final class CaseRun {
  private static final Logger log = LoggerFactory.getLogger(CaseRun.class);

  /** What a position may be without its stop, with everything up and across a death. */
  private static final Duration NAKED_UP = Duration.ofSeconds(5);

  private static final Duration NAKED = Duration.ofSeconds(25);

  private static final Duration ENTER_LIMIT = Duration.ofSeconds(60);
  private static final Duration REACH_LIMIT = Duration.ofSeconds(30);
  private static final Duration RECOVER_LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  /** How long agents trade at a venue that misbehaves. */
  private static final Duration TROUBLED = Duration.ofSeconds(8);

  private static final Duration MOVE_EVERY = Duration.ofMillis(300);

  private static final Usdt CAPITAL = Usdt.of("10000");

  /** Enough for orders of more than the first level of a book, which holds 200,000 at least. */
  private static final Usdt LARGE_CAPITAL = Usdt.of("2000000");

  private static final List<String> STYLES = List.of("scalping", "aggressive");

  private final Case broken;
  private final Case.@Nullable Death death;
  private final World world;
  private final RecoveryDesk desk;
  private final List<RecoveryDesk.Party> parties = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long movedNanos = System.nanoTime();

  CaseRun(Case broken, World world) {
    this.broken = broken;
    this.death = broken.death();
    this.world = world;
    this.desk = world.desk;
    if (broken.system() == Case.System.AMPLIFIER) {
      parties.add(desk.desk("d%d".formatted(broken.seed())));
    } else {
      for (int i = 0; i < STYLES.size(); i++) {
        parties.add(desk.agent("s%d_%d".formatted(broken.seed(), i + 1)));
      }
    }
  }

  CaseResult run() {
    world.disarm();
    arm();
    boolean entered = await(ENTER_LIMIT, "the case's agents to be let in", this::enter);
    boolean died = entered && death != null && hasDied(death);
    Instant at = Instant.now();
    Long recovery = died ? recovery(at) : null;
    if (entered && broken.system() == Case.System.AMPLIFIER) {
      boolean unused = await(ENTER_LIMIT, "the desk to send an order", this::hasOrders);
    }
    if (entered) {
      trade(death == null ? TROUBLED : AFTERWARDS);
    }
    boolean troubled = disarm();
    return settle(died, troubled, recovery);
  }

  /** A desk is asked for its vote at its first cycle and enters at its second. */
  private boolean hasOrders() {
    return desk.hasOrders(parties);
  }

  /** Lets the agents trade for a while. */
  private void trade(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < end) {
      moveStops();
      World.pause();
    }
  }

  /** At most a few times a second, where the case needs it. */
  private void moveStops() {
    long now = System.nanoTime();
    if (!broken.movesStops() || now - movedNanos < MOVE_EVERY.toNanos()) {
      return;
    }
    movedNanos = now;
    try {
      desk.tightenStops(parties);
    } catch (OperatorException e) {
      throw e;
    } catch (RuntimeException e) {
      log.debug("Stops are moved while a part is away", e);
    }
  }

  private void arm() {
    Case.Trouble trouble = broken.trouble();
    if (trouble != null) {
      List<String> accounts = parties.stream().map(RecoveryDesk.Party::account).toList();
      boolean unused =
          await(
              ENTER_LIMIT,
              "a plan of faults to be taken",
              () -> {
                world.faults.set(Case.plan(broken.seed(), trouble, accounts));
                return true;
              });
    }
    if (death != null) {
      world.arm(broken.seed(), death);
    }
  }

  /** Nothing goes wrong any more. Returns whether a fault of the venue has happened. */
  private boolean disarm() {
    world.disarm();
    AtomicLong happened = new AtomicLong();
    boolean unused =
        broken.trouble() == null
            || await(
                ENTER_LIMIT,
                "the plan of faults to end",
                () -> {
                  happened.set(world.faults.clear());
                  return true;
                });
    return happened.get() > 0;
  }

  private boolean enter() {
    if (broken.system() == Case.System.AMPLIFIER) {
      return desk.enterDesk(parties.getFirst().fund());
    }
    AgentSpec pattern = desk.pattern();
    for (int i = 0; i < parties.size(); i++) {
      Optional<String> refused =
          desk.enter(agent(pattern, i), broken.inParts() ? LARGE_CAPITAL : CAPITAL);
      if (refused.isPresent()) {
        log.info("An agent is not let in yet: {}", refused.get());
        return false;
      }
    }
    return true;
  }

  private AgentSpec agent(AgentSpec pattern, int i) {
    String id = parties.get(i).agent();
    return new AgentSpec(
        id,
        id,
        pattern.model(),
        STYLES.get(i),
        pattern.interval(),
        pattern.consensus(),
        pattern.voices(),
        pattern.symbols(),
        pattern.limits());
  }

  private boolean hasDied(Case.Death expected) {
    long end = System.nanoTime() + REACH_LIMIT.toNanos();
    while (!world.hasActed()) {
      if (System.nanoTime() > end) {
        return false;
      }
      moveStops();
      World.pause(Duration.ofMillis(5));
    }
    if (expected.victim() == Case.Victim.POSTGRES || expected.victim() == Case.Victim.TEMPORAL) {
      world.kill(expected.victim());
    }
    return true;
  }

  private @Nullable Long recovery(Instant died) {
    if (death != null && death.again() > 0) {
      World.pause(Duration.ofMillis(death.again()));
      world.kill(Case.Victim.WORKER);
    }
    boolean decided =
        await(
            RECOVER_LIMIT,
            "a decision after the death",
            () -> desk.lastDecision(parties).filter(at -> at.isAfter(died)).isPresent());
    return decided
        ? Duration.between(died, desk.lastDecision(parties).orElseThrow()).toMillis()
        : null;
  }

  private boolean leave() {
    if (broken.system() == Case.System.AMPLIFIER) {
      desk.leaveDesk(parties.getFirst().fund());
      return true;
    }
    return parties.stream().allMatch(party -> desk.leave(party.agent()).isEmpty());
  }

  /** The next case's deaths are not to fall on it. */
  private boolean end() {
    if (broken.system() == Case.System.AMPLIFIER) {
      desk.endDesk(parties.getFirst().fund());
    }
    return true;
  }

  private CaseResult settle(boolean died, boolean troubled, @Nullable Long recovery) {
    boolean out = await(SETTLE_LIMIT, "the case's agents to be taken out", this::leave);
    boolean quiet = out && await(SETTLE_LIMIT, this::open, () -> desk.underWay(parties).isEmpty());
    boolean unused = await(SETTLE_LIMIT, "the case to be ended", this::end);
    RecoveryDesk.Findings findings = findings();
    Verdict verdict = findings.verdict();
    problems.addAll(verdict.differences());
    Duration allowed = died ? NAKED : NAKED_UP;
    long longest = 0;
    for (Map.Entry<String, RecoveryDesk.Naked> entry : findings.naked().entrySet()) {
      Duration span = died ? entry.getValue().sinceEntry() : entry.getValue().sinceBooked();
      longest = Math.max(longest, span.toMillis());
      if (span.compareTo(allowed) > 0) {
        problems.add(
            "NAKED_POSITION %s for %d ms, allowed are %d"
                .formatted(entry.getKey(), span.toMillis(), allowed.toMillis()));
      }
    }
    if (!quiet) {
      log.warn("Seed {} did not come to rest: {}", broken.seed(), problems);
    }
    return new CaseResult(
        broken.seed(),
        broken.system(),
        broken.toString(),
        breaks(died, troubled, findings.inParts()),
        recovery,
        longest,
        verdict.orders(),
        verdict.fills(),
        verdict.duplicates(),
        count(verdict, "LOST_"),
        count(verdict, "QUANTITY_MISMATCH"),
        count(verdict, "BALANCE_DRIFT"),
        problems);
  }

  private List<CaseResult.Break> breaks(boolean died, boolean troubled, boolean inParts) {
    List<CaseResult.Break> breaks = new ArrayList<>();
    if (death != null) {
      breaks.add(new CaseResult.Break(death.victim() + " at " + death.point(), true, died));
    }
    Case.Trouble trouble = broken.trouble();
    if (trouble != null) {
      breaks.add(
          new CaseResult.Break(trouble.name() + " at " + trouble.endpoint(), false, troubled));
    }
    if (broken.inParts()) {
      breaks.add(new CaseResult.Break("orders in parts", false, inParts));
    }
    return breaks;
  }

  private String open() {
    try {
      return "nothing to be under way, but there is " + desk.underWay(parties);
    } catch (RuntimeException e) {
      return "nothing to be under way";
    }
  }

  /** Also when the world has not come to rest: what is wrong then is what one wants to know. */
  private RecoveryDesk.Findings findings() {
    RuntimeException last = new IllegalStateException("never asked");
    for (int i = 0; i < 100; i++) {
      try {
        return desk.judge(parties);
      } catch (OperatorException e) {
        throw e;
      } catch (RuntimeException e) {
        last = e;
        World.pause(Duration.ofMillis(200));
      }
    }
    throw last;
  }

  private static int count(Verdict verdict, String code) {
    return (int) verdict.differences().stream().filter(text -> text.contains(code)).count();
  }

  private boolean await(Duration limit, String what, BooleanSupplier condition) {
    return await(limit, () -> what, condition);
  }

  /** Asks until it holds; a server that is away is asked again. */
  private boolean await(Duration limit, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        if (condition.getAsBoolean()) {
          return true;
        }
      } catch (OperatorException e) {
        throw e;
      } catch (RuntimeException e) {
        log.debug("Asked while a part is away", e);
      }
      if (System.nanoTime() > end) {
        problems.add("TIMEOUT expected %s within %d s".formatted(what.get(), limit.toSeconds()));
        return false;
      }
      World.pause();
    }
  }
}
