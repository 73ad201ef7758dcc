package dev.belay.app.run;

import dev.belay.api.portfolio.AgentCommands;
import dev.belay.api.portfolio.PositionCommands;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Controls;
import dev.belay.ledger.Instructions.Commander;
import dev.belay.ledger.Positions;
import dev.belay.ledger.Roster;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.portfolio.AgentWorkflow;
import dev.belay.workflows.wire.LaunchActivities.AgentLaunch;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pause, resume and exit of agents: so in the ledger at once, whatever the agent is in the middle
 * of, and then its workflow is told.
 */
final class AgentOperator implements AgentCommands {
  private final String portfolio;
  private final Roster roster;
  private final Controls controls;
  private final Positions positions;
  private final PositionCommands commands;
  private final Launcher launcher;
  private final WorkflowClient client;

  AgentOperator(
      String portfolio,
      LedgerStack ledger,
      PositionCommands commands,
      Launcher launcher,
      WorkflowClient client) {
    this.portfolio = portfolio;
    this.roster = ledger.roster;
    this.controls = ledger.controls;
    this.positions = ledger.positions;
    this.commands = commands;
    this.launcher = launcher;
    this.client = client;
  }

  @Override
  public Optional<Told> pause(String agent, String by) {
    return told(
        agent,
        id -> {
          boolean changed = controls.setPaused(portfolio, agent, true, by);
          tell(agent, workflow -> workflow.pause(by));
          return new Done(id, changed, List.of());
        });
  }

  @Override
  public Optional<Told> resume(String agent, String by) {
    return told(
        agent,
        id -> {
          boolean changed = controls.setPaused(portfolio, agent, false, by);
          tell(agent, workflow -> workflow.resume(by));
          return new Done(id, changed, List.of());
        });
  }

  @Override
  public Optional<Told> exit(String agent, String request, String by) {
    return told(
        agent,
        id -> {
          boolean changed = controls.setPaused(portfolio, agent, true, by);
          List<String> open = positions.open(PortfolioSpec.account(portfolio, agent));
          for (String position : open) {
            Commander commander = new Commander(request + "/" + position, by, "exit of the agent");
            var unused = commands.tell(position, new PositionCommands.Close(null), commander);
          }
          // Closes also what an entry on its way may yet open.
          tell(agent, workflow -> workflow.exit(by));
          return new Done(id, changed || !open.isEmpty(), open);
        });
  }

  private Optional<Told> told(String agent, Function<String, Told> work) {
    return roster.agents(portfolio).stream()
        .filter(known -> known.spec().id().equals(agent))
        .findFirst()
        .map(Agents.Agent::enabled)
        .map(enabled -> enabled ? work.apply(WorkflowIds.agent(portfolio, agent)) : new Disabled());
  }

  private void tell(String agent, Consumer<AgentWorkflow> message) {
    launcher.agent(new AgentLaunch(portfolio, agent));
    message.accept(
        client.newWorkflowStub(AgentWorkflow.class, WorkflowIds.agent(portfolio, agent)));
  }
}
