package dev.belay.app.run;

import dev.belay.activities.book.FundBook;
import dev.belay.activities.book.OrderBook;
import dev.belay.activities.book.PositionBook;
import dev.belay.activities.book.RoundBook;
import dev.belay.activities.fault.FailpointInterceptor;
import dev.belay.activities.fund.Benchmark;
import dev.belay.activities.fund.CapitalBook;
import dev.belay.activities.fund.CapitalTransfers;
import dev.belay.activities.fund.FundChangeBook;
import dev.belay.activities.fund.ReportMaker;
import dev.belay.activities.fund.ReturnsReader;
import dev.belay.activities.fund.ReviewCalendarBook;
import dev.belay.activities.fund.ReviewWriter;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.model.ModelCaller;
import dev.belay.activities.portfolio.MarketObserver;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.ReplyDecider;
import dev.belay.activities.venue.Venue;
import dev.belay.activities.venue.VenueActivitiesImpl;
import dev.belay.workflows.flatten.FlattenWorkflowImpl;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.order.OrderWorkflowImpl;
import dev.belay.workflows.portfolio.AgentWorkflowImpl;
import dev.belay.workflows.portfolio.CalendarWorkflowImpl;
import dev.belay.workflows.portfolio.PortfolioWorkflowImpl;
import dev.belay.workflows.portfolio.RebalanceWorkflowImpl;
import dev.belay.workflows.portfolio.TradingRoundWorkflowImpl;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflowImpl;
import dev.belay.workflows.position.PositionWorkflowImpl;
import dev.belay.workflows.wire.InstallationGuard;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The workers of this process, one for each task queue. */
final class Workers implements AutoCloseable {
  /** The paper venue's taker fee. */
  static final BigDecimal TAKER_FEE = new BigDecimal("0.0005");

  private static final int VENUE_SLOTS = 20;
  private static final int MARKET_DATA_SLOTS = 8;
  private static final int MODEL_SLOTS = 32;

  private final WorkerFactory factory;

  /**
   * @param trading where orders are sent to
   */
  Workers(
      WorkflowClient client,
      Launcher launcher,
      PaperVenueStack venue,
      Venue trading,
      ChatEndpoints endpoints,
      PromptLibrary prompts) {
    LedgerStack ledger = venue.ledger();
    this.factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(
                    new InstallationGuard(ledger.installation.id()),
                    new FailpointInterceptor(venue.failpoints))
                .build());

    ReturnsReader returns = new ReturnsReader(ledger.reader, ledger.roster, ledger.reviews);
    OrderBook orders = new OrderBook(ledger.orders, PaperVenueStack.PROFILE);
    Worker flows = worker(TaskQueues.ORCHESTRATION, 200);
    flows.registerWorkflowImplementationTypes(
        AgentWorkflowImpl.class,
        CalendarWorkflowImpl.class,
        FlattenWorkflowImpl.class,
        OrderWorkflowImpl.class,
        PortfolioWorkflowImpl.class,
        PositionWorkflowImpl.class,
        RebalanceWorkflowImpl.class,
        TradingRoundWorkflowImpl.class,
        WeeklyReviewWorkflowImpl.class);
    flows.registerActivitiesImplementations(
        new Clock(venue.marketData()),
        orders,
        new PositionBook(ledger.positions, ledger.instructions, PaperVenueStack.PROFILE),
        new RoundBook(
            ledger.rounds,
            ledger.admissions,
            ledger.roster,
            new ReplyDecider(ledger.contents),
            venue.marketData(),
            TAKER_FEE),
        new FundBook(
            ledger.roster, ledger.positions, ledger.marks, ledger.controls, venue.marketData()),
        new FundChangeBook(ledger.changes, returns, venue.marketData()),
        new CapitalBook(ledger.capital, ledger.instructions, venue.marketData()),
        new ReviewCalendarBook(ledger.reviews, venue.marketData()),
        launcher);

    worker(TaskQueues.MARKET_DATA, MARKET_DATA_SLOTS)
        .registerActivitiesImplementations(
            new MarketObserver(
                venue.marketData(),
                venue.market().interval(),
                ledger.agents,
                ledger.contents,
                prompts,
                venue.failpoints),
            new ReviewWriter(
                ledger.reviews,
                new ReportMaker(
                    ledger.roster, ledger.reviews, returns, new Benchmark(venue.marketData())),
                venue.marketData(),
                venue.failpoints));
    worker(TaskQueues.MODELS, MODEL_SLOTS)
        .registerActivitiesImplementations(
            new ModelCaller(
                ledger.agents,
                ledger.contents,
                ledger.calls,
                endpoints,
                venue.wall,
                venue.failpoints));
    worker(TaskQueues.VENUE, VENUE_SLOTS)
        .registerActivitiesImplementations(
            new VenueActivitiesImpl(ledger.gate, orders, trading, venue.failpoints, venue.wall),
            new CapitalTransfers(venue.transfers(), venue.failpoints));
  }

  private Worker worker(String queue, int slots) {
    return factory.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(slots)
            // The default of 5 s is added to every step after a worker's death.
            .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(1))
            .build());
  }

  void start() {
    factory.start();
  }

  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(6, TimeUnit.SECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(2, TimeUnit.SECONDS);
    }
  }
}
