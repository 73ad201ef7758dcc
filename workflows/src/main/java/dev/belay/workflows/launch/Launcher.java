package dev.belay.workflows.launch;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction;
import dev.belay.workflows.amplifier.AmplifierWorkflow;
import dev.belay.workflows.amplifier.AmplifierWorkflow.AmplifierInput;
import dev.belay.workflows.amplifier.VoteWorkflow;
import dev.belay.workflows.amplifier.VoteWorkflow.VoteInput;
import dev.belay.workflows.flatten.FlattenWorkflow;
import dev.belay.workflows.flatten.FlattenWorkflow.FlattenInput;
import dev.belay.workflows.order.OrderWorkflow;
import dev.belay.workflows.order.OrderWorkflow.OrderInput;
import dev.belay.workflows.portfolio.AgentWorkflow;
import dev.belay.workflows.portfolio.AgentWorkflow.AgentInput;
import dev.belay.workflows.portfolio.CalendarWorkflow;
import dev.belay.workflows.portfolio.CalendarWorkflow.CalendarInput;
import dev.belay.workflows.portfolio.PortfolioWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow.PortfolioInput;
import dev.belay.workflows.portfolio.RebalanceWorkflow;
import dev.belay.workflows.portfolio.RebalanceWorkflow.RebalanceInput;
import dev.belay.workflows.portfolio.RoundActivities.RoundRef;
import dev.belay.workflows.portfolio.TradingRoundWorkflow;
import dev.belay.workflows.portfolio.TradingRoundWorkflow.RoundInput;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflow.ReviewInput;
import dev.belay.workflows.position.PositionWorkflow;
import dev.belay.workflows.position.PositionWorkflow.PositionInput;
import dev.belay.workflows.reconcile.ReconcileWorkflow;
import dev.belay.workflows.reconcile.ReconcileWorkflow.ReconcileInput;
import dev.belay.workflows.wire.Attributes;
import dev.belay.workflows.wire.LaunchActivities;
import dev.belay.workflows.wire.TaskQueues;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts what has no parent, or attaches to it where it runs already; every call may be repeated.
 * All state is the ledger's, so a workflow that was lost, or is told something after its end, may
 * simply be started again.
 */
public final class Launcher implements LaunchActivities {
  private static final String PORTFOLIO = "portfolio";
  private static final String AMPLIFIER = "amplifier";

  private final WorkflowClient client;
  private final String installation;
  private final String mode;

  /**
   * @param mode paper, testnet or live: a search attribute of all that is started
   */
  public Launcher(WorkflowClient client, String installation, String mode) {
    this.client = client;
    this.installation = installation;
    this.mode = mode;
  }

  /** Starts a portfolio. */
  public void portfolio(String portfolio) {
    PortfolioWorkflow workflow =
        client.newWorkflowStub(
            PortfolioWorkflow.class,
            options(WorkflowIds.portfolio(portfolio), "portfolio " + portfolio, null, null));
    WorkflowClient.start(workflow::run, newPortfolio(portfolio));
  }

  private PortfolioInput newPortfolio(String portfolio) {
    return new PortfolioInput(installation, portfolio, null, null);
  }

  /** Takes up a round whose recorded decision was not carried out. */
  public void round(RoundRef round, Duration modelDeadline) {
    TradingRoundWorkflow workflow =
        client.newWorkflowStub(
            TradingRoundWorkflow.class,
            options(
                WorkflowIds.round(round.portfolio(), round.agent(), round.asOf()),
                round.agent() + " · as of " + round.asOf(),
                round.agent(),
                null));
    WorkflowClient.start(workflow::run, new RoundInput(installation, round, modelDeadline));
  }

  @Override
  public void agent(AgentLaunch agent) {
    AgentWorkflow workflow =
        client.newWorkflowStub(
            AgentWorkflow.class,
            options(
                WorkflowIds.agent(agent.portfolio(), agent.agent()),
                "agent " + agent.agent(),
                agent.agent(),
                null));
    WorkflowClient.start(
        workflow::run, new AgentInput(installation, agent.portfolio(), agent.agent(), null));
  }

