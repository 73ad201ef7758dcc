package dev.belay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.fund.AgentPatch;
import dev.belay.domain.fund.CapitalSteps.Cut;
import dev.belay.domain.fund.FundRefusal.Code;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.workflows.portfolio.CalendarWorkflow;
import dev.belay.workflows.portfolio.CalendarWorkflow.CalendarInput;
import dev.belay.workflows.portfolio.CalendarWorkflowImpl;
import dev.belay.workflows.portfolio.CapitalActivities.CapitalTransfer;
import dev.belay.workflows.portfolio.FundActivities.RosterEntry;
import dev.belay.workflows.portfolio.FundChangeActivities.FundChange;
import dev.belay.workflows.portfolio.PortfolioWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow.ChangeAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflow.PortfolioInput;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.portfolio.PortfolioWorkflowImpl;
import dev.belay.workflows.portfolio.RebalanceWorkflow;
import dev.belay.workflows.portfolio.RebalanceWorkflow.RebalanceInput;
import dev.belay.workflows.portfolio.RebalanceWorkflow.RebalanceResult;
import dev.belay.workflows.portfolio.RebalanceWorkflowImpl;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow.ReviewInput;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow.ReviewResult;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflowImpl;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rebalances, reviews, the calendar and the portfolio's updates in skipped time. */
class CapitalFlowTest {
  private final TestWorkflowEnvironment env = TestEnvironments.create();
  private final FakeFund fund = new FakeFund(this::now);
  private final FakeCapital capital = new FakeCapital(this::now);

