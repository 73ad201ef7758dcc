package dev.belay.simulator.fault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan that is in force, if there is one. It lives in memory: the next start has none. What an
 * order that waits after its trigger has become is in the books.
 */
public final class Faults {
  private volatile @Nullable Campaign current;

  /** Null when nothing is planned; costs one read of memory. */
  public @Nullable Campaign current() {
    return current;
  }

  /** In place of what there was, counting from the beginning. */
  public void set(FaultPlan plan) {
    current = new Campaign(plan);
  }

  /** Nothing goes wrong from now on; what was planned had come to this. */
  public Optional<Campaign.Report> clear() {
    Campaign was = current;
    current = null;
    return was == null ? Optional.empty() : Optional.of(was.report());
  }
}