  @Override
  public void position(String positionId) {
    WorkflowClient.start(newPosition(positionId)::run, new PositionInput(installation, positionId));
  }

  @Override
  public void order(ClientOrderId id) {
    WorkflowClient.start(newOrder(id)::run, new OrderInput(installation, id));
  }

  @Override
  public void fillSeen(String positionId) {
    tellPosition(positionId, PositionWorkflow::fillSeen);
  }

  @Override
  public void closePosition(CloseCommand command) {
    ExitReason reason = command.reason();
    tellPosition(command.positionId(), position -> position.close(reason));
  }

  /** Tells a position that an instruction of an operator is in the ledger. */
  public void instructed(String positionId, String instruction, Instruction wanted) {
    switch (wanted) {
      case Instruction.Close(Quantity quantity) when quantity != null ->
          tellPosition(positionId, position -> position.closePart(instruction));
      case Instruction.Close ignored ->
          closePosition(new CloseCommand(positionId, ExitReason.COMMAND));
      case Instruction.MoveStop ignored ->
          tellPosition(positionId, position -> position.moveStop(instruction));
      case Instruction.MoveTarget ignored ->
          tellPosition(positionId, position -> position.moveTarget(instruction));
    }
  }

  @Override
  public void cancelOrder(ClientOrderId id) {
    tellOrder(id, OrderWorkflow::cancel);
  }

  /** Hints an order that a trade on its symbol was seen. */
  public void hintOrder(ClientOrderId id) {
    tellOrder(id, OrderWorkflow::fillSeen);
  }

  @Override
  public void flatten(FlattenCommand command) {
    FlattenWorkflow workflow =
        client.newWorkflowStub(
            FlattenWorkflow.class,
            options(
                WorkflowIds.flatten(command.portfolio(), command.request()),
                "flatten " + command.portfolio(),
                null,
                null));
    WorkflowClient.start(
        workflow::run, new FlattenInput(installation, command.portfolio(), command.request()));
  }

  @Override
  public void agentChanged(AgentLaunch agent) {
    AgentWorkflow workflow =
        client.newWorkflowStub(
            AgentWorkflow.class,
            options(
                WorkflowIds.agent(agent.portfolio(), agent.agent()),
                "agent " + agent.agent(),
                agent.agent(),
                null));
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(
        workflow::run, new AgentInput(installation, agent.portfolio(), agent.agent(), null));
    request.add(workflow::changed);
    client.signalWithStart(request);
  }

  @Override
  public void rebalance(String plan) {
    RebalanceWorkflow workflow =
        client.newWorkflowStub(
            RebalanceWorkflow.class,
            options(WorkflowIds.rebalance(plan), "rebalance " + plan, null, null));
    WorkflowClient.start(workflow::run, new RebalanceInput(installation, plan));
  }

  @Override
  public void review(ReviewLaunch review) {
    String week = review.week().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    startReview(review.portfolio(), week, null, "calendar");
  }

  /** Starts a review by hand; the same request starts it once. */
  public void review(String portfolio, String request, String by) {
    startReview(portfolio, request, request, by);
  }

  private void startReview(String portfolio, String name, @Nullable String request, String by) {
    WeeklyReviewWorkflow workflow =
        client.newWorkflowStub(
            WeeklyReviewWorkflow.class,
            options(
                WorkflowIds.review(portfolio, name),
                "review " + portfolio + " " + name,
                null,
                null));
    WorkflowClient.start(workflow::run, new ReviewInput(installation, portfolio, request, by));
  }

  @Override
  public void reconcile(ReconcileLaunch reconcile) {
    ReconcileWorkflow workflow =
        client.newWorkflowStub(
            ReconcileWorkflow.class,
            options(
                WorkflowIds.reconcile(reconcile.portfolio(), reconcile.name()),
                "reconcile " + reconcile.portfolio() + " " + reconcile.name(),
                null,
                null));
    WorkflowClient.start(workflow::run, new ReconcileInput(installation, reconcile.portfolio()));
  }

