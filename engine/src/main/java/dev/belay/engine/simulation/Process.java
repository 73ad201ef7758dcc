package dev.belay.engine.simulation;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.OrderEvent;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.position.ExitReason;
import dev.belay.engine.simulation.Chance.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a crash takes away: what is running, what it waits for, and what the feed has seen. A
 * new one is built from the ledger.
 */
final class Process {
  private static final long POLL = 1_000;

  /** Until a question is asked again that the venue has not answered. */
  private static final long AGAIN = 250;

  private final World world;
  private final Agenda.Life life = new Agenda.Life();
  private final long since;
  private final Map<ClientOrderId, OrderDriver> orders = new TreeMap<>();
  private final Map<String, PositionDriver> positions = new TreeMap<>();
  private final TreeSet<String> dead = new TreeSet<>();
  private final Map<Symbol, Long> seen = new TreeMap<>();
  private final Set<Attempt> underWay = new LinkedHashSet<>();

  Process(World world) {
    this.world = world;
    this.since = world.now();
  }

  /** Something asked of the ledger or the venue whose answer is awaited. */
  final class Attempt {
    private final long noticedAfter;
    private final Runnable ifItDies;

    private Attempt(long noticedAfter, Runnable ifItDies) {
      this.noticedAfter = noticedAfter;
      this.ifItDies = ifItDies;
      underWay.add(this);
    }
  }

  World world() {
    return world;
  }

  /** When it began, in wall milliseconds. */
  long since() {
    return since;
  }

  // Its life.

  /** Starts what the ledger says is not over. */
  void ensure() {
    for (Round round : world.books().rounds()) {
      if (!round.finished) {
        carryOut(round);
      }
    }
    for (PositionRow position : world.books().positions()) {
      if (position.isOpen()) {
        startPosition(position.id);
      }
    }
    for (OrderRow order : world.books().orders()) {
      if (!order.status.isTerminal()) {
        startOrder(order.intent.id());
      }
    }
    poll();
  }

  void end() {
    life.end();
  }

  /** The worker dies: who waits for an answer of it learns after a while that none comes. */
  void loseWorker() {
    List<Attempt> lost = new ArrayList<>(underWay);
    underWay.clear();
    for (Attempt attempt : lost) {
      world.after(attempt.noticedAfter, life, attempt.ifItDies);
    }
  }

  /** Whether nothing is asked whose answer is awaited. */
  boolean isIdle() {
    return underWay.isEmpty();
  }

  /** Whether this is the first answer; a later one counts no more. */
  boolean isFirst(Attempt attempt) {
    return underWay.remove(attempt);
  }

  void after(long delay, @Nullable Attempt attempt, Runnable action) {
    world.after(
        delay,
        life,
        () -> {
          if (attempt == null || underWay.contains(attempt)) {
            action.run();
          }
        });
  }

  // What drivers ask for.

  /** A step on the ledger, carried out until its answer is heard. */
  <T> void transact(Supplier<T> step, Consumer<T> then) {
    Attempt attempt = new Attempt(2_000, () -> transact(step, then));
    after(
        world.ledgerDelay(),
        attempt,
        () -> {
          @Nullable T answer = committed(step);
          if (answer == null || world.chance().strikes(Incident.LEDGER_STEP_TWICE)) {
            long again = world.chance().between(Draw.SIZE_OF_FAULT, 100, 1_000);
            after(again, attempt, () -> repeat(attempt, step, then));
          } else {
            T heard = answer;
            after(world.ledgerDelay(), attempt, () -> answer(attempt, heard, then));
          }
        });
  }

  private <T> void repeat(Attempt attempt, Supplier<T> step, Consumer<T> then) {
    if (isFirst(attempt)) {
      transact(step, then);
    }
  }

  private <T> void answer(Attempt attempt, T answer, Consumer<T> then) {
    if (isFirst(attempt)) {
      then.accept(answer);
    }
  }

