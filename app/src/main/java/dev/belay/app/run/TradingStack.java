package dev.belay.app.run;

import dev.belay.activities.book.LedgerFeedBook;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.rehearsal.Rehearsal;
import dev.belay.activities.venue.AccountFeed;
import dev.belay.activities.venue.FeedListener;
import dev.belay.activities.venue.SimulatorClock;
import dev.belay.activities.venue.Venue;
import dev.belay.api.ApiConfiguration;
import dev.belay.api.ApiJson;
import dev.belay.api.ApiSettings;
import dev.belay.api.MarketInfo;
import dev.belay.api.ModelLabel;
import dev.belay.api.RunStart;
import dev.belay.api.TemporalInfo;
import dev.belay.api.health.Probes;
import dev.belay.api.health.Upkeep;
import dev.belay.api.portfolio.SummaryReader;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.ChildNote;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalDescription;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Roster;
import dev.belay.ledger.read.Counts;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.BelayDataConverter;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Everything that runs when Belay trades on paper, in one process. */
final class TradingStack implements AutoCloseable {
  private static final Duration FEED_INTERVAL = Duration.ofMillis(400);
  private static final Duration FUNDING_INTERVAL = Duration.ofSeconds(2);
  private static final Duration MODEL_CALL = Duration.ofSeconds(60);

  private final Closeables started = new Closeables();
  private final Closeables watches = new Closeables();
  private final PaperVenueStack venue;
  private final PortfolioSpec portfolio;
  private final WorkflowClient client;
  private final Launcher launcher;
  private final Workers workers;
  private final AccountFeed feed;
  private final EmbeddedServer api;
  private final Housekeeping housekeeping;
  private final RunStart start;
  private boolean trading;

  private TradingStack(
      RunOptions options,
      BelayHome home,
      CacheFolder cache,
      Map<String, String> environment,
      UnaryOperator<Venue> trading) {
    try {
      PortfolioSpec configured =
          options.config() == null ? PortfolioFile.shipped() : PortfolioFile.read(options.config());
      ChatEndpoints endpoints =
          new ChatEndpoints(name -> Optional.ofNullable(environment.get(name)), MODEL_CALL);
      refuseSpeedWithPaidModels(options, configured, endpoints);
      PromptLibrary prompts = prompts(home);
      TemporalChoice choice =
          new TemporalResolver(cache, environment, System.err).resolve(options.temporal());
      // Left-overs of a killed Belay, all at once.
      ChildNote.stopAll(home.folder("children"));
      say("[postgres] starting");
      venue =
          started.add(
              PaperVenueStack.start(
                  paced(options, configured, endpoints), home, cache, environment));
      LedgerStack ledger = venue.ledger();
      boolean fresh = ledger.recovery.portfolios().isEmpty();
      for (Roster.Funded funded : ledger.roster.seed(configured, venue.marketData().time().now())) {
        venue.fund(funded.account(), funded.deposit());
      }
      portfolio = ledger.roster.portfolio(configured.name());
      Counts before = ledger.reader.counts(portfolio.name());

      say("[temporal] starting: " + choice.reason());
      TemporalServer temporal =
          started.add(TemporalServer.start(choice, home, settings(options, environment)));
      client = client(temporal);
      launcher = new Launcher(client, ledger.installation.id(), "paper");
      workers =
          new Workers(client, launcher, venue, trading.apply(venue.venue()), endpoints, prompts);
      feed =
          new AccountFeed(
              venue.venue(),
              new LedgerFeedBook(ledger.accounts),
              listener(launcher),
              FEED_INTERVAL,
              FUNDING_INTERVAL);
      int recovered = new Ensure(ledger, launcher).run();
      new ReviewRaiser(client, launcher, ledger.installation.id())
          .ensure(
              portfolio.name(),
              venue.marketData().time(),
              venue.wall.instant(),
              temporal.description().durable());
      start = new RunStart(before, fresh ? 0 : recovered);
      housekeeping =
          new Housekeeping(ledger, portfolio.name(), home.directory(), options.keepTexts());
      api = started.add(api(options, home, temporal, endpoints, prompts));
      home.publish(Version.text(), "http://127.0.0.1:" + options.port(), temporal.description());
      say("[temporal] " + line(temporal.description()));
      say("[market] " + venue.market().label());
      say("[page] http://localhost:" + options.port() + "/#token=" + home.token());
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static TradingStack start(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    return start(options, home, cache, environment, UnaryOperator.identity());
  }

  /**
   * As above, for tests that plant faults.
   *
   * @param trading makes of the paper venue the one that orders are sent to
   */
  static TradingStack start(
      RunOptions options,
      BelayHome home,
      CacheFolder cache,
      Map<String, String> environment,
      UnaryOperator<Venue> trading) {
    return new TradingStack(options, home, cache, environment, trading);
  }

  /** Lets the workers poll: from here on it trades. */
  void trade() {
    housekeeping.start(
        api.getApplicationContext()
            .getBean(TaskScheduler.class, Qualifiers.byName(TaskExecutors.SCHEDULED)));
    watches.add(housekeeping);
    workers.start();
    feed.start();
    watches.add(ServerWatch.start("Postgres", () -> venue.ledger().recovery.portfolios()));
    watches.add(
        ServerWatch.start("Temporal", () -> client.getWorkflowServiceStubs().healthCheck()));
    trading = true;
  }

  /** Stops feed and workers, so that nothing changes any more, and sums up. */
  String stopTrading() {
    stopWorkers();
    return ApiJson.write(api.getApplicationContext().getBean(SummaryReader.class).read());
  }

  private void stopWorkers() {
    if (trading) {
      trading = false;
      say("[stop] letting what runs come to a stop");
      watches.close();
      feed.close();
      workers.close();
    }
  }

  WorkflowClient client() {
    return client;
  }

  PaperVenueStack venue() {
    return venue;
  }

  PortfolioSpec portfolio() {
    return portfolio;
  }

  Launcher launcher() {
    return launcher;
  }

  private WorkflowClient client(TemporalServer temporal) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(temporal.stubsOptions());
    started.add(
        () -> {
          stubs.shutdown();
          if (!stubs.awaitTermination(2, TimeUnit.SECONDS)) {
            stubs.shutdownNow();
          }
        });
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(temporal.namespace())
            .setDataConverter(BelayDataConverter.create())
            .build());
  }

