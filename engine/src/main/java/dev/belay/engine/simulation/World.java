package dev.belay.engine.simulation;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.Instruction;
import dev.belay.domain.risk.InstructionRules;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.simulation.Chance.Draw;
import dev.belay.engine.simulation.Chance.Strike;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One world from its beginning until it is quiet: a venue and a ledger that last, a process that
 * does not, agents and operators who want things, and what goes wrong.
 */
final class World {
  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
  private static final Usdt DEPOSIT = Usdt.of("1000");
  private static final long LONG_AGO = -1_000_000;

  /** How long after the last fault a world may take until it is quiet. */
  private static final long QUIET_WITHIN = 600_000;

  /** A hundred times what a world takes. */
  private static final int MOST_STEPS = 100_000;

  /** So many old processes at a time; without a bound they may multiply faster than they end. */
  private static final int MOST_OLD = 4;

  private final Agenda agenda = new Agenda();
  private final Chance chance;
  private final Story story;
  private final Conduct conduct;
  private final Market market;
  private final Books books;
  private final Exchange exchange;
  private final Weather weather;
  private final Inspector inspector;
  private final List<Process> old = new ArrayList<>();
  private final List<long[]> halts = new ArrayList<>();
  private @Nullable Process process;
  private long lastDisturbance = LONG_AGO;
  private long lastStop = LONG_AGO;
  private long ceasedAt = -1;
  private boolean quiet;
  private int steps;

  /**
   * @param allowed the only incidents that may happen; null for all that the seed has
   * @param told whether its story is wanted
   */
  World(long seed, Conduct conduct, @Nullable Set<Strike> allowed, boolean told) {
    this.conduct = conduct;
    this.story = new Story(agenda, told);
    this.chance = new Chance(seed, allowed, this::witness);
    this.market = new Market(chance, 500L << chance.between(Draw.PLAN, 0, 2));
    this.books = new Books(conduct, DEPOSIT);
    this.weather = new Weather(this, chance);
    this.exchange = new Exchange(this, chance, market, Fixed.of(DEPOSIT.value()));
    this.inspector = new Inspector(this, DEPOSIT);
  }

  /** What came of it; null if every invariant held to the end. */
  @Nullable Violated run() {
    try {
      begin();
      while (!quiet && agenda.step()) {
        steps++;
        mishap();
        inspector.inspect();
        settle();
      }
      return null;
    } catch (Violated e) {
      story.tell("inspector", () -> e.code() + ": " + e.detail());
      return e;
    } catch (RuntimeException e) {
      story.tell("inspector", () -> "BROKEN: " + e);
      return new Violated("BROKEN", "%s", e);
    }
  }

  private void begin() {
    begins(new Process(this));
    after(market.candleMillis(), null, this::candle);
    weather.begin();
    long decisions = chance.between(Draw.PLAN, 2, 6);
    for (int i = 0; i < decisions; i++) {
      String round = "round-" + i;
      long at = chance.between(Draw.PLAN, 0, 40_000);
      after(at, null, () -> decide(round));
      if (chance.heads(Draw.PLAN, 0.25)) {
        after(at + chance.between(Draw.PLAN, 0, 300), null, this::halt);
      }
    }
    long commands = chance.between(Draw.PLAN, 0, 6);
    for (int i = 0; i < commands; i++) {
      after(chance.between(Draw.PLAN, 500, 60_000), null, this::command);
    }
    after(chance.between(Draw.PLAN, 60_000, 75_000), null, this::cease);
  }

  // What everybody uses.

  Chance chance() {
    return chance;
  }

  Story story() {
    return story;
  }

  Conduct conduct() {
    return conduct;
  }

  Market market() {
    return market;
  }

  Books books() {
    return books;
  }

  Exchange exchange() {
    return exchange;
  }

  Weather weather() {
    return weather;
  }

  Inspector inspector() {
    return inspector;
  }

  int steps() {
    return steps;
  }

  long now() {
    return agenda.now();
  }

  Instant instant() {
    return BEGINNING.plusMillis(agenda.now());
  }

  static long millis(Instant instant) {
    return Duration.between(BEGINNING, instant).toMillis();
  }

  void after(long delay, Agenda.@Nullable Life life, Runnable action) {
    agenda.after(delay, life, action);
  }