  @Override
  public void reviewed(ReviewedCommand command) {
    String portfolio = command.portfolio();
    PortfolioWorkflow workflow =
        client.newWorkflowStub(
            PortfolioWorkflow.class,
            options(WorkflowIds.portfolio(portfolio), "portfolio " + portfolio, null, null));
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::run, newPortfolio(portfolio));
    request.add(workflow::rebalance, command.review());
    client.signalWithStart(request);
  }

  /** Starts a desk. */
  public void desk(String desk) {
    WorkflowClient.start(newDesk(desk)::run, AmplifierInput.fresh(installation, desk));
  }

  /** Tells a desk something; one that was lost is started with it. */
  public void tellDesk(String desk, Consumer<AmplifierWorkflow> message) {
    AmplifierWorkflow workflow = newDesk(desk);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::run, AmplifierInput.fresh(installation, desk));
    request.add(() -> message.accept(workflow));
    client.signalWithStart(request);
  }

  @Override
  public void vote(String vote) {
    VoteWorkflow workflow =
        client.newWorkflowStub(
            VoteWorkflow.class,
            options(AMPLIFIER, WorkflowIds.vote(vote), "vote " + vote, null, null));
    WorkflowClient.start(workflow::run, new VoteInput(installation, vote));
  }

  @Override
  public void voted(VotedCommand command) {
    tellDesk(command.desk(), desk -> desk.voted(command.vote()));
  }

  private AmplifierWorkflow newDesk(String desk) {
    return client.newWorkflowStub(
        AmplifierWorkflow.class,
        options(AMPLIFIER, WorkflowIds.amplifier(desk), "desk " + desk, null, null));
  }

  /**
   * Starts the calendar of a simulated market, or tells it that the clock may be different.
   *
   * @param reconcileEvery wall time between two reconciliations; null where a Schedule raises them
   */
  public void calendar(String market, String portfolio, @Nullable Duration reconcileEvery) {
    CalendarWorkflow workflow =
        client.newWorkflowStub(
            CalendarWorkflow.class,
            options(
                WorkflowIds.calendar(market), "calendar of the " + market + " market", null, null));
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::run, new CalendarInput(installation, portfolio, reconcileEvery));
    request.add(workflow::clockChanged);
    client.signalWithStart(request);
  }

  /** Signals the running workflow, or starts it and signals it, in one step. */
  private void tellPosition(String positionId, Consumer<PositionWorkflow> message) {
    PositionWorkflow position = newPosition(positionId);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(position::run, new PositionInput(installation, positionId));
    request.add(() -> message.accept(position));
    client.signalWithStart(request);
  }

  private void tellOrder(ClientOrderId id, Consumer<OrderWorkflow> message) {
    OrderWorkflow order = newOrder(id);
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(order::run, new OrderInput(installation, id));
    request.add(() -> message.accept(order));
    client.signalWithStart(request);
  }

  private PositionWorkflow newPosition(String positionId) {
    // account/SYMBOL/n, the account being portfolio.agent
    String[] parts = positionId.split("/", -1);
    return client.newWorkflowStub(
        PositionWorkflow.class,
        options(
            WorkflowIds.position(positionId),
            positionId,
            parts[0].substring(parts[0].indexOf('.') + 1),
            parts.length > 1 ? parts[1] : null));
  }

  private OrderWorkflow newOrder(ClientOrderId id) {
    return client.newWorkflowStub(
        OrderWorkflow.class, options(WorkflowIds.order(id), "order " + id, null, null));
  }

  private WorkflowOptions options(
      String id, String summary, @Nullable String agent, @Nullable String symbol) {
    return options(PORTFOLIO, id, summary, agent, symbol);
  }

  private WorkflowOptions options(
      String system, String id, String summary, @Nullable String agent, @Nullable String symbol) {
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder().set(Attributes.SYSTEM, system).set(Attributes.MODE, mode);
    if (agent != null) {
      attributes.set(Attributes.AGENT, agent);
    }
    if (symbol != null) {
      attributes.set(Attributes.SYMBOL, symbol);
    }
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.ORCHESTRATION)
        .setWorkflowId(id)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary(summary)
        .setTypedSearchAttributes(attributes.build())
        .build();
  }
}
