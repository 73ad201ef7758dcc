package dev.belay.app.run;

import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.venue.AccountFeed;
import dev.belay.activities.venue.Venue;
import dev.belay.api.ApiJson;
import dev.belay.api.RunStart;
import dev.belay.api.health.Probes;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.api.portfolio.SummaryReader;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.cli.ResearchCheck;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.notify.Notifier;
import dev.belay.app.notify.NotifySettings;
import dev.belay.app.process.ChildNote;
import dev.belay.app.research.RunDesk;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalDescription;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.read.Counts;
import dev.belay.workflows.launch.Launcher;
import io.micronaut.runtime.server.EmbeddedServer;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Everything that runs when Belay trades, in one process. */
final class TradingStack implements AutoCloseable {
  static final String PORTFOLIO = "portfolio";

  private final Closeables started = new Closeables();
  private final VenueStack venue;
  private final PortfolioSpec portfolio;
  private final @Nullable AmplifierStack desk;
  private final Foundation base;
  private final Workers workers;
  private final AccountFeed feed;
  private final EmbeddedServer api;
  private final Housekeeping housekeeping;
  private final Notifier notifier;
  private boolean trading;
  private @Nullable GuardLoop guard;
  private @Nullable DeskGuard deskGuard;

  private TradingStack(
      RunOptions options,
      BelayHome home,
      CacheFolder cache,
      Map<String, String> environment,
      UnaryOperator<Venue> trading) {
    try {
      PortfolioSpec read =
          options.config() == null ? PortfolioFile.shipped() : PortfolioFile.read(options.config());
      PortfolioSpec configured = options.systems().contains(PORTFOLIO) ? read : read.empty();
      ChatEndpoints endpoints = Workers.endpoints(environment);
      NotifySettings notify = NotifySettings.of(environment);
      List<ModelSpec> models = models(options, configured);
      boolean paid = models.stream().anyMatch(endpoints::isPaid);
      warnOfSpeed(options, paid);
      PromptLibrary prompts = HomePrompts.of(home);
      TemporalChoice choice =
          new TemporalResolver(cache, environment, System.err).resolve(options.temporal());
      // Left-overs of a killed Belay, all at once.
      ChildNote.stopAll(home.folder("children"));
      say("[postgres] starting");
      venue = started.add(start(paced(options, paid), configured, home, cache, environment));
      LedgerStack ledger = venue.ledger();
      boolean fresh = ledger.recovery.portfolios().isEmpty();
      ledger.roster.seed(configured, venue.market().data.time().now());
      portfolio = ledger.roster.portfolio(configured.name());
      venue.begun(portfolio);
      if (options.systems().contains(PORTFOLIO) && portfolio.agents().isEmpty()) {
        say("[portfolio] this home was begun without it; begin another home for it with --home");
      }
      desk =
          AmplifierStack.of(options, ledger, venue.market(), InstantSource.system(), environment)
              .map(started::add)
              .orElse(null);
      if (desk != null) {
        venue.begun(desk.portfolio());
      }
      Counts before = ledger.reader.counts(portfolio.name());

      say("[temporal] starting: " + choice.reason());
      TemporalServer temporal =
          started.add(TemporalServer.start(choice, home, settings(options, environment)));
      base =
          started.add(
              new Foundation(
                  ledger, venue.market(), temporal, null, venue.failpoints(), venue.wall()));
      VenueAccess access = venue.access();
      Venue orders = trading.apply(access.trading());
      workers =
          new Workers(base)
              .orchestration()
              .marketData(prompts)
              .models(endpoints)
              .venue(orders, access.transfers());
      if (desk != null) {
        desk.register(workers);
        boolean collects =
            desk.collect(workers, venue.prices(), home.directory(), venue.wall(), environment);
        if (collects) {
          base.collect(desk.desk());
        }
      }
      feed = base.feed(access);
      int recovered = base.ensure(portfolio.name());
      housekeeping = Housekeeping.ofTrading(ledger, funds(), home.directory(), options.keepTexts());
      notifier = base.notifier(portfolio.name(), notify);
      RunDesk research = started.add(ResearchCheck.desk(home.directory(), environment));
      api =
          started.add(
              new ApiServer(base, portfolio, endpoints, prompts, research)
                  .start(
                      ApiServer.Access.local(home.token(), options.port()),
                      new RunStart(before, fresh ? 0 : recovered),
                      () ->
                          new Probes.Here(
                              feed.lastHeard()
                                  .map(at -> Duration.between(at, venue.wall().instant()))),
                      housekeeping,
                      notifier));
      started.add(notifier);
      home.publish(Version.text(), "http://127.0.0.1:" + options.port(), temporal.description());
      say("[temporal] " + line(temporal.description()));
      say("[market] " + venue.market().shown().label());
      if (!notify.isOff()) {
        say("[notify] " + notify);
      }
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
    housekeeping.start(api.getApplicationContext());
    notifier.start(() -> api.getApplicationContext().getBean(RemoteDesk.class));
    workers.start();
    feed.start();
    guard = GuardLoop.start(base, portfolio.name());
    if (desk != null) {
      deskGuard = desk.guard(base);
    }
    base.watchServers();
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
      base.stopWatching();
      housekeeping.close();
      if (guard != null) {
        guard.close();
      }
      if (deskGuard != null) {
        deskGuard.close();
      }
      feed.close();
      workers.close();
    }
  }

