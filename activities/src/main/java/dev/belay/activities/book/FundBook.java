package dev.belay.activities.book;

import dev.belay.domain.market.MarketData;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Controls;
import dev.belay.ledger.Marks;
import dev.belay.ledger.Positions;
import dev.belay.ledger.Roster;
import dev.belay.workflows.portfolio.FundActivities;
import java.util.List;

/** The fund and its agents in the ledger, valued at the market's quotes. */
public final class FundBook implements FundActivities {
  private final Roster roster;
  private final Positions positions;
  private final Marks marks;
  private final Controls controls;
  private final MarketData market;

  public FundBook(
      Roster roster, Positions positions, Marks marks, Controls controls, MarketData market) {
    this.roster = roster;
    this.positions = positions;
    this.marks = marks;
    this.controls = controls;
    this.market = market;
  }

  @Override
  public List<RosterEntry> roster(String portfolio) {
    return roster.agents(portfolio).stream()
        .filter(Agents.Agent::enabled)
        .map(agent -> new RosterEntry(agent.spec().id(), agent.spec().interval()))
        .toList();
  }

  @Override
  public List<String> accounts(String portfolio) {
    return roster.accountsInUse(portfolio);
  }

  @Override
  public AgentState agentState(AgentRef ref) {
    Agents.Agent agent = roster.agent(ref.portfolio(), ref.agent());
    return new AgentState(agent.status(market.time().now()), agent.spec().interval());
  }

  @Override
  public void mark(MarkRequest request) {
    marks.mark(request.portfolio(), request.asOf(), market.quotes());
  }

  @Override
  public void halt(HaltRequest request) {
    if (request.flatten() == null) {
      controls.halt(request.portfolio(), request.reason(), request.by());
    } else {
      controls.flatten(request.portfolio(), request.flatten(), request.by());
    }
  }

  @Override
  public void flattened(FlatRef flatten) {
    controls.flattened(flatten.portfolio(), flatten.request());
  }

  @Override
  public void setPaused(PauseRequest request) {
    boolean unused =
        controls.setPaused(
            request.agent().portfolio(), request.agent().agent(), request.paused(), request.by());
  }

  @Override
  public List<String> openPositions(String account) {
    return positions.open(account);
  }
}
