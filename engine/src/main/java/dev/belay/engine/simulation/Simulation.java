package dev.belay.engine.simulation;

import dev.belay.engine.simulation.Chance.Strike;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs worlds by their seeds. A seed says all: what is decided, what goes wrong and when, and in
 * which order everything happens. Keeps nothing, so any number of threads may run worlds.
 */
public final class Simulation {
  /** How many worlds the shrinking of one failure may take. */
  private static final int SHRINKING = 2_000;

  private final Conduct conduct;

  /** Of the order path as it is. */
  public Simulation() {
    this(Conduct.RIGHT);
  }

  Simulation(Conduct conduct) {
    this.conduct = conduct;
  }

  /**
   * What came of a world.
   *
   * @param steps that were taken and inspected
   * @param faults how often each kind happened, of those that did
   * @param violation the invariant that did not hold; null when all did
   */
  public record Outcome(
      long seed, int steps, SortedMap<String, Integer> faults, @Nullable String violation) {
    public boolean passed() {
      return violation == null;
    }
  }

  /**
   * A failed world with all left out that it fails without.
   *
   * @param violation code of the invariant
   * @param incidents what happened, as few as were found to suffice
   * @param story what each actor did, by time
   */
  public record Failure(
      long seed, String violation, String detail, List<String> incidents, List<String> story) {}

  /** Runs one world to its end or to the first violation. */
  public Outcome run(long seed) {
    World world = new World(seed, conduct, null, false);
    Violated violated = world.run();
    SortedMap<String, Integer> faults = new TreeMap<>();
    for (Incident incident : Incident.values()) {
      int count = world.chance().count(incident);
      if (incident.isFault() && count > 0) {
        faults.put(incident.name(), count);
      }
    }
    return new Outcome(seed, world.steps(), faults, violated == null ? null : violated.code());
  }

  /**
   * Shrinks a failing world and tells it.
   *
   * @throws IllegalArgumentException if the seed does not fail
   */
  public Failure explain(long seed) {
    World whole = new World(seed, conduct, null, false);
    Violated violated = whole.run();
    if (violated == null) {
      throw new IllegalArgumentException("Expected a seed that fails, was " + seed);
    }
    Set<Strike> all = new LinkedHashSet<>(whole.chance().struck());
    @Nullable Set<Strike> enough =
        fails(seed, violated.code(), all) ? shrunk(seed, violated.code(), all) : null;
    World told = new World(seed, conduct, enough, true);
    Violated again = told.run();
    if (again == null) {
      throw new IllegalStateException("Expected seed %d to fail again".formatted(seed));
    }
    return new Failure(
        seed,
        again.code(),
        again.detail(),
        told.chance().struck().stream().map(Strike::text).toList(),
        told.story().lines());
  }

  /** Leaves out ever smaller pieces as long as the same invariant is violated. */
  private Set<Strike> shrunk(long seed, String code, Set<Strike> all) {
    List<Strike> kept = new ArrayList<>(all);
    int runs = 0;
    int piece = Math.max(1, kept.size() / 2);
    while (runs < SHRINKING) {
      boolean smaller = false;
      for (int from = 0; from < kept.size() && runs < SHRINKING; ) {
        List<Strike> fewer = new ArrayList<>(kept);
        fewer.subList(from, Math.min(kept.size(), from + piece)).clear();
        runs++;
        if (fails(seed, code, new LinkedHashSet<>(fewer))) {
          kept = fewer;
          smaller = true;
        } else {
          from += piece;
        }
      }
      if (piece == 1 && !smaller) {
        break;
      }
      piece = Math.max(1, piece / 2);
    }
    return new LinkedHashSet<>(kept);
  }

  private boolean fails(long seed, String code, Set<Strike> incidents) {
    Violated violated = new World(seed, conduct, incidents, false).run();
    return violated != null && violated.code().equals(code);
  }
}
