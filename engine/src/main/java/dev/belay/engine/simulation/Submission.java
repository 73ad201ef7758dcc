package dev.belay.engine.simulation;

import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.SendGate.Claim;
import dev.belay.domain.order.SubmitOutcome;
import dev.belay.domain.order.VenueProfile;
import dev.belay.engine.simulation.Chance.Draw;
import java.util.Optional;
import java.util.function.Consumer;

/** The one attempt to send an order: claim, leverage, send, answer or none. */
final class Submission {
  /** How long the sender waits for an answer. */
  private static final long PATIENCE = 3_000;

  private static final long RECEIVE_WINDOW = VenueProfile.PAPER.receiveWindow().toMillis();

  private final Process process;
  private final World world;
  private final Chance chance;
  private final ClientOrderId id;
  private final Process.Attempt attempt;
  private final Consumer<SubmitOutcome> then;
  private boolean sentAgain;

  Submission(
      Process process, ClientOrderId id, Process.Attempt attempt, Consumer<SubmitOutcome> then) {
    this.process = process;
    this.world = process.world();
    this.chance = world.chance();
    this.id = id;
    this.attempt = attempt;
    this.then = then;
  }

  void begin() {
    process.after(
        world.ledgerDelay(),
        attempt,
        () -> {
          switch (world.books().claim(id, world.instant(), world.now())) {
            case Claim.Granted(OrderIntent intent) -> {
              world.story().tell("sender", () -> "has claimed " + world.name(intent));
              process.after(world.ledgerDelay(), attempt, () -> prepare(intent));
            }
            case Claim.AlreadyClaimed() -> answer(new SubmitOutcome.Unknown("claimed before"));
            case Claim.Refused(String code, String detail) ->
                answer(new SubmitOutcome.Rejected(code, detail));
          }
        });
  }

  /** Under the claim nobody else sends: what fails here proves that nothing left. */
  private void prepare(OrderIntent intent) {
    if (intent.leg() != Leg.ENTRY) {
      send(intent);
      return;
    }
    process.after(
        world.wireDelay() + world.wireDelay(),
        attempt,
        () -> {
          boolean refused = chance.strikes(Incident.LEVERAGE_REFUSED);
          SubmitOutcome outcome =
              refused || world.weather().isHalfOpen() || world.weather().refusal().isPresent()
                  ? new SubmitOutcome.Rejected("VENUE_UNREACHABLE", "the leverage is not set")
                  : world.exchange().setLeverage(intent);
          if (outcome instanceof SubmitOutcome.Accepted) {
            send(intent);
          } else {
            answer(outcome);
          }
        });
  }

  private void send(OrderIntent intent) {
    long left = World.millis(intent.sendBy()) - world.now();
    long stall = chance.strikes(Incident.SENDER_STALLED) ? stall(left) : 0;
    process.after(
        stall,
        attempt,
        () -> {
          if (world.instant().isAfter(intent.sendBy())) {
            answer(new SubmitOutcome.Rejected("INTENT_EXPIRED", "not sent: it is too late"));
          } else {
            leave(intent);
          }
        });
  }

  /** Often until the very end of the time it has. */
  private long stall(long left) {
    return chance.heads(Draw.SIZE_OF_FAULT, 0.5)
        ? left - chance.between(Draw.SIZE_OF_FAULT, -5, 20)
        : chance.between(Draw.SIZE_OF_FAULT, 500, 7_000);
  }

  /** Often until the venue just takes the request, or just does not. */
  private long lateness() {
    long most = RECEIVE_WINDOW - world.weather().skew();
    return chance.heads(Draw.SIZE_OF_FAULT, 0.5)
        ? most - chance.between(Draw.SIZE_OF_FAULT, -5, 20)
        : chance.between(Draw.SIZE_OF_FAULT, 300, 6_000);
  }

  /** From here on nobody can call it back, whatever becomes of the sender. */
  private void leave(OrderIntent intent) {
    world.inspector().sent(intent);
    long signedAt = world.now();
    boolean swallowed = world.weather().isHalfOpen() && chance.heads(Draw.SIZE_OF_FAULT, 0.5);
    if (swallowed || chance.strikes(Incident.REQUEST_LOST)) {
      world.story().tell("wire", () -> "loses the request for " + world.name(intent));
      silence(intent);
    } else if (chance.strikes(Incident.REFUSED_WITH_5XX)) {
      world.story().tell("wire", () -> "503 for %s, not accepted".formatted(world.name(intent)));
      later(new SubmitOutcome.Unknown("503"));
    } else {
      boolean late = chance.strikes(Incident.REQUEST_LATE);
      long way = late ? lateness() : world.wireDelay();
      world.after(way, null, () -> arrive(intent, signedAt));
      if (late) {
        silence(intent);
      }
    }
  }

  private void arrive(OrderIntent intent, long signedAt) {
    SubmitOutcome outcome = verdict(intent, signedAt);
    world.story().tell("venue", () -> "says %s to %s".formatted(outcome, world.name(intent)));
    boolean accepted = outcome instanceof SubmitOutcome.Accepted;
    if (world.weather().isHalfOpen() || (accepted && chance.strikes(Incident.ANSWER_LOST))) {
      world.story().tell("wire", () -> "loses the answer for " + world.name(intent));
      silence(intent);
    } else if (accepted && chance.strikes(Incident.ACCEPTED_WITH_5XX)) {
      world.story().tell("wire", () -> "503 for %s, though accepted".formatted(world.name(intent)));
      later(new SubmitOutcome.Unknown("503"));
    } else {
      later(outcome);
    }
  }

  private SubmitOutcome verdict(OrderIntent intent, long signedAt) {
    Optional<SubmitOutcome.Rejected> closed = world.weather().refusal();
    if (closed.isPresent()) {
      return closed.get();
    }
    return chance.strikes(intent.leg() == Leg.STOP ? Incident.STOP_REFUSED : Incident.ORDER_REFUSED)
        ? new SubmitOutcome.Rejected("VENUE_REFUSED", "the venue will not have it")
        : world.exchange().place(world.conduct().idAtVenue(intent.id()), intent, signedAt);
  }

  private void later(SubmitOutcome outcome) {
    process.after(world.wireDelay(), attempt, () -> answer(outcome));
  }

  /** No answer: the connection breaks at once, or nothing is heard until patience is over. */
  private void silence(OrderIntent intent) {
    boolean breaks = chance.heads(Draw.SIZE_OF_FAULT, 0.5);
    process.after(
        breaks ? world.wireDelay() : PATIENCE,
        attempt,
        () -> {
          if (world.conduct().sendsAgain() && !sentAgain) {
            sentAgain = true;
            leave(intent);
          } else {
            answer(new SubmitOutcome.Unknown("no answer"));
          }
        });
  }

  private void answer(SubmitOutcome outcome) {
    if (process.isFirst(attempt)) {
      then.accept(world.conduct().taken(outcome));
    }
  }
}
