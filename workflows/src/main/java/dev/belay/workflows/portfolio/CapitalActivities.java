package dev.belay.workflows.portfolio;

import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.money.Usdt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's side of capital on its way; idempotent, run as local activities. */
@ActivityInterface
public interface CapitalActivities {

  /** What the plan needs now, its transfers recorded first. */
  @ActivityMethod(name = "CapitalBook.Step")
  CapitalStep step(StepRequest request);

  /**
   * Keeps the instruction to close a part of a position; the position then carries it out.
   *
   * @return false where a part cannot be closed, and all of it has to be
   */
  @ActivityMethod(name = "CapitalBook.Reduce")
  boolean reduce(ReduceRequest request);

  /** Stores what the venue said to a transfer. */
  @ActivityMethod(name = "CapitalBook.Settle")
  void settle(TransferAnswer answer);

  /**
   * @param look numbers the looks of a run: asked again for the same one nothing is kept twice
   */
  record ReduceRequest(String plan, Cut cut, int look) {}

  /**
   * @param overdue the plan's time is over
   */
  record StepRequest(String plan, boolean overdue) {}

  /**
   * @param transfers that the venue has not answered yet
   * @param notMoved what could not be moved, once it is finished
   */
  record CapitalStep(
      List<CapitalTransfer> transfers, List<Cut> cuts, boolean finished, List<String> notMoved) {
    public CapitalStep {
      transfers = List.copyOf(transfers);
      cuts = List.copyOf(cuts);
      notMoved = List.copyOf(notMoved);
    }
  }

  /**
   * @param amount to the account, or from it when negative
   */
  record CapitalTransfer(String id, String account, Usdt amount) {}

  /**
   * @param refusal the venue's; null when it moved the capital
   */
  record TransferAnswer(String id, @Nullable String refusal) {}
}