  long ledgerDelay() {
    return chance.between(Draw.LEDGER, 0, 4);
  }

  long wireDelay() {
    return chance.between(Draw.WIRE, 1, 60);
  }

  /** An order in words. */
  String name(OrderIntent intent) {
    String position = intent.positionId().substring(intent.positionId().indexOf('/') + 1);
    return "%s %d of %s".formatted(intent.leg(), intent.number(), position);
  }

  boolean isUp() {
    return process != null;
  }

  /** Who gets messages now: an old process beside a new one is not found any more. */
  Process current(Process asking) {
    Process current = process;
    return current == null ? asking : current;
  }

  /**
   * Since when nothing has gone wrong, in wall milliseconds.
   *
   * @param ownWork only what stops the system's own work counts
   */
  long undisturbedSince(boolean ownWork) {
    Process current = process;
    long since = current == null ? now() : current.since();
    return Math.max(ownWork ? lastStop : lastDisturbance, since == 0 ? LONG_AGO : since);
  }

  /** Something goes on until then, in wall milliseconds. */
  void disturbedUntil(long end) {
    lastDisturbance = Math.max(lastDisturbance, end);
  }

  private void witness(Incident incident) {
    if (incident.disturbs()) {
      disturbedUntil(now());
    }
    if (incident.stops()) {
      lastStop = now();
    }
    if (incident.isFault()) {
      story.tell("fault", incident::name);
    }
  }

  // The market and the stream.

  private void candle() {
    exchange.nextCandle();
    after(market.candleMillis(), null, this::candle);
  }