  WorkflowClient client() {
    return base.client;
  }

  VenueStack venue() {
    return venue;
  }

  PortfolioSpec portfolio() {
    return portfolio;
  }

  Launcher launcher() {
    return base.launcher;
  }

  private TemporalSettings settings(RunOptions options, Map<String, String> environment) {
    return new TemporalSettings(
        "belay-" + venue.ledger().installation.id(),
        options.verb() == RunOptions.Verb.UP
            ? TemporalSettings.REAL_CLOCK_RETENTION
            : TemporalSettings.DEMO_RETENTION,
        venue.ledger().mode.isExchange(),
        options.verb() == RunOptions.Verb.RECORD_HISTORIES
            ? List.of(HistoryRecorder.SHORT_RUNS)
            : List.of(),
        environment);
  }

  /** The home's books, and the venue of their mode. */
  private static VenueStack start(
      RunOptions options,
      PortfolioSpec configured,
      BelayHome home,
      CacheFolder cache,
      Map<String, String> environment) {
    InstantSource wall = InstantSource.system();
    Markets markets = Markets.of(options, wall);
    LiveExchange exchange = LiveExchange.of(options, environment, wall);
    Books books = new Books(options, home, cache, environment);
    if (books.ledger.mode.isExchange()) {
      return new ExchangeVenueStack(
          books,
          options,
          configured,
          AmplifierStack.capital(options).plus(configured.initialBalance()),
          environment);
    }
    return new PaperVenueStack(books, markets, exchange, options, home);
  }

  /** That may be asked. */
  private static List<ModelSpec> models(RunOptions options, PortfolioSpec portfolio) {
    List<ModelSpec> models = new ArrayList<>();
    if (options.systems().contains(PORTFOLIO)) {
      models.addAll(portfolio.models());
    }
    if (options.systems().contains(AmplifierStack.SYSTEM)) {
      models.addAll(DeskText.configured(options.systems().amplifier()).desk().models());
    }
    return models;
  }

  private List<String> funds() {
    return desk == null ? List.of(portfolio.name()) : List.of(portfolio.name(), desk.desk());
  }

  /** A paid model is asked at the market's own pace unless the operator insists. */
  private static RunOptions paced(RunOptions options, boolean paid) {
    return paid && options.speed() == null ? options.withSpeed(1) : options;
  }

  private static void warnOfSpeed(RunOptions options, boolean paid) {
    if (options.speed() != null && options.speed() > 1 && paid) {
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
