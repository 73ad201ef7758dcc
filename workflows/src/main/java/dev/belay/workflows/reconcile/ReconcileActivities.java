package dev.belay.workflows.reconcile;

import dev.belay.domain.reconcile.Difference;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Looking at all sides of every account; regular activities on the queue {@code venue}. */
@ActivityInterface
public interface ReconcileActivities {

  /** Where the sides differ now, or seem to because something moves. Harmless, retried. */
  @ActivityMethod(name = "Reconcile.Look")
  Looked look(String portfolio);

  /** Takes the safe steps of each difference; every one may be repeated. */
  @ActivityMethod(name = "Reconcile.Repair")
  void repair(List<Difference> differences);

  /** Opens and closes cases. */
  @ActivityMethod(name = "Reconcile.Record")
  void record(Reconciled reconciled);

  /**
   * @param orders resting or under way
   * @param positions not over
   * @param unreachable accounts that the venue did not answer for, and why
   */
  record Looked(
      int accounts,
      int orders,
      int positions,
      List<Difference> differences,
      SortedMap<String, String> unreachable) {
    public Looked {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What a reconciliation came to.
   *
   * @param began wall time
   * @param looked the first look
   * @param standing differences that did not pass by themselves
   * @param left those of them that no step has mended
   */
  record Reconciled(
      String portfolio,
      Instant began,
      Looked looked,
      List<Difference> standing,
      List<Difference> left) {
    public Reconciled {
      standing = List.copyOf(standing);
      left = List.copyOf(left);
    }
  }
}