  /** What happens to an order becomes an event, which is only a hint. */
  void stream(Exchange.Placed order) {
    if (weather.isHalfOpen() || chance.strikes(Incident.EVENT_LOST)) {
      return;
    }
    int times = chance.strikes(Incident.EVENT_TWICE) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      boolean late = chance.strikes(Incident.EVENT_LATE);
      long way = wireDelay() + (late ? chance.between(Draw.SIZE_OF_FAULT, 200, 8_000) : 0);
      after(way, null, () -> event(order));
    }
  }

  private void event(Exchange.Placed order) {
    ClientOrderId id = order.id;
    Process current = process;
    if (current != null && books.find(id) != null) {
      current.hint(id);
    }
  }

  // What goes wrong with the process.

  private void mishap() {
    Process current = process;
    if (current == null) {
      return;
    }
    long moment = agenda.moment();
    if (chance.strikesAt(Incident.CRASH, moment)) {
      old.forEach(Process::end);
      old.clear();
      current.end();
      process = null;
      after(chance.between(Draw.SIZE_OF_FAULT, 100, 12_000), null, () -> begins(new Process(this)));
    } else if (chance.strikesAt(Incident.WORKER_KILLED, moment)) {
      current.loseWorker();
    } else if (old.size() < MOST_OLD && chance.strikesAt(Incident.DRIVEN_TWICE, moment)) {
      old.add(current);
      begins(new Process(this));
      after(
          chance.between(Draw.SIZE_OF_FAULT, 500, 10_000),
          null,
          () -> {
            current.end();
            old.remove(current);
          });
    }
  }

  private void begins(Process next) {
    process = next;
    story.tell("process", () -> "begins with what the ledger has");
    next.ensure();
  }

  // What people want.

  private void decide(String id) {
    Symbol symbol = Market.SYMBOLS.get((int) chance.between(Draw.COMMANDS, 0, 1));
    boolean isLong = chance.heads(Draw.COMMANDS, 0.5);
    Direction direction = isLong ? Direction.LONG : Direction.SHORT;
    double stop = 0.006 + 0.014 * chance.share(Draw.COMMANDS);
    double target = 3.3 * stop + 0.012;
    double sign = isLong ? 1 : -1;
    int leverage = (int) chance.between(Draw.COMMANDS, 1, 10);
    long size = chance.between(Draw.COMMANDS, 60, 600);
    boolean closes = chance.heads(Draw.COMMANDS, 0.2);
    Process current = process;
    if (!chance.strikes(Incident.DECISION) || current == null) {
      return;
    }
    Decision decision =
        closes
            ? Round.close(symbol, direction)
            : Round.open(
                symbol,
                direction,
                leverage,
                Usdt.of("" + size),
                near(symbol, 1 - sign * stop),
                near(symbol, 1 + sign * target));
    Instant asOf = market.time(now());
    Round round = new Round(id, decision, asOf, asOf.plus(Duration.ofMinutes(30)));
    books.decide(round);
    story.tell(
        "agent",
        () ->
            "%s decides %s %s for %s, stop %s, target %s"
                .formatted(
                    id,
                    decision.action(),
                    symbol,
                    decision.positionSizeUsd(),
                    decision.stopLoss(),
                    decision.takeProfit()));
    current.carryOut(round);
  }

  private Price near(Symbol symbol, double factor) {
    BigDecimal tick = market.known(symbol, now()).tickSize();
    BigDecimal price = market.visible(symbol).value().multiply(BigDecimal.valueOf(factor));
    return Price.of(price.divide(tick, 0, RoundingMode.HALF_EVEN).multiply(tick));
  }

  private void halt() {
    if (chance.strikes(Incident.COMMAND) && !books.isHalted()) {
      halts.add(new long[] {now(), Long.MAX_VALUE});
      books.halt(true);
      story.tell("operator", () -> "halts entries");
      after(chance.between(Draw.COMMANDS, 1_000, 20_000), null, this::resume);
    }
  }

  private void resume() {
    if (books.isHalted()) {
      halts.getLast()[1] = now();
      books.halt(false);
      story.tell("operator", () -> "resumes entries");
    }
  }

  /** Whether entries were halted throughout that millisecond. */
  boolean wasHalted(long at) {
    return halts.stream().anyMatch(halt -> halt[0] < at && at < halt[1]);
  }

  private void command() {
    long kind = chance.between(Draw.COMMANDS, 0, 4);
    double share = chance.share(Draw.COMMANDS);
    if (kind == 4) {
      halt();
      return;
    }
    if (!chance.strikes(Incident.COMMAND)) {
      return;
    }
    for (PositionRow position : books.positions()) {
      if (position.isOpen()) {
        tell(position, wanted(position, kind, share));
        return;
      }
    }
  }

  private Instruction wanted(PositionRow position, long kind, double share) {
    double sign = position.direction == Direction.LONG ? 1 : -1;
    if (kind == 0) {
      return new Instruction.Close(null);
    }
    if (kind == 1) {
      BigDecimal percent = BigDecimal.valueOf(20 + Math.round(60 * share));
      Quantity part =
          InstructionRules.share(
              position.sums.held(), percent, market.known(position.symbol, now()));
      return new Instruction.Close(part);
    }
    return kind == 2
        ? new Instruction.MoveStop(near(position.symbol, 1 - sign * (0.003 + 0.02 * share)))
        : new Instruction.MoveTarget(
            share < 0.3 ? null : near(position.symbol, 1 + sign * (0.003 + 0.03 * share)));
  }

  private void tell(PositionRow position, Instruction wanted) {
    if (books.tell(position.id, wanted, market, instant(), now())) {
      story.tell("operator", () -> "%s: %s".formatted(position.id, wanted.text()));
      Process current = process;
      if (current != null) {
        current.tellPosition(position.id);
      }
    }
  }

  // The end.

  private void cease() {
    chance.cease();
    ceasedAt = now();
    story.tell("world", () -> "nothing goes wrong from here on");
    resume();
    if (chance.heads(Draw.COMMANDS, 0.5)) {
      for (PositionRow position : List.copyOf(books.positions())) {
        if (position.isOpen()) {
          tell(position, new Instruction.Close(null));
        }
      }
    }
  }

  private void settle() {
    Process current = process;
    boolean over = steps >= MOST_STEPS || (ceasedAt >= 0 && now() - ceasedAt > QUIET_WITHIN);
    boolean idle = ceasedAt >= 0 && current != null && current.isIdle() && old.isEmpty();
    if (!over && !idle) {
      return;
    }
    String unsettled = idle ? inspector.unsettled() : "something is always under way";
    if (unsettled.isEmpty()) {
      quiet = true;
      story.tell("world", () -> "is quiet; venue and ledger are equal");
    } else if (over) {
      throw new Violated(
          "NOT_QUIET", "after %d s and %d steps: %s", now() / 1000, steps, unsettled);
    }
  }
}
