package dev.belay.engine.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is left to chance in a world. Each kind of question has numbers of its own, so leaving
 * out one incident changes little of the rest.
 */
final class Chance {
  /** Worlds in which nothing goes wrong: what is slow there is slow by itself. */
  private static final double CALM = 0.08;

  private static final double PRESENT = 0.4;

  /** What is asked for. */
  enum Draw {
    PLAN,
    MARKET,
    WIRE,
    LEDGER,
    SIZE_OF_FAULT,
    COMMANDS
  }

  /**
   * An incident that happened.
   *
   * @param n the n-th time, from 1, that it could have; of those that go by time, the moment
   */
  record Strike(Incident incident, long n) {
    String text() {
      return incident.isOfAMoment()
          ? "%s at %.3f s".formatted(incident, n / Agenda.STEPS_OF_A_MILLISECOND / 1e3)
          : "%s, the %d. time".formatted(incident, n);
    }
  }

  private final SplittableRandom[] draws = new SplittableRandom[Draw.values().length];
  private final SplittableRandom[] incidents = new SplittableRandom[Incident.values().length];
  private final double[] rates = new double[Incident.values().length];
  private final int[] occasions = new int[Incident.values().length];
  private final int[] counts = new int[Incident.values().length];
  private final @Nullable Set<Strike> allowed;
  private final Consumer<Incident> witness;
  private final List<Strike> struck = new ArrayList<>();
  private final Set<Strike> past = new HashSet<>();
  private boolean ceased;

  /**
   * @param allowed the only incidents that may happen; null for all that the seed has
   * @param witness is told of each that does
   */
  Chance(long seed, @Nullable Set<Strike> allowed, Consumer<Incident> witness) {
    this.allowed = allowed;
    this.witness = witness;
    SplittableRandom root = new SplittableRandom(seed);
    for (int i = 0; i < draws.length; i++) {
      draws[i] = root.split();
    }
    boolean calm = root.nextDouble() < CALM;
    for (Incident incident : Incident.values()) {
      int i = incident.ordinal();
      incidents[i] = root.split();
      boolean present = root.nextDouble() < PRESENT;
      double rate = root.nextDouble() * incident.greatestRate();
      rates[i] = !incident.isFault() ? 1 : calm || !present ? 0 : rate;
    }
  }

  /** Whether it happens now. */
  boolean strikes(Incident incident) {
    int n = ++occasions[incident.ordinal()];
    Strike strike = new Strike(incident, n);
    return drawn(incident) && (allowed == null || allowed.contains(strike)) && struck(strike);
  }

  /**
   * Whether it happens now, of incidents that go by time: left to a few, they come when they came.
   *
   * @param moment grows
   */
  boolean strikesAt(Incident incident, long moment) {
    boolean now = drawn(incident);
    if (allowed == null) {
      return now && struck(new Strike(incident, moment));
    }
    for (Strike strike : allowed) {
      if (strike.incident() == incident && strike.n() <= moment && past.add(strike)) {
        return struck(strike);
      }
    }
    return false;
  }

  private boolean drawn(Incident incident) {
    double rate = ceased && incident.isFault() ? 0 : rates[incident.ordinal()];
    return rate >= 1 || (rate > 0 && incidents[incident.ordinal()].nextDouble() < rate);
  }

  private boolean struck(Strike strike) {
    struck.add(strike);
    counts[strike.incident().ordinal()]++;
    witness.accept(strike.incident());
    return true;
  }

  /** From now on nothing goes wrong any more. */
  void cease() {
    ceased = true;
  }

  Collection<Strike> struck() {
    return struck;
  }

  int count(Incident incident) {
    return counts[incident.ordinal()];
  }

  /** Evenly from low to high, both included. */
  long between(Draw draw, long low, long high) {
    return draws[draw.ordinal()].nextLong(low, high + 1);
  }

  /** Evenly from 0 to 1. */
  double share(Draw draw) {
    return draws[draw.ordinal()].nextDouble();
  }

  boolean heads(Draw draw, double likely) {
    return share(draw) < likely;
  }
}
