package dev.belay.engine.simulation;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Virtual time and what is due in it. What is due at the same time keeps its order. */
final class Agenda {
  static final long STEPS_OF_A_MILLISECOND = 1_000;

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long now;
  private long number;
  private int stepsOfNow;

  /** What ends together: nothing that belongs to it happens after its end. */
  static final class Life {
    private boolean over;

    void end() {
      over = true;
    }

    boolean isOver() {
      return over;
    }
  }

  private record Due(long at, long number, @Nullable Life life, Runnable action)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** Milliseconds of wall time since the world began. */
  long now() {
    return now;
  }

  /** The step in time: which millisecond, and the how-manieth of it. */
  long moment() {
    return now * STEPS_OF_A_MILLISECOND + Math.min(stepsOfNow, STEPS_OF_A_MILLISECOND - 1);
  }

  /**
   * @param life without which it does not happen; null if it happens anyway
   */
  void after(long delay, @Nullable Life life, Runnable action) {
    due.add(new Due(now + Math.max(0, delay), number++, life, action));
  }

  /** Does what is due next; false when nothing is. */
  boolean step() {
    while (true) {
      Due next = due.poll();
      if (next == null) {
        return false;
      }
      if (next.life() == null || !next.life().isOver()) {
        stepsOfNow = now == next.at() ? stepsOfNow + 1 : 0;
        now = next.at();
        next.action().run();
        return true;
      }
    }
  }
}
