package dev.belay.activities.fund;

import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.MarketData;
import dev.belay.ledger.FundChanges;
import dev.belay.workflows.portfolio.FundChangeActivities;
import dev.belay.workflows.portfolio.PortfolioWorkflow.AddAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;

/** Changes of the fund in the ledger, at the market's quotes. */
public final class FundChangeBook implements FundChangeActivities {
  private final FundChanges changes;
  private final ReturnsReader returns;
  private final MarketData market;

  public FundChangeBook(FundChanges changes, ReturnsReader returns, MarketData market) {
    this.changes = changes;
    this.returns = returns;
    this.market = market;
  }

  @Override
  public FundChange setAllocation(InFund<SetAllocation> in) {
    SetAllocation command = in.command();
    return change(
        changes.setAllocation(
            in.portfolio(),
            command.scheme(),
            command.weights(),
            context(in.portfolio(), command.request(), command.by())));
  }

  @Override
  public FundChange addAgent(InFund<AddAgent> in) {
    AddAgent command = in.command();
    return change(
        changes.add(
            in.portfolio(),
            command.agent(),
            command.capital(),
            context(in.portfolio(), command.request(), command.by())));
  }

  @Override
  public FundChange changeAgent(InFund<ChangeAgent> in) {
    ChangeAgent command = in.command();
    return change(
        changes.change(
            in.portfolio(),
            command.agent(),
            command.patch(),
            context(in.portfolio(), command.request(), command.by())));
  }

  @Override
  public FundChange disableAgent(InFund<SwitchAgent> in) {
    SwitchAgent command = in.command();
    return change(
        changes.disable(
            in.portfolio(),
            command.agent(),
            context(in.portfolio(), command.request(), command.by())));
  }

  @Override
  public FundChange enableAgent(InFund<SwitchAgent> in) {
    SwitchAgent command = in.command();
    return change(
        changes.enable(
            in.portfolio(),
            command.agent(),
            context(in.portfolio(), command.request(), command.by())));
  }

  @Override
  public FundChange applyReview(InFund<String> in) {
    String review = in.command();
    String request = "review-" + review.substring(review.indexOf('/') + 1);
    return change(
        changes.applyReview(in.portfolio(), review, context(in.portfolio(), request, "review")));
  }

  private FundChanges.Context context(String portfolio, String request, String by) {
    return new FundChanges.Context(
        request,
        by,
        market.time().now(),
        market.quotes(),
        market.instruments().stream().map(Instrument::symbol).toList(),
        PromptLibrary.STYLES,
        returns.sinceReview(portfolio));
  }

  private static FundChange change(FundChanges.Change change) {
    return new FundChange(
        change.changed(),
        change.refusal(),
        change.message(),
        change.plan(),
        change.agents(),
        change.amount());
  }
}
