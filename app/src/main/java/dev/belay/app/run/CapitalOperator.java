package dev.belay.app.run;

import dev.belay.api.fund.CapitalCommands;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;

/** Capital and roster, as updates of the running portfolio. */
final class CapitalOperator implements CapitalCommands {
  private final String portfolio;
  private final Launcher launcher;
  private final PortfolioWorkflow fund;

  CapitalOperator(String portfolio, Launcher launcher, WorkflowClient client) {
    this.portfolio = portfolio;
    this.launcher = launcher;
    this.fund = client.newWorkflowStub(PortfolioWorkflow.class, WorkflowIds.portfolio(portfolio));
  }

  @Override
  public FundChange setAllocation(SetAllocation command) {
    return fund.setAllocation(command);
  }

  @Override
  public FundChange addAgent(AddAgent command) {
    return fund.addAgent(command);
  }

  @Override
  public FundChange changeAgent(ChangeAgent command) {
    return fund.changeAgent(command);
  }

  @Override
  public FundChange disableAgent(SwitchAgent command) {
    return fund.disableAgent(command);
  }

  @Override
  public FundChange enableAgent(SwitchAgent command) {
    return fund.enableAgent(command);
  }

  @Override
  public String review(String request, String by) {
    launcher.review(portfolio, request, by);
    return request;
  }
}