  private EmbeddedServer api(
      RunOptions options,
      BelayHome home,
      TemporalServer temporal,
      ChatEndpoints endpoints,
      PromptLibrary prompts) {
    LedgerStack ledger = venue.ledger();
    TemporalDescription described = temporal.description();
    Map<String, ModelSpec> models = new java.util.TreeMap<>();
    portfolio.models().forEach(model -> models.put(model.id(), model));
    ApiSettings settings =
        new ApiSettings(
            home.token(),
            "127.0.0.1",
            options.port(),
            "paper",
            portfolio.name(),
            false,
            this::marketInfo,
            new TemporalInfo(
                described.kind().toString(),
                described.durable(),
                described.reason(),
                temporal.namespace(),
                described.ui()),
            () -> start,
            id -> {
              ModelSpec model = models.get(id);
              return model == null
                  ? new ModelLabel(id, false)
                  : new ModelLabel(model.name(), !endpoints.isPaid(model));
            },
            Version.text());
    PositionOperator positions =
        new PositionOperator(
            portfolio.name(), ledger.reader, ledger.instructions, venue.marketData(), launcher);
    EmbeddedServer server =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(ApiConfiguration.properties(settings))
            .singletons(
                settings,
                ledger.reader,
                ledger.history,
                ledger.contents,
                ledger.keys,
                ledger.exports,
                ledger.journal,
                venue.marketData(),
                ledger.capital,
                ledger.reviews,
                ledger.roster,
                new CapitalOperator(portfolio.name(), launcher, client),
                new FundOperator(
                    portfolio.name(), ledger.controls, ledger.reader, launcher, client),
                positions,
                new AgentOperator(portfolio.name(), ledger, positions, launcher, client),
                new LedgerConfigBook(ledger.roster, ledger.settings, portfolio.name()),
                new PromptRehearsal(portfolio.name(), rehearsal(endpoints, prompts)),
                probes())
            .start()
            .getBean(EmbeddedServer.class);
    try {
      return server.start();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Rehearsal rehearsal(ChatEndpoints endpoints, PromptLibrary prompts) {
    LedgerStack ledger = venue.ledger();
    return new Rehearsal(
        venue.marketData(),
        venue.market().interval(),
        ledger.agents,
        ledger.contents,
        ledger.calls,
        ledger.admissions,
        endpoints,
        prompts,
        Workers.TAKER_FEE,
        venue.wall);
  }

  /** A user's prompts are judged before anything is started. */
  private static PromptLibrary prompts(BelayHome home) {
    PromptLibrary prompts = PromptLibrary.with(home.directory().resolve("prompts"));
    List<String> problems = prompts.problems();
    if (!problems.isEmpty()) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected prompts that can be used, but there %s; `belay prompt show NAME --shipped` prints one to begin with, and without the file the shipped one is used:%n  %s"
              .formatted(
                  problems.size() == 1
                      ? "is a problem"
                      : "are %d problems".formatted(problems.size()),
                  String.join(System.lineSeparator() + "  ", problems)));
    }
    return prompts;
  }