  private Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  @BeforeEach
  void start() {
    Worker flows = env.newWorker(TaskQueues.ORCHESTRATION);
    flows.registerWorkflowImplementationTypes(
        CalendarWorkflowImpl.class,
        PortfolioWorkflowImpl.class,
        RebalanceWorkflowImpl.class,
        WeeklyReviewWorkflowImpl.class);
    flows.registerActivitiesImplementations(
        fund.new Clock(),
        fund.new Fund(),
        fund.new Launches(),
        capital.new Book(),
        capital.new Changes(),
        capital.new Dates());
    env.newWorker(TaskQueues.VENUE).registerActivitiesImplementations(capital.new VenueSide());
    env.newWorker(TaskQueues.MARKET_DATA).registerActivitiesImplementations(capital.new Writer());
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  @Test
  void aRebalanceMovesEveryTransferAndReducesPositions() {
    capital.transfers.add(new CapitalTransfer("t1", "main.a", Usdt.of("-200")));
    capital.transfers.add(new CapitalTransfer("t2", "main.b", Usdt.of("200")));
    capital.cuts.add(new Cut("main.a/BTCUSDT/1", null));
    capital.cuts.add(new Cut("main.a/ETHUSDT/1", Quantity.of("0.5")));

    RebalanceResult result = rebalance();

    assertThat(result).isEqualTo(new RebalanceResult(2, List.of()));
    assertThat(capital.moved).containsExactly("main.a -200", "main.b 200");
    assertThat(capital.settled).containsExactly("t1 null", "t2 null");
    assertThat(fund.closed).containsExactly("main.a/BTCUSDT/1 CAPITAL");
    assertThat(capital.asked).containsExactly("reduce main.a/ETHUSDT/1 by 0.5");
  }

  @Test
  void aRefusalOfTheVenueIsSettledAsOne() {
    capital.transfers.add(new CapitalTransfer("t1", "main.a", Usdt.of("-200")));
    capital.refusal = "VENUE_INSUFFICIENT";

    assertThat(rebalance().transfers()).isZero();
    assertThat(capital.settled).containsExactly("t1 VENUE_INSUFFICIENT");
  }

  @Test
  void aRebalanceThatCannotBeDoneEndsAndSaysWhatIsLeft() {
    capital.neverFinished = true;
    Instant began = now();

    RebalanceResult result = rebalance();

    assertThat(result.notMoved()).containsExactly("a: -1 USDT of -2 were not moved");
    assertThat(Duration.between(began, now()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
  }

  @Test
  void aReviewIsWrittenAndThePortfolioTold() {
    WeeklyReviewWorkflow review =
        env.getWorkflowClient()
            .newWorkflowStub(WeeklyReviewWorkflow.class, options("review/main/r"));

    ReviewResult result = review.run(new ReviewInput("i", "main", "r", "me"));

    assertThat(result).isEqualTo(new ReviewResult("main/r", List.of("b")));
    assertThat(fund.launched).containsExactly("reviewed main/r");
  }

  @Test
  void theCalendarRaisesAReviewEveryWeekOnce() {
    fund.onReview = () -> capital.raised.add(now());
    CalendarWorkflow calendar =
        env.getWorkflowClient().newWorkflowStub(CalendarWorkflow.class, options("calendar/x"));
    WorkflowClient.start(calendar::run, new CalendarInput("i", "main", null));

    env.sleep(Duration.ofDays(22));

    assertThat(fund.launched).containsExactlyElementsOf(Collections.nCopies(3, "review of a week"));
  }

  @Test
  void theCalendarRaisesReconciliationsWhereNoScheduleDoes() {
    CalendarWorkflow calendar =
        env.getWorkflowClient().newWorkflowStub(CalendarWorkflow.class, options("calendar/x"));
    WorkflowClient.start(calendar::run, new CalendarInput("i", "main", Duration.ofSeconds(60)));

    env.sleep(Duration.ofSeconds(250));

    assertThat(fund.launched).filteredOn(launch -> launch.equals("reconcile calendar")).hasSize(5);
  }

  @Test
  void updatesAreAnsweredAndTheirCapitalStartsMoving() {
    PortfolioWorkflow portfolio = portfolio();
    env.sleep(Duration.ofMinutes(1));

    FundChange allocated =
        portfolio.setAllocation(new SetAllocation("r1", Scheme.EQUAL, new TreeMap<>(), "me"));
    FundChange disabled = portfolio.disableAgent(new SwitchAgent("r2", "b", "me"));
    FundChange changed =
        portfolio.changeAgent(
            new ChangeAgent(
                "r3",
                "a",
                new AgentPatch(null, null, "speed", null, null, null, null, null),
                "me"));

    assertThat(allocated.plan()).isEqualTo("main/r1");
    assertThat(disabled.message()).isEqualTo("disable b");
    assertThat(changed.changed()).isTrue();
    assertThat(fund.launched)
        .containsExactly(
            "a", "b", "rebalance main/r1", "rebalance main/r2", "changed b", "changed a");
  }

  @Test
  void aRefusalIsAnAnswerAndNothingMoves() {
    PortfolioWorkflow portfolio = portfolio();

    FundChange refused = portfolio.disableAgent(new SwitchAgent("r", "nobody", "me"));

    assertThat(Objects.requireNonNull(refused.refusal()).code()).isEqualTo(Code.AGENT_UNKNOWN);
    assertThat(fund.launched).noneMatch(what -> what.startsWith("rebalance"));
  }

  @Test
  void anAgentThatComesBackIsStartedAgain() {
    PortfolioWorkflow portfolio = portfolio();
    List<RosterEntry> both = fund.roster;
    env.sleep(Duration.ofMinutes(6));
    fund.roster = List.of(both.getFirst());
    env.sleep(Duration.ofMinutes(6));
    assertThat(portfolio.state().agents()).containsExactly("a");

    fund.roster = both;
    env.sleep(Duration.ofMinutes(6));

    assertThat(fund.launched).containsExactly("a", "b", "b");
  }

  @Test
  void aReviewIsCarriedOutOnceAndWaitsForARebalanceUnderWay() {
    capital.rebalancing = true;
    PortfolioWorkflow portfolio = portfolio();
    env.sleep(Duration.ofMinutes(1));
    portfolio.rebalance("main/week");
    portfolio.rebalance("main/week");
    env.sleep(Duration.ofMinutes(1));
    assertThat(fund.launched).noneMatch(what -> what.startsWith("rebalance"));
    int marks = fund.marks.size();

    env.sleep(Duration.ofMinutes(20));
    // It goes on writing marks while it waits.
    assertThat(fund.marks.size()).isGreaterThan(marks + 2);
    capital.rebalancing = false;
    env.sleep(Duration.ofMinutes(1));

    assertThat(fund.launched).endsWith("rebalance main/week-plan", "changed b");
    assertThat(fund.launched).containsOnlyOnce("rebalance main/week-plan");
  }

  @Test
  void noUpdateAndNoReviewIsLostOverManyRuns() {
    capital.rebalancing = true;
    PortfolioWorkflow portfolio = portfolio();
    portfolio.rebalance("main/week");

    // Continues as new many times: every two seconds is a turn while a review waits.
    for (int i = 0; i < 60; i++) {
      FundChange change = portfolio.enableAgent(new SwitchAgent("r" + i, "a" + i, "me"));
      assertThat(change.changed()).isTrue();
      env.sleep(Duration.ofMinutes(1));
    }
    capital.rebalancing = false;
    env.sleep(Duration.ofMinutes(1));

    assertThat(capital.asked).contains("enable a0", "enable a59");
    assertThat(fund.launched).contains("rebalance main/week-plan", "changed a59");
  }

  private RebalanceResult rebalance() {
    RebalanceWorkflow workflow =
        env.getWorkflowClient().newWorkflowStub(RebalanceWorkflow.class, options("rebalance/p"));
    return workflow.run(new RebalanceInput("i", "main/p"));
  }

  private PortfolioWorkflow portfolio() {
    PortfolioWorkflow portfolio =
        env.getWorkflowClient().newWorkflowStub(PortfolioWorkflow.class, options("portfolio/main"));
    WorkflowClient.start(portfolio::run, new PortfolioInput("i", "main", null, null));
    // The run changes when it continues as new.
    return env.getWorkflowClient().newWorkflowStub(PortfolioWorkflow.class, "portfolio/main");
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.ORCHESTRATION)
        .setWorkflowId(id)
        .build();
  }
}
