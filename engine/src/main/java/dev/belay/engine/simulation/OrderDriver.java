package dev.belay.engine.simulation;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderCommand;
import dev.belay.domain.order.OrderEvent;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderMachine;
import dev.belay.domain.order.OrderState;
import dev.belay.domain.order.VenueProfile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Drives the machine of one order as its workflow does, step by step. */
final class OrderDriver {
  private final Process process;
  private final World world;
  private final OrderIntent intent;
  private final OrderMachine machine;
  private final Deque<OrderEvent> events = new ArrayDeque<>();
  private final Deque<OrderCommand> commands = new ArrayDeque<>();
  private OrderState state = new OrderState.Recorded();
  private OrderRow.View view;
  private Duration wait = Duration.ZERO;
  private boolean waiting;
  private int waits;

  OrderDriver(Process process, OrderRow row) {
    this.process = process;
    this.world = process.world();
    this.intent = row.intent;
    this.view = row.view();
    this.machine = new OrderMachine(VenueProfile.PAPER, intent.sendBy());
  }

  ClientOrderId id() {
    return intent.id();
  }

  /** Takes up the order where the ledger stands. */
  void start() {
    waiting = false;
    waits++;
    process.transact(
        () -> world.books().order(intent.id()).view(),
        loaded -> {
          view = loaded;
          state = new OrderState.Recorded();
          events.addFirst(new OrderEvent.Started(loaded.status(), loaded.claimed()));
          next();
        });
  }

  /** A message. */
  void tell(OrderEvent event) {
    events.add(event);
    if (waiting) {
      waiting = false;
      next();
    }
  }

  private void next() {
    OrderMachine.Step step = machine.on(state, events.removeFirst());
    state = step.state();
    wait = Duration.ofSeconds(60);
    commands.addAll(step.commands());
    carryOut();
  }

  private void carryOut() {
    OrderCommand command = commands.pollFirst();
    switch (command) {
      case null -> goOn();
      case OrderCommand.Wait(Duration time) -> {
        wait = time;
        carryOut();
      }
      case OrderCommand.Submit ignored ->
          process.submit(
              intent.id(),
              outcome -> {
                events.addFirst(new OrderEvent.Submitted(outcome));
                carryOut();
              });
      case OrderCommand.Look ignored ->
          process.ask(
              askedAt -> world.exchange().find(intent, askedAt),
              found -> {
                events.removeIf(event -> event instanceof OrderEvent.Due);
                events.addFirst(new OrderEvent.Looked(found));
                carryOut();
              });
      case OrderCommand.SendCancel ignored ->
          process.ask(
              askedAt -> {
                world.story().tell("venue", () -> "is to cancel " + world.name(intent));
                world.exchange().cancel(intent);
                return Optional.of(askedAt);
              },
              done -> {
                events.addFirst(new OrderEvent.CancelSent());
                carryOut();
              });
      case OrderCommand.Record record -> store(record);
    }
  }

  private void store(OrderCommand.Record record) {
    Quantity known = Quantity.ZERO;
    for (var fill : record.fills()) {
      known = known.plus(fill.quantity());
    }
    if (record.status() == view.status() && known.compareTo(view.executed()) == 0) {
      carryOut();
      return;
    }
    OrderRow.View before = view;
    process.transact(
        () ->
            world
                .books()
                .record(
                    new Books.News(
                        intent.id(),
                        record.status(),
                        record.venueOrderId(),
                        record.fills(),
                        record.reason()),
                    world.instant(),
                    world.now()),
        after -> {
          view = after;
          world
              .story()
              .tell(
                  "order",
                  () ->
                      "%s is %s, %s executed"
                          .formatted(world.name(intent), after.status(), after.executed()));
          boolean filled = after.executed().compareTo(before.executed()) != 0;
          boolean awaited = intent.leg() == Leg.STOP || intent.leg() == Leg.TARGET;
          if (filled || record.status().isTerminal() || awaited) {
            process.launch(current -> current.tellPosition(intent.positionId()), this::carryOut);
          } else {
            carryOut();
          }
        });
  }

  private void goOn() {
    boolean answered = !(events.peekFirst() instanceof OrderEvent.Looked);
    if (state instanceof OrderState.Done && answered) {
      process.ended(this);
    } else if (!events.isEmpty()) {
      next();
    } else if (world.chance().strikes(Incident.CONTINUED_AS_NEW)) {
      start();
    } else {
      waiting = true;
      int mine = ++waits;
      process.after(
          wait.toMillis(),
          null,
          () -> {
            if (waiting && mine == waits) {
              tell(new OrderEvent.Due());
            }
          });
    }
  }
}