  private MarketInfo marketInfo() {
    SimulatorClock.SimulatedMarket market = venue.clock().market();
    return new MarketInfo(
        market.kind(),
        market.label(),
        market.from().orElse(market.time().now()),
        market.to().orElse(null),
        market.time().speed());
  }

  private Probes probes() {
    return new Probes() {
      @Override
      public String temporal() {
        client.getWorkflowServiceStubs().healthCheck();
        return "serving";
      }

      @Override
      public Optional<Duration> feedAge() {
        return feed.lastHeard().map(at -> Duration.between(at, venue.wall.instant()));
      }

      @Override
      public Upkeep upkeep() {
        return housekeeping.upkeep();
      }
    };
  }

  private static FeedListener listener(Launcher launcher) {
    return new FeedListener() {
      @Override
      public void hint(String account, ClientOrderId id) {
        launcher.hintOrder(id);
      }

      @Override
      public void positionChanged(String positionId) {
        launcher.fillSeen(positionId);
      }
    };
  }

  private TemporalSettings settings(RunOptions options, Map<String, String> environment) {
    return new TemporalSettings(
        "belay-" + venue.installation().id(),
        options.verb() == RunOptions.Verb.UP
            ? TemporalSettings.REAL_CLOCK_RETENTION
            : TemporalSettings.DEMO_RETENTION,
        false,
        options.verb() == RunOptions.Verb.RECORD_HISTORIES
            ? List.of(HistoryRecorder.SHORT_RUNS)
            : List.of(),
        environment);
  }

  /** A paid model is asked at the market's own pace unless the operator insists. */
  private static RunOptions paced(
      RunOptions options, PortfolioSpec portfolio, ChatEndpoints endpoints) {
    boolean paid = portfolio.models().stream().anyMatch(endpoints::isPaid);
    return paid && options.speed() == null ? options.withSpeed(1) : options;
  }

  private static void refuseSpeedWithPaidModels(
      RunOptions options, PortfolioSpec portfolio, ChatEndpoints endpoints) {
    for (String system : options.systems()) {
      if (!system.equals("portfolio")) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected --systems portfolio, was \"%s\": the other systems are not implemented yet."
                .formatted(system));
      }
    }
    if (options.speed() != null
        && options.speed() > 1
        && portfolio.models().stream().anyMatch(endpoints::isPaid)) {
      say(
          "[models] paid models at speed %d: every market minute costs %d times as much"
              .formatted(options.speed(), options.speed()));
    }
  }

  private static String line(TemporalDescription temporal) {
    return temporal.ui() == null
        ? temporal.kind() + ", no web page of its own"
        : temporal.kind() + ", web page " + temporal.ui();
  }

  private static void say(String line) {
    System.err.println(line);
  }

  @Override
  public void close() {
    stopWorkers();
    started.close();
  }
}
