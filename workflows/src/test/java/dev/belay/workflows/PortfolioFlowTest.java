package dev.belay.workflows;

import static dev.belay.workflows.FakeFund.element;
import static dev.belay.workflows.FakeFund.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.Action;
import dev.belay.workflows.flatten.FlattenWorkflow;
import dev.belay.workflows.flatten.FlattenWorkflow.FlattenInput;
import dev.belay.workflows.flatten.FlattenWorkflow.FlattenResult;
import dev.belay.workflows.flatten.FlattenWorkflowImpl;
import dev.belay.workflows.portfolio.AgentWorkflow;
import dev.belay.workflows.portfolio.AgentWorkflow.AgentInput;
import dev.belay.workflows.portfolio.AgentWorkflowImpl;
import dev.belay.workflows.portfolio.PortfolioWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow.PortfolioInput;
import dev.belay.workflows.portfolio.PortfolioWorkflowImpl;
import dev.belay.workflows.portfolio.RoundActivities.RecordedDecision;
import dev.belay.workflows.portfolio.RoundActivities.RoundOpening;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.TradingRoundWorkflow;
import dev.belay.workflows.portfolio.TradingRoundWorkflow.RoundInput;
import dev.belay.workflows.portfolio.TradingRoundWorkflow.RoundResult;
import dev.belay.workflows.portfolio.TradingRoundWorkflowImpl;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds, agents, the portfolio and its emergency exit in skipped time. */
class PortfolioFlowTest {
  private final TestWorkflowEnvironment env = TestEnvironments.create();
  private final FakeFund fund = new FakeFund(() -> Instant.ofEpochMilli(env.currentTimeMillis()));
  private final FakeWorld world =
      new FakeWorld(() -> Instant.ofEpochMilli(env.currentTimeMillis()));
  private final RoundRef round =
      new RoundRef("main", "a", Instant.parse("2026-01-05T00:01:00Z"), Duration.ofMinutes(1));

  @BeforeEach
  void start() {
    Worker flows = env.newWorker(TaskQueues.ORCHESTRATION);
    flows.registerWorkflowImplementationTypes(
        TradingRoundWorkflowImpl.class,
        AgentWorkflowImpl.class,
        PortfolioWorkflowImpl.class,
        FlattenWorkflowImpl.class);
    flows.registerActivitiesImplementations(
        fund.new Rounds(), fund.new Clock(), fund.new Fund(), fund.new Launches());
    env.newWorker(TaskQueues.MARKET_DATA).registerActivitiesImplementations(fund.new Market());
    env.newWorker(TaskQueues.MODELS).registerActivitiesImplementations(fund.new Models());
    env.newWorker(TaskQueues.VENUE).registerActivitiesImplementations(new VenueOnly(world));
    env.start();
  }

  @AfterEach
  void stop() {
    env.close();
  }

  @Test
  void aRoundCarriesOutWhatWasAdmittedAndCountsWhatWasRefused() {
    fund.elements =
        List.of(
            element(0, "BTCUSDT", Action.CLOSE_LONG),
            element(1, "ETHUSDT", Action.OPEN_SHORT),
            refused(2, "SOLUSDT", Action.OPEN_LONG),
            element(3, "XRPUSDT", Action.HOLD));

    RoundResult result = runRound();

    assertThat(result).isEqualTo(new RoundResult("TRADE", 1, 1, 1));
    assertThat(fund.closed).containsExactly("main.a/BTCUSDT/0 DECISION");
    assertThat(fund.opened).containsExactly("main.a/BTCUSDT/1");
  }

  @Test
  void aRecordedDecisionIsCarriedOutWithoutAskingAgain() {
    fund.decisions.put(
        round.id(),
        new RecordedDecision(
            round.id(), "TRADE", List.of(element(0, "ETHUSDT", Action.OPEN_LONG))));

    assertThat(runRound().opened()).isEqualTo(1);
    assertThat(fund.asks).hasValue(0);
    assertThat(fund.observations).hasValue(0);
  }

  @Test
  void aRoundThatComesTooLateDoesNothing() {
    fund.opening = RoundOpening.State.STALE;

    assertThat(runRound().outcome()).isEqualTo("STALE");
    assertThat(fund.asks).hasValue(0);
  }

  @Test
  void aVoiceThatFailsAbstainsWithItsReason() {
    fund.voices = List.of("bull", "bear", "risk");
    fund.modelFails = true;

    runRound();

    assertThat(fund.asks).hasValue(3);
    assertThat(fund.asked).isNotNull();
    assertThat(fund.asked.replies())
        .hasSize(3)
        .allSatisfy(
            reply -> {
              assertThat(reply.replyHash()).isNull();
              assertThat(reply.failure()).isEqualTo("MODEL_KEY_REJECTED: no key");
            });
  }

