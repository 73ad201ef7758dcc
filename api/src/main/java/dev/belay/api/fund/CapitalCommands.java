package dev.belay.api.fund;

import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;

/**
 * What an operator can tell the fund about its capital and its agents. A refusal is part of the
 * answer; the same request again changes nothing.
 */
public interface CapitalCommands {
  FundChange setAllocation(SetAllocation command);

  FundChange addAgent(AddAgent command);

  FundChange changeAgent(ChangeAgent command);

  FundChange disableAgent(SwitchAgent command);

  FundChange enableAgent(SwitchAgent command);

  /** Starts a review by hand, which then is carried out; returns its id in this API. */
  String review(String request, String by);
}
