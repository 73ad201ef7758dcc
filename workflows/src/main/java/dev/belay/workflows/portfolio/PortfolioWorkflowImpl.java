package dev.belay.workflows.portfolio;

import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.clock.ClockActivities.NextTick;
import dev.belay.workflows.portfolio.FundActivities.MarkRequest;
import dev.belay.workflows.portfolio.FundActivities.RosterEntry;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.AgentLaunch;
import dev.belay.workflows.wire.LaunchActivities.FlattenCommand;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See that the agents run, sleep to the next mark, write it, again. */
public final class PortfolioWorkflowImpl implements PortfolioWorkflow {
  /** The market-time grid of equity marks. */
  public static final Duration MARK_INTERVAL = Duration.ofMinutes(5);

  private static final int MARKS_A_RUN = 500;

  private final FundActivities fund =
      Workflow.newLocalActivityStub(FundActivities.class, ActivityProfiles.LEDGER);
  private final ClockActivities clock =
      Workflow.newLocalActivityStub(ClockActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private final PortfolioInput input;
  private final List<String> agents = new ArrayList<>();
  private final Deque<String> exits = new ArrayDeque<>();
  private @Nullable Instant previous;

  @WorkflowInit
  public PortfolioWorkflowImpl(PortfolioInput input) {
    this.input = input;
    this.previous = input.previous();
  }

  @Override
  public void run(PortfolioInput ignored) {
    for (int marks = 0; marks < MARKS_A_RUN; marks++) {
      startAgents();
      flattenIfAsked();
      Tick tick = clock.next(new NextTick(MARK_INTERVAL, previous));
      Duration delay = tick.ended() ? Duration.ofSeconds(2) : tick.wallDelay();
      if (!Workflow.await(delay, () -> !exits.isEmpty()) && !tick.ended()) {
        previous = tick.asOf();
        fund.mark(new MarkRequest(input.portfolio(), tick.asOf()));
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        break;
      }
    }
    flattenIfAsked();
    Workflow.continueAsNew(new PortfolioInput(input.installation(), input.portfolio(), previous));
  }

  private void startAgents() {
    for (RosterEntry entry : fund.roster(input.portfolio())) {
      if (!agents.contains(entry.agent())) {
        launch.agent(new AgentLaunch(input.portfolio(), entry.agent()));
        agents.add(entry.agent());
      }
    }
  }

  private void flattenIfAsked() {
    while (!exits.isEmpty()) {
      launch.flatten(new FlattenCommand(input.portfolio(), exits.removeFirst()));
    }
  }

  @Override
  public void emergencyExit(String request) {
    exits.add(request);
  }

  @Override
  public PortfolioProgress state() {
    return new PortfolioProgress(previous, agents);
  }
}