  @Test
  void anAgentRunsARoundAtEveryPointOfItsGridOverManyRuns() {
    AgentWorkflow agent = agent();
    WorkflowClient.start(agent::run, new AgentInput("i", "main", "a", null));

    env.sleep(Duration.ofHours(6));

    assertThat(fund.rounds).hasSizeBetween(359, 361).doesNotHaveDuplicates().isSorted();
    assertThat(fund.rounds).allMatch(asOf -> asOf.getEpochSecond() % 60 == 0);
  }

  @Test
  void anAgentPausesResumesAndExitsOnMessages() {
    AgentWorkflow agent = agent();
    WorkflowClient.start(agent::run, new AgentInput("i", "main", "a", null));
    env.sleep(Duration.ofMinutes(3));
    agent.pause("operator");
    env.sleep(Duration.ofMinutes(1));
    int whilePaused = fund.rounds.size();
    env.sleep(Duration.ofMinutes(30));
    assertThat(fund.rounds).hasSize(whilePaused);

    agent.resume("operator");
    env.sleep(Duration.ofMinutes(5));
    assertThat(fund.rounds.size()).isGreaterThan(whilePaused + 3);

    fund.open = List.of("main.a/BTCUSDT/7");
    agent.exit("operator");
    env.sleep(Duration.ofMinutes(1));
    assertThat(fund.closed).containsExactly("main.a/BTCUSDT/7 COMMAND");
    assertThat(agent.state().status()).isEqualTo("paused");
  }

  @Test
  void anAgentStandsStillWhenTheMarketHasEnded() {
    fund.marketEnd = Instant.ofEpochMilli(env.currentTimeMillis()).plus(Duration.ofMinutes(3));
    AgentWorkflow agent = agent();
    WorkflowClient.start(agent::run, new AgentInput("i", "main", "a", null));

    env.sleep(Duration.ofMinutes(20));

    assertThat(fund.rounds.size()).isBetween(2, 4);
    assertThat(agent.state().status()).isEqualTo("market ended");
  }

  @Test
  void thePortfolioStartsItsAgentsOnceAndMarksOnTheFiveMinuteGrid() {
    PortfolioWorkflow portfolio = portfolio();
    WorkflowClient.start(portfolio::run, new PortfolioInput("i", "main", null, null));

    env.sleep(Duration.ofHours(2));

    assertThat(fund.launched).containsExactly("a", "b");
    assertThat(fund.marks).hasSizeBetween(23, 25).doesNotHaveDuplicates().isSorted();
    assertThat(fund.marks).allMatch(mark -> mark.getEpochSecond() % 300 == 0);
  }

  @Test
  void anEmergencyExitIsHandedOnceToItsFlatten() {
    PortfolioWorkflow portfolio = portfolio();
    WorkflowClient.start(portfolio::run, new PortfolioInput("i", "main", null, null));
    env.sleep(Duration.ofMinutes(1));

    portfolio.emergencyExit("r1");
    env.sleep(Duration.ofMinutes(6));

    assertThat(fund.launched).containsExactly("a", "b", "flatten r1");
  }

  @Test
  void flattenHaltsAndClosesUntilTheVenueReportsFlat() {
    fund.open = List.of("main.a/BTCUSDT/1");
    FlattenWorkflow flatten =
        env.getWorkflowClient().newWorkflowStub(FlattenWorkflow.class, options("flatten/main/r1"));

    FlattenResult result = flatten.run(new FlattenInput("i", "main", "r1"));

    assertThat(fund.halts).containsExactly("flatten r1");
    assertThat(fund.flats).containsExactly("r1");
    assertThat(fund.closed).containsExactly("main.a/BTCUSDT/1 FLATTEN");
    assertThat(result.looks()).isGreaterThan(1);
  }

  @Test
  void flattenClosesWhatADisabledAgentStillHolds() {
    fund.open = List.of("main.disabled/ETHUSDT/3");
    FlattenWorkflow flatten =
        env.getWorkflowClient().newWorkflowStub(FlattenWorkflow.class, options("flatten/main/r2"));

    FlattenResult result = flatten.run(new FlattenInput("i", "main", "r2"));

    assertThat(fund.closed).containsExactly("main.disabled/ETHUSDT/3 FLATTEN");
    assertThat(result.closed()).isEqualTo(1);
  }

  private RoundResult runRound() {
    TradingRoundWorkflow workflow =
        env.getWorkflowClient()
            .newWorkflowStub(TradingRoundWorkflow.class, options("round/" + round.id()));
    return workflow.run(new RoundInput("i", round, Duration.ofSeconds(30)));
  }

  private AgentWorkflow agent() {
    return env.getWorkflowClient().newWorkflowStub(AgentWorkflow.class, options("agent/main/a"));
  }

  private PortfolioWorkflow portfolio() {
    return env.getWorkflowClient()
        .newWorkflowStub(PortfolioWorkflow.class, options("portfolio/main"));
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.ORCHESTRATION)
        .setWorkflowId(id)
        .build();
  }
}
