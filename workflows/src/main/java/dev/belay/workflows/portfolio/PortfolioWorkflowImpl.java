package dev.belay.workflows.portfolio;

import dev.belay.domain.fund.FundRefusal;
import dev.belay.domain.time.Tick;
import dev.belay.workflows.clock.ClockActivities;
import dev.belay.workflows.clock.ClockActivities.NextTick;
import dev.belay.workflows.portfolio.FundActivities.MarkRequest;
import dev.belay.workflows.portfolio.FundActivities.RosterEntry;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.FundChangeActivities.InFund;
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

/** See that the agents run, carry out what was asked, sleep to the next mark, write it, again. */
public final class PortfolioWorkflowImpl implements PortfolioWorkflow {
  /** The market-time grid of equity marks. */
  public static final Duration MARK_INTERVAL = Duration.ofMinutes(5);

  private static final int MARKS_A_RUN = 500;
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final FundActivities fund =
      Workflow.newLocalActivityStub(FundActivities.class, ActivityProfiles.LEDGER);
  private final ClockActivities clock =
      Workflow.newLocalActivityStub(ClockActivities.class, ActivityProfiles.LEDGER);
  private final LaunchActivities launch =
      Workflow.newLocalActivityStub(LaunchActivities.class, ActivityProfiles.LEDGER);

  private final FundChangeActivities changes =
      Workflow.newLocalActivityStub(FundChangeActivities.class, ActivityProfiles.LEDGER);

  private final PortfolioInput input;
  private final List<String> agents = new ArrayList<>();
  private final Deque<String> exits = new ArrayDeque<>();
  private final Deque<String> reviews = new ArrayDeque<>();
  private @Nullable Instant previous;

  /** A review has to wait for a rebalance that is not finished. */
  private boolean waiting;

  @WorkflowInit
  public PortfolioWorkflowImpl(PortfolioInput input) {
    this.input = input;
    this.previous = input.previous();
    if (input.reviews() != null) {
      reviews.addAll(input.reviews());
    }
  }

  @Override
  public void run(PortfolioInput ignored) {
    for (int marks = 0; marks < MARKS_A_RUN; marks++) {
      startAgents();
      flattenIfAsked();
      carryOutReviews();
      sleepToTheNextMark();
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        break;
      }
    }
    do {
      Workflow.await(Workflow::isEveryHandlerFinished);
      flattenIfAsked();
    } while (!exits.isEmpty() || !Workflow.isEveryHandlerFinished());
    Workflow.continueAsNew(
        new PortfolioInput(
            input.installation(), input.portfolio(), previous, List.copyOf(reviews)));
  }

  private void sleepToTheNextMark() {
    Tick tick = clock.next(new NextTick(MARK_INTERVAL, previous));
    Duration delay = tick.ended() ? SHORT : tick.wallDelay();
    boolean early = waiting && SHORT.compareTo(delay) < 0;
    boolean told =
        Workflow.await(
            early ? SHORT : delay, () -> !exits.isEmpty() || (!waiting && !reviews.isEmpty()));
    if (!told && !early && !tick.ended()) {
      previous = tick.asOf();
      fund.mark(new MarkRequest(input.portfolio(), tick.asOf()));
    }
  }

  private void startAgents() {
    List<String> roster = fund.roster(input.portfolio()).stream().map(RosterEntry::agent).toList();
    // One that was disabled is to be started again when it comes back.
    agents.retainAll(roster);
    for (String agent : roster) {
      if (!agents.contains(agent)) {
        launch.agent(new AgentLaunch(input.portfolio(), agent));
        agents.add(agent);
      }
    }
  }

  private void flattenIfAsked() {
    while (!exits.isEmpty()) {
      launch.flatten(new FlattenCommand(input.portfolio(), exits.removeFirst()));
    }
  }

  private void carryOutReviews() {
    waiting = false;
    while (!reviews.isEmpty() && !waiting) {
      FundChange change =
          carriedOut(changes.applyReview(new InFund<>(input.portfolio(), reviews.getFirst())));
      FundRefusal refusal = change.refusal();
      waiting = refusal != null && refusal.code() == FundRefusal.Code.REBALANCE_RUNNING;
      if (!waiting) {
        reviews.removeFirst();
      }
    }
  }

  /** What the ledger has decided takes its course: capital moves, agents are told. */
  private FundChange carriedOut(FundChange change) {
    if (change.plan() != null) {
      launch.rebalance(change.plan());
    }
    for (String agent : change.agents()) {
      launch.agentChanged(new AgentLaunch(input.portfolio(), agent));
    }
    return change;
  }

  @Override
  public FundChange addAgent(AddAgent command) {
    return carriedOut(changes.addAgent(new InFund<>(input.portfolio(), command)));
  }

  @Override
  public FundChange changeAgent(ChangeAgent command) {
    return carriedOut(changes.changeAgent(new InFund<>(input.portfolio(), command)));
  }

  @Override
  public FundChange disableAgent(SwitchAgent command) {
    return carriedOut(changes.disableAgent(new InFund<>(input.portfolio(), command)));
  }

  @Override
  public FundChange enableAgent(SwitchAgent command) {
    return carriedOut(changes.enableAgent(new InFund<>(input.portfolio(), command)));
  }

  @Override
  public FundChange setAllocation(SetAllocation command) {
    return carriedOut(changes.setAllocation(new InFund<>(input.portfolio(), command)));
  }

  @Override
  public void emergencyExit(String request) {
    exits.add(request);
  }

  @Override
  public void rebalance(String review) {
    if (!reviews.contains(review)) {
      reviews.add(review);
    }
  }

  @Override
  public PortfolioProgress state() {
    return new PortfolioProgress(previous, agents);
  }
}
