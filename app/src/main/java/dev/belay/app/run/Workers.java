package dev.belay.app.run;

import dev.belay.activities.amplifier.BallotCaller;
import dev.belay.activities.amplifier.BallotPrompts;
import dev.belay.activities.amplifier.CollectSteps;
import dev.belay.activities.amplifier.DeskBook;
import dev.belay.activities.amplifier.DeskSummary;
import dev.belay.activities.amplifier.EvidenceGatherer;
import dev.belay.activities.amplifier.EvidenceSource;
import dev.belay.activities.amplifier.MarketScan;
import dev.belay.activities.amplifier.NewsWatch;
import dev.belay.activities.amplifier.ScanTable;
import dev.belay.activities.amplifier.VoteBook;
import dev.belay.activities.book.DepositBook;
import dev.belay.activities.book.FundBook;
import dev.belay.activities.book.LedgerFeedBook;
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
import dev.belay.activities.model.RecordedCalls;
import dev.belay.activities.portfolio.MarketObserver;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.portfolio.ReplyDecider;
import dev.belay.activities.reconcile.Reconciler;
import dev.belay.activities.venue.AccountFunding;
import dev.belay.activities.venue.CapitalVenue;
import dev.belay.activities.venue.Venue;
import dev.belay.activities.venue.VenueActivitiesImpl;
import dev.belay.activities.worker.HeartbeatInterceptor;
import dev.belay.domain.market.MarketData;
import dev.belay.workflows.amplifier.AmplifierWorkflowImpl;
import dev.belay.workflows.amplifier.CollectWorkflowImpl;
import dev.belay.workflows.amplifier.VoteWorkflowImpl;
import dev.belay.workflows.flatten.FlattenWorkflowImpl;
import dev.belay.workflows.order.OrderWorkflowImpl;
import dev.belay.workflows.portfolio.AgentWorkflowImpl;
import dev.belay.workflows.portfolio.CalendarWorkflowImpl;
import dev.belay.workflows.portfolio.PortfolioWorkflowImpl;
import dev.belay.workflows.portfolio.RebalanceWorkflowImpl;
import dev.belay.workflows.portfolio.TradingRoundWorkflowImpl;
import dev.belay.workflows.portfolio.WeeklyReviewWorkflowImpl;
import dev.belay.workflows.position.PositionWorkflowImpl;
import dev.belay.workflows.reconcile.ReconcileWorkflowImpl;
import dev.belay.workflows.wire.InstallationGuard;
import dev.belay.workflows.wire.TaskQueues;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The workers of this process, one for each of its roles, which are its task queues. */
final class Workers implements AutoCloseable {
  /** The paper venue's taker fee. */
  static final BigDecimal TAKER_FEE = new BigDecimal("0.0005");

  private static final Duration MODEL_CALL = Duration.ofSeconds(60);
  private static final int LEDGER_SLOTS = 200;
  private static final int VENUE_SLOTS = 20;
  private static final int MARKET_DATA_SLOTS = 8;
  private static final int MODEL_SLOTS = 32;

  private final WorkerFactory factory;
  private @Nullable Worker marketData;

  private final Foundation base;
  private final LedgerStack ledger;
  private final MarketData market;
  private final ReturnsReader returns;
  private final OrderBook orders;

  /** Without any: each role is added by its method. */
  Workers(Foundation base) {
    this.base = base;
    this.ledger = base.ledger;
    this.market = base.market.data;
    this.returns = new ReturnsReader(ledger.reader, ledger.roster, ledger.reviews);
    this.orders = new OrderBook(ledger.orders, ledger.profile);
    this.factory =
        WorkerFactory.newInstance(
            base.client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(
                    new InstallationGuard(ledger.installation.id()),
                    new HeartbeatInterceptor(),
                    new FailpointInterceptor(base.failpoints))
                .build());
  }

  /** The models that can be asked with the keys of the environment. */
  static ChatEndpoints endpoints(Map<String, String> environment) {
    return new ChatEndpoints(name -> Optional.ofNullable(environment.get(name)), MODEL_CALL);
  }

