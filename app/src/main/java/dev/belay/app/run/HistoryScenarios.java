package dev.belay.app.run;

import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.position.ExitReason;
import dev.belay.ledger.read.DecisionRow;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.OrderRow;
import dev.belay.ledger.read.TradeRow;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of the workflows that ran are worth a recorded history: of every kind the shortest. */
final class HistoryScenarios {
  private static final int CANDIDATES = 8;
  private static final String SUBMIT = "Venue.Submit";
  private static final String FIND = "Venue.Find";

  private final WorkflowClient client;
  private final PortfolioSpec portfolio;
  private final List<OrderRow> orders;
  private final List<TradeRow> trades;
  private final List<DecisionRow> decisions;

  /** Reads what happened; to be made when nothing happens any more. */
  HistoryScenarios(TradingStack stack) {
    client = stack.client();
    portfolio = stack.portfolio();
    LedgerReader ledger = stack.venue().ledger().reader;
    Listing all = Listing.newest(portfolio.name(), 500);
    orders = ledger.orders(all).items();
    trades = ledger.trades(all).items();
    decisions = ledger.decisions(all).items();
  }

  /**
   * @param type the workflow type, a folder
   * @param scenario what happens in it, a file
   * @param runId null for the latest run
   */
  record Recorded(String type, String scenario, String workflowId, @Nullable String runId) {}

  List<Recorded> find(String pausedAgent, String flattenRequest) {
    List<Recorded> found = new ArrayList<>();
    String name = portfolio.name();
    agent(found, WorkflowIds.agent(name, pausedAgent));
    found.add(latest("Flatten", "flat", WorkflowIds.flatten(name, flattenRequest)));
    found.add(latest("Portfolio", "marks-and-emergency-exit", WorkflowIds.portfolio(name)));
    order(found, "filled-market", Leg.ENTRY, OrderStatus.FILLED);
    found.add(latest("Calendar", "waiting", WorkflowIds.calendar("simulated")));
    found.add(
        latest(
            "Rebalance",
            "performance",
            WorkflowIds.rebalance(name + "/" + HistoryRecorder.ALLOCATION)));
    found.add(
        latest(
            "Rebalance", "release", WorkflowIds.rebalance(name + "/" + HistoryRecorder.RELEASE)));
    for (String reconciled : List.of(HistoryRecorder.MENDED, HistoryRecorder.EQUAL)) {
      found.add(
          latest(
              "Reconcile",
              reconciled.replace("recorded-", ""),
              WorkflowIds.reconcile(name, reconciled)));
    }
    found.add(latest("WeeklyReview", "by-hand", WorkflowIds.review(name, HistoryRecorder.REVIEW)));
    order(found, "exit-filled", Leg.EXIT, OrderStatus.FILLED);
    order(found, "stop-canceled", Leg.STOP, OrderStatus.CANCELED);
    order(found, "stop-expired", Leg.STOP, OrderStatus.EXPIRED);
    order(found, "stop-filled", Leg.STOP, OrderStatus.FILLED);
    shortest(
        found,
        "Order",
        "looked-at-after-its-end",
        ids(Leg.ENTRY, OrderStatus.FILLED).filter(id -> !calls(id, SUBMIT) && calls(id, FIND)));
    for (ExitReason reason : ExitReason.values()) {
      shortest(
          found,
          "Position",
          "closed-by-" + kebab(reason),
          trades.stream()
              .filter(trade -> trade.exitReason() == reason)
              .map(trade -> WorkflowIds.position(trade.positionId())));
    }
    shortest(
        found,
        "Position",
        "met-a-busy-venue",
        orders.stream()
            .filter(order -> order.reason() != null && order.reason().startsWith(BusyMoments.CODE))
            .map(order -> WorkflowIds.position(order.intent().positionId()))
            .distinct());
    round(found, "trade", d -> d.outcome().equals("TRADE") && d.voices().size() == 1);
    round(found, "hold", d -> d.outcome().equals("HOLD") && d.voices().size() == 1);
    round(found, "consensus", d -> d.voices().size() > 1);
    return found;
  }

  /** The first run, which ends by continuing as new, and the one that goes on since. */
  private void agent(List<Recorded> found, String workflowId) {
    String first = start(client, workflowId).getFirstExecutionRunId();
    found.add(new Recorded("Agent", "paused-and-resumed", workflowId, first));
    if (isContinued(client, workflowId)) {
      found.add(latest("Agent", "continued-as-new", workflowId));
    } else {
      missed("Agent", "continued-as-new");
    }
  }

  /** Whether the latest run is one that continues another. */
  static boolean isContinued(WorkflowClient client, String workflowId) {
    return !start(client, workflowId).getContinuedExecutionRunId().isEmpty();
  }

  private static WorkflowExecutionStartedEventAttributes start(
      WorkflowClient client, String workflowId) {
    return client
        .fetchHistory(workflowId)
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes();
  }

  private void order(List<Recorded> found, String scenario, Leg leg, OrderStatus status) {
    shortest(
        found,
        "Order",
        scenario,
        // Not of a run that only looks at an order which was over when it started.
        ids(leg, status).filter(id -> calls(id, SUBMIT)));
  }

  private Stream<String> ids(Leg leg, OrderStatus status) {
    return orders.stream()
        .filter(order -> order.intent().leg() == leg && order.status() == status)
        .map(order -> WorkflowIds.order(order.intent().id()));
  }

  private boolean calls(String workflowId, String activity) {
    return client.fetchHistory(workflowId).getEvents().stream()
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .anyMatch(activity::equals);
  }

  private void round(List<Recorded> found, String scenario, Predicate<DecisionRow> which) {
    shortest(
        found,
        "TradingRound",
        scenario,
        decisions.stream()
            .filter(which)
            .map(d -> WorkflowIds.round(portfolio.name(), d.agent(), d.asOf())));
  }

  private void shortest(
      List<Recorded> found, String type, String scenario, Stream<String> workflowIds) {
    workflowIds
        .limit(CANDIDATES)
        .min(java.util.Comparator.comparingInt(this::events))
        .ifPresentOrElse(id -> found.add(latest(type, scenario, id)), () -> missed(type, scenario));
  }

  private static Recorded latest(String type, String scenario, String workflowId) {
    return new Recorded(type, scenario, workflowId, null);
  }

  private static void missed(String type, String scenario) {
    System.err.printf("[histories] none of %s %s came about%n", type, scenario);
  }

  private int events(String workflowId) {
    return client.fetchHistory(workflowId).getEvents().size();
  }

  private static String kebab(ExitReason reason) {
    return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