  /** Null if the ledger would not have it: then it is tried again. */
  private <T> @Nullable T committed(Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalStateException e) {
      world.story().tell("ledger", () -> "will not have it: " + e.getMessage());
      return null;
    }
  }

  /** A start or a message: it reaches who runs by then, which may be in another process. */
  void launch(Consumer<Process> message, Runnable then) {
    transact(
        () -> {
          long late =
              world.chance().strikes(Incident.MESSAGE_LATE)
                  ? world.chance().between(Draw.SIZE_OF_FAULT, 50, 3_000)
                  : 0;
          if (late == 0) {
            message.accept(world.current(this));
          } else {
            world.after(late, null, () -> message.accept(world.current(this)));
          }
          return true;
        },
        done -> then.run());
  }

  /** A question to the venue, asked until it is answered. */
  <T> void ask(Function<Instant, Optional<T>> question, Consumer<T> then) {
    Attempt attempt = new Attempt(5_000, () -> ask(question, then));
    Chance chance = world.chance();
    Instant askedAt = world.instant();
    boolean unheard = world.weather().isHalfOpen() || chance.strikes(Incident.QUESTION_LOST);
    if (unheard) {
      askAgain(chance.between(Draw.SIZE_OF_FAULT, 250, 5_000), attempt, question, then);
      if (chance.heads(Draw.SIZE_OF_FAULT, 0.5)) {
        return;
      }
    }
    long late =
        chance.strikes(Incident.ANSWER_LATE) ? chance.between(Draw.SIZE_OF_FAULT, 200, 3_000) : 0;
    world.after(
        world.wireDelay(),
        null,
        () -> {
          // What was asked for is done, even where nobody hears of it.
          Optional<T> answer = arrive(question, askedAt);
          if (!unheard) {
            after(
                world.wireDelay() + late,
                attempt,
                () ->
                    answer.ifPresentOrElse(
                        heard -> answer(attempt, heard, then),
                        () -> askAgain(AGAIN, attempt, question, then)));
          }
        });
  }

  private <T> Optional<T> arrive(Function<Instant, Optional<T>> question, Instant askedAt) {
    return world.weather().refusal().isPresent() ? Optional.empty() : question.apply(askedAt);
  }

  private <T> void askAgain(
      long delay, Attempt attempt, Function<Instant, Optional<T>> question, Consumer<T> then) {
    after(
        delay,
        attempt,
        () -> {
          if (isFirst(attempt)) {
            ask(question, then);
          }
        });
  }

  /** Sends an order, once; who dies on the way leaves it unknown. */
  void submit(ClientOrderId id, Consumer<SubmitOutcome> then) {
    Attempt attempt =
        new Attempt(
            8_000,
            () -> then.accept(world.conduct().taken(new SubmitOutcome.Unknown("the worker died"))));
    new Submission(this, id, attempt, then).begin();
  }

  // Who runs.

  void startOrder(ClientOrderId id) {
    if (!orders.containsKey(id)) {
      OrderDriver driver = new OrderDriver(this, world.books().order(id));
      orders.put(id, driver);
      driver.start();
    }
  }

  void cancelOrder(ClientOrderId id) {
    tellOrder(id, new OrderEvent.CancelAsked());
  }

  private void tellOrder(ClientOrderId id, OrderEvent event) {
    startOrder(id);
    OrderDriver driver = orders.get(id);
    if (driver != null) {
      driver.tell(event);
    }
  }

  void startPosition(String id) {
    if (!positions.containsKey(id) && !dead.contains(id)) {
      PositionDriver driver = new PositionDriver(this, id);
      positions.put(id, driver);
      driver.look();
    }
  }

  void tellPosition(String id) {
    startPosition(id);
    PositionDriver driver = positions.get(id);
    if (driver != null) {
      driver.tell();
    }
  }

  void closePosition(String id, ExitReason reason) {
    startPosition(id);
    PositionDriver driver = positions.get(id);
    if (driver != null) {
      driver.close(reason);
    }
  }

  /** Whether it ended with the round that began it. */
  boolean isDead(String position) {
    return dead.contains(position);
  }

  void ended(OrderDriver driver) {
    orders.remove(driver.id(), driver);
  }

  void ended(PositionDriver driver) {
    positions.remove(driver.id(), driver);
  }

  // Rounds.

  /** Carries out what was decided; taken up again, the stored answer is what counts. */
  void carryOut(Round round) {
    transact(
        () -> world.books().admit(round, world.market(), world.instant(), world.now()),
        admitted -> {
          world
              .story()
              .tell("round", () -> "%s: %s".formatted(round.id, admitted.orElse("refused")));
          if (admitted.isPresent()) {
            String position = admitted.get();
            launch(current -> current.tell(round, position), () -> finish(round));
          } else {
            finish(round);
          }
        });
  }

  private void tell(Round round, String position) {
    if (round.decision.action().closes()) {
      closePosition(position, ExitReason.DECISION);
    } else {
      startPosition(position);
    }
  }

  private void finish(Round round) {
    transact(
        () -> {
          world.books().finish(round);
          return true;
        },
        done -> {
          if (!world.conduct().outlivesItsRound() && round.positionId != null) {
            dead.add(round.positionId);
            positions.remove(round.positionId);
          }
        });
  }

  // The account's feed: a look now and then is the truth, events are hints.

  private void poll() {
    List<OrderRow> watched = world.books().watched(world.now());
    TreeMap<Symbol, Long> from = new TreeMap<>();
    for (OrderRow order : watched) {
      Symbol symbol = order.intent.symbol();
      from.put(symbol, Math.max(seen.getOrDefault(symbol, 0L), world.books().lastTradeId(symbol)));
    }
    if (from.isEmpty()) {
      after(POLL, null, this::poll);
      return;
    }
    ask(
        askedAt -> {
          List<Fill> fresh = new ArrayList<>();
          from.forEach((symbol, id) -> fresh.addAll(world.exchange().trades(symbol, id)));
          return Optional.of(fresh);
        },
        fresh -> {
          heard(fresh);
          after(POLL, null, this::poll);
        });
  }

  private void heard(List<Fill> fresh) {
    List<OrderRow> watched = world.books().watched(world.now());
    Set<ClientOrderId> hints = new LinkedHashSet<>();
    Set<Symbol> symbols = new LinkedHashSet<>();
    for (Fill fill : fresh) {
      symbols.add(fill.symbol());
      trace(fill, watched, hints);
      seen.merge(fill.symbol(), fill.tradeId(), Math::max);
    }
    for (OrderRow order : watched) {
      if (!order.status.isTerminal() && symbols.contains(order.intent.symbol())) {
        hints.add(order.intent.id());
      }
    }
    hints.forEach(this::hint);
  }

  /** A trade that no open order is known to have made. */
  private void trace(Fill fill, List<OrderRow> watched, Set<ClientOrderId> hints) {
    String number = fill.venueOrderId();
    boolean ofOneThatIsOver =
        watched.stream().anyMatch(o -> o.status.isTerminal() && number.equals(o.venueOrderId));
    if (!ofOneThatIsOver && world.books().knows(number)) {
      return;
    }
    String clientId = world.exchange().clientIdOf(number);
    if (clientId.startsWith("autoclose-")) {
      transact(
          () -> world.books().bookForeign(fill, world.instant()),
          (Optional<String> position) -> position.ifPresent(world.current(this)::tellPosition));
      return;
    }
    for (OrderRow order : watched) {
      boolean its =
          clientId.equals(order.intent.id().value())
              || clientId.equals("algo-" + order.venueOrderId);
      if (order.status.isTerminal() && its) {
        hints.add(order.intent.id());
      }
    }
  }

  /** A trade on the order's symbol was seen. */
  void hint(ClientOrderId id) {
    tellOrder(id, new OrderEvent.Hinted());
  }
}