  /** The workflows, and the ledger's steps. */
  Workers orchestration() {
    Worker worker = worker(TaskQueues.ORCHESTRATION, LEDGER_SLOTS);
    worker.registerWorkflowImplementationTypes(
        AgentWorkflowImpl.class,
        AmplifierWorkflowImpl.class,
        CollectWorkflowImpl.class,
        CalendarWorkflowImpl.class,
        FlattenWorkflowImpl.class,
        OrderWorkflowImpl.class,
        PortfolioWorkflowImpl.class,
        PositionWorkflowImpl.class,
        RebalanceWorkflowImpl.class,
        ReconcileWorkflowImpl.class,
        TradingRoundWorkflowImpl.class,
        VoteWorkflowImpl.class,
        WeeklyReviewWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new Clock(market),
        orders,
        new PositionBook(ledger.positions, ledger.instructions, ledger.profile),
        new RoundBook(
            ledger.rounds,
            ledger.admissions,
            ledger.roster,
            new ReplyDecider(ledger.contents),
            market,
            TAKER_FEE),
        new FundBook(ledger.roster, ledger.positions, ledger.marks, ledger.controls, market),
        new FundChangeBook(ledger.changes, returns, market),
        new CapitalBook(ledger.capital, ledger.instructions, market),
        new ReviewCalendarBook(ledger.reviews, market),
        deskBook(base),
        new VoteBook(ledger.votes),
        base.launcher);
    return this;
  }

  /** What looks at the market. */
  Workers marketData(PromptLibrary prompts) {
    ReportMaker reports =
        new ReportMaker(ledger.roster, ledger.reviews, returns, new Benchmark(market));
    Worker worker = worker(TaskQueues.MARKET_DATA, MARKET_DATA_SLOTS);
    marketData = worker;
    worker.registerActivitiesImplementations(
        new MarketObserver(
            market, base.market.interval, ledger.agents, ledger.contents, prompts, base.failpoints),
        new ReviewWriter(ledger.reviews, reports, market, base.failpoints));
    return this;
  }

  /** The ledger's side of desks. */
  static DeskBook deskBook(Foundation base) {
    LedgerStack ledger = base.ledger;
    return new DeskBook(
        ledger.desks,
        ledger.cycles,
        ledger.votes,
        ledger.marks,
        ledger.admissions,
        ledger.instructions,
        base.market.data,
        TAKER_FEE);
  }

  /**
   * What looks at the market for a desk.
   *
   * @param sources what voters are shown of the world
   */
  Workers desk(MarketScan scan, List<EvidenceSource> sources, NewsWatch news) {
    Function<String, DeskSummary.Ranking> rankings =
        hash -> AmplifierStack.ranking(ScanTable.read(ledger.contents.get(hash)));
    Objects.requireNonNull(marketData, "Expected the role market-data before its desk")
        .registerActivitiesImplementations(
            scan,
            new EvidenceGatherer(
                ledger.votes,
                ledger.contents,
                new DeskSummary(
                    ledger.desks,
                    ledger.cycles,
                    ledger.positions,
                    market,
                    scan::momentum,
                    rankings),
                sources,
                news::headlines,
                BallotPrompts.shipped(),
                base.wall));
    return this;
  }

  /** What gathers candles for a desk's research. */
  void collect(CollectSteps steps) {
    Objects.requireNonNull(marketData, "Expected the role market-data before its collector")
        .registerActivitiesImplementations(steps);
  }

  /** What asks language models. */
  Workers models(ChatEndpoints endpoints) {
    worker(TaskQueues.MODELS, MODEL_SLOTS)
        .registerActivitiesImplementations(
            new ModelCaller(
                ledger.agents,
                ledger.contents,
                ledger.calls,
                endpoints,
                base.wall,
                base.failpoints),
            new BallotCaller(
                ledger.desks,
                ledger.votes,
                ledger.contents,
                new RecordedCalls(
                    ledger.contents, ledger.calls, endpoints, base.wall, base.failpoints)));
    return this;
  }

  /**
   * What needs the keys of the venue.
   *
   * @param trading where orders are sent to
   * @param transfers how capital is moved there
   */
  Workers venue(Venue trading, CapitalVenue transfers) {
    VenueActivitiesImpl sending =
        new VenueActivitiesImpl(ledger.gate, orders, trading, base.failpoints, base.wall);
    worker(TaskQueues.VENUE, VENUE_SLOTS)
        .registerActivitiesImplementations(
            sending,
            new CapitalTransfers(transfers, base.failpoints),
            new Reconciler(
                ledger.cases,
                trading,
                sending,
                new AccountFunding(trading, new LedgerFeedBook(ledger.accounts)),
                new DepositBook(trading, ledger.bindings),
                new RunningWorkflows(base.client, base.launcher),
                base.failpoints));
    return this;
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
