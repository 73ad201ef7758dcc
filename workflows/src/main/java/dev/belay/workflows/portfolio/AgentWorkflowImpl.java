package dev.belay.workflows.portfolio;

import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.clock.ClockActivities.NextTick;
import dev.belay.workflows.portfolio.FundActivities.AgentRef;
import dev.belay.workflows.portfolio.FundActivities.AgentState;
import dev.belay.workflows.portfolio.FundActivities.PauseRequest;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.TradingRoundWorkflow.RoundInput;
import dev.belay.workflows.wire.ActivityProfiles;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.LaunchActivities.CloseCommand;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Sleep to the next point of the grid, run the round, again. */
public final class AgentWorkflowImpl implements AgentWorkflow {
  private static final int ROUNDS_A_RUN = 250;
  private static final Duration PAUSED = Duration.ofSeconds(2);
  private static final Duration SHORTEST_MODEL_TIME = Duration.ofSeconds(5);
  private static final Duration LONGEST_MODEL_TIME = Duration.ofSeconds(60);

  private final FundActivities fund =
      Workflow.newLocalActivityStub(FundActivities.class, ActivityProfiles.LEDGER);
  private final ClockActivities clock =
      Workflow.newLocalActivityStub(ClockActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private final AgentInput input;
  private final AgentRef self;
  private final Deque<Runnable> commands = new ArrayDeque<>();
  private @Nullable Instant previous;
  private String status = "starting";

  @WorkflowInit
  public AgentWorkflowImpl(AgentInput input) {
    this.input = input;
    this.self = new AgentRef(input.portfolio(), input.agent());
    this.previous = input.previous();
  }

  @Override
  public void run(AgentInput ignored) {
    for (int rounds = 0; rounds < ROUNDS_A_RUN; rounds++) {
      carryOutCommands();
      AgentState state = fund.agentState(self);
      status = state.status();
      switch (status) {
        case "disabled" -> {
          // Told just now that it is enabled again, it looks once more.
          if (commands.isEmpty()) {
            return;
          }
        }
        case "running" -> nextRound(state.interval());
        default -> Workflow.await(PAUSED, () -> !commands.isEmpty());
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        break;
      }
    }
    carryOutCommands();
    Workflow.continueAsNew(
        new AgentInput(input.installation(), input.portfolio(), input.agent(), previous));
  }

  private void nextRound(Duration interval) {
    Tick tick = clock.next(new NextTick(interval, previous));
    if (tick.ended()) {
      status = "market ended";
      Workflow.await(PAUSED, () -> !commands.isEmpty());
    } else if (!Workflow.await(tick.wallDelay(), () -> !commands.isEmpty())) {
      previous = tick.asOf();
      runRound(new RoundRef(input.portfolio(), input.agent(), tick.asOf(), interval), tick);
    }
  }

  private void runRound(RoundRef round, Tick tick) {
    TradingRoundWorkflow child =
        Workflow.newChildWorkflowStub(
            TradingRoundWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.round(round.portfolio(), round.agent(), round.asOf()))
                // An agent that is started anew must not take its round down with it.
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary(round.agent() + " · as of " + round.asOf())
                .setTypedSearchAttributes(
                    SearchAttributes.newBuilder()
                        .set(Attributes.SYSTEM, "portfolio")
                        .set(Attributes.AGENT, round.agent())
                        .set(Attributes.AS_OF, tick.asOf().atOffset(ZoneOffset.UTC))
                        .build())
                .build());
    try {
      child.run(new RoundInput(input.installation(), round, modelDeadline(round.interval())));
    } catch (ChildWorkflowFailure e) {
      if (e.getCause() instanceof CanceledFailure canceled) {
        throw canceled;
      }
      // It ran already, or it failed: its row in the ledger tells; the agent goes on.
      Workflow.getLogger(AgentWorkflowImpl.class)
          .warn("A round ended without result round={} cause={}", round.id(), e.getCause());
    }
  }

  private static Duration modelDeadline(Duration interval) {
    Duration half = interval.dividedBy(2);
    if (half.compareTo(SHORTEST_MODEL_TIME) < 0) {
      return SHORTEST_MODEL_TIME;
    }
    return half.compareTo(LONGEST_MODEL_TIME) < 0 ? half : LONGEST_MODEL_TIME;
  }

  private void carryOutCommands() {
    while (!commands.isEmpty()) {
      commands.removeFirst().run();
    }
  }

  @Override
  public void pause(String by) {
    commands.add(() -> fund.setPaused(new PauseRequest(self, true, by)));
  }

  @Override
  public void resume(String by) {
    commands.add(() -> fund.setPaused(new PauseRequest(self, false, by)));
  }

  @Override
  public void exit(String by) {
    commands.add(
        () -> {
          fund.setPaused(new PauseRequest(self, true, by));
          for (String position :
              fund.openPositions(PortfolioSpec.account(self.portfolio(), self.agent()))) {
            launch.closePosition(new CloseCommand(position, ExitReason.COMMAND));
          }
        });
  }

  /** Being told wakes it, and then it asks the ledger. */
  @Override
  public void changed() {
    commands.add(() -> {});
  }

  @Override
  public AgentProgress state() {
    return new AgentProgress(previous, status);
  }
}
