package dev.belay.engine.simulation;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionCommand;
import dev.belay.domain.position.PositionFacts;
import dev.belay.domain.position.PositionMachine;
import dev.belay.domain.position.PositionStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Drives the machine of one position as its workflow does, step by step. */
final class PositionDriver {
  private final Process process;
  private final World world;
  private final String id;
  private final TreeSet<ClientOrderId> running = new TreeSet<>();
  private final TreeSet<ClientOrderId> canceling = new TreeSet<>();
  private final Deque<PositionCommand> commands = new ArrayDeque<>();
  private PositionMachine.@Nullable Plan plan;
  private @Nullable ExitReason closeAsked;
  private boolean news;
  private boolean changed;
  private boolean waiting;
  private int waits;

  PositionDriver(Process process, String id) {
    this.process = process;
    this.world = process.world();
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Something happened to one of its orders, or an instruction is in the ledger. */
  void tell() {
    news = true;
    if (waiting) {
      waiting = false;
      look();
    }
  }

  /** Close it; the first reason given is kept. */
  void close(ExitReason reason) {
    closeAsked = closeAsked == null ? reason : closeAsked;
    tell();
  }

  void look() {
    if (process.isDead(id)) {
      return;
    }
    news = false;
    changed = false;
    ExitReason reason = closeAsked;
    closeAsked = null;
    if (reason == null) {
      load();
    } else {
      store(PositionStatus.CLOSING, reason, false, this::load);
    }
  }

  private void load() {
    process.transact(
        () -> world.books().position(id).facts(),
        facts -> {
          PositionFacts seen = world.conduct().seen(facts);
          PositionMachine.Plan next = PositionMachine.next(seen, world.instant());
          plan = next;
          commands.addAll(next.commands());
          carryOut();
        });
  }

  private void store(
      PositionStatus status, @Nullable ExitReason reason, boolean stopConfirmed, Runnable then) {
    process.transact(
        () -> {
          world.books().record(id, status, reason, stopConfirmed, world.instant());
          return true;
        },
        done -> {
          world
              .story()
              .tell(
                  "position",
                  () ->
                      "%s is to be %s%s%s"
                          .formatted(
                              id,
                              status,
                              reason == null ? "" : " because of " + reason,
                              stopConfirmed ? ", its stop is confirmed" : ""));
          then.run();
        });
  }

  private void carryOut() {
    PositionCommand command = commands.pollFirst();
    switch (command) {
      case null -> goOn();
      case PositionCommand.Run(ClientOrderId order) -> run(order);
      case PositionCommand.Cancel(ClientOrderId order) -> {
        if (canceling.add(order)) {
          process.launch(current -> current.cancelOrder(order), this::carryOut);
        } else {
          carryOut();
        }
      }
      case PositionCommand.Place place ->
          process.after(place.after().toMillis(), null, () -> place(place));
      case PositionCommand.Store(var status, var reason, boolean stopConfirmed) -> {
        changed = true;
        store(status, reason, stopConfirmed, this::carryOut);
      }
      case PositionCommand.Settle(int n, var end, String outcome) -> {
        changed = true;
        process.transact(
            () -> {
              world.books().settle(id, n, end);
              return true;
            },
            done -> {
              world
                  .story()
                  .tell("position", () -> "instruction %d is %s: %s".formatted(n, end, outcome));
              carryOut();
            });
      }
    }
  }

  private void place(PositionCommand.Place place) {
    process.transact(
        () -> world.books().recordIntent(id, place, world.instant()),
        order -> {
          world
              .story()
              .tell("position", () -> "wants " + world.name(world.books().order(order).intent));
          run(order);
        });
  }

  private void run(ClientOrderId order) {
    if (running.add(order)) {
      process.launch(current -> current.startOrder(order), this::carryOut);
    } else {
      carryOut();
    }
  }

  private void goOn() {
    PositionMachine.Plan done = plan;
    if (done == null || done.finished()) {
      process.ended(this);
    } else if (changed || news) {
      look();
    } else if (world.chance().strikes(Incident.CONTINUED_AS_NEW)) {
      running.clear();
      canceling.clear();
      look();
    } else {
      waiting = true;
      int mine = ++waits;
      process.after(
          done.wakeAfter().toMillis(),
          null,
          () -> {
            if (waiting && mine == waits) {
              tell();
            }
          });
    }
  }
}
