package dev.belay.workflows.portfolio;

import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.money.Usdt;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the fund in the ledger, judged under its lock: a refusal is a value. Idempotent by the
 * request, run as local activities.
 */
@ActivityInterface
public interface FundChangeActivities {
  @ActivityMethod(name = "FundChange.SetAllocation")
  FundChange setAllocation(InFund<SetAllocation> command);

  @ActivityMethod(name = "FundChange.AddAgent")
  FundChange addAgent(InFund<AddAgent> command);

  @ActivityMethod(name = "FundChange.ChangeAgent")
  FundChange changeAgent(InFund<ChangeAgent> command);

  @ActivityMethod(name = "FundChange.DisableAgent")
  FundChange disableAgent(InFund<SwitchAgent> command);

  @ActivityMethod(name = "FundChange.EnableAgent")
  FundChange enableAgent(InFund<SwitchAgent> command);

  /** Carries out a review: disables, and shares the capital out anew. */
  @ActivityMethod(name = "FundChange.ApplyReview")
  FundChange applyReview(InFund<String> review);

  /** A command about a portfolio. */
  record InFund<T>(String portfolio, T command) {}

  /**
   * What came of it.
   *
   * @param changed false when it was so already, or is refused
   * @param refusal why nothing was applied
   * @param message for people
   * @param plan of the capital to be moved now
   * @param agents to be told
   * @param amount that an agent is to get; null where that is not the question
   */
  record FundChange(
      boolean changed,
      @Nullable FundRefusal refusal,
      String message,
      @Nullable String plan,
      List<String> agents,
      @Nullable Usdt amount) {
    public FundChange {
      agents = List.copyOf(agents);
    }
  }
}
