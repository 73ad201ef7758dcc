package dev.belay.app.recovery;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a seed breaks, and where. The same seed always gives the same case; on which order it falls
 * depends on threads.
 *
 * @param point the boundary at which the victim dies
 * @param hit on which passing of the point, from 1
 * @param again milliseconds after the victim's death at which the worker is killed in the middle of
 *     the recovery; 0 for not at all
 */
record Case(long seed, Victim victim, String point, int hit, int again) {

  /** Which process dies. */
  enum Victim {
    WORKER,
    SIMULATOR,
    POSTGRES,
    TEMPORAL
  }

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

  /** Of the venue, after its own commit and before its answer. */
  private static final List<Boundary> SIMULATOR =
      List.of(
          new Boundary("simulator.order.committed", 5),
          new Boundary("simulator.step.committed", 12),
          new Boundary("simulator.transfer.committed", 2));

  /** Of a hundred cases so many have the victim. */
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

  private static final int AGAIN_PERCENT = 20;
  private static final int AGAIN_WITHIN_MS = 6_000;

  static Case of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Victim victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
    List<Boundary> boundaries = victim == Victim.SIMULATOR ? SIMULATOR : WORKER;
    Boundary boundary = boundaries.get(random.nextInt(boundaries.size()));
    int hit = 1 + random.nextInt(boundary.passings());
    int again = random.nextInt(100) < AGAIN_PERCENT ? 1 + random.nextInt(AGAIN_WITHIN_MS) : 0;
    return new Case(seed, victim, boundary.name(), hit, again);
  }

  /** What is armed for it in the process that passes the point. */
  String arming() {
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
            victim.name().toLowerCase(java.util.Locale.ROOT),
            point,
            hit,
            again == 0 ? "" : ", of the worker again " + again + " ms later");
  }
}
