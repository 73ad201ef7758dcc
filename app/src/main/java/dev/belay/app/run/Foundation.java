package dev.belay.app.run;

import com.uber.m3.tally.Scope;
import dev.belay.activities.book.LedgerFeedBook;
import dev.belay.activities.venue.AccountFeed;
import dev.belay.activities.venue.FeedListener;
import dev.belay.app.notify.Notifier;
import dev.belay.app.notify.NotifySettings;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.workflows.launch.Launcher;
import dev.belay.workflows.wire.BelayDataConverter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What API and workers stand on, in one process or in several: ledger, market and Temporal. */
final class Foundation implements AutoCloseable {
  private static final Duration FEED_INTERVAL = Duration.ofMillis(400);
  private static final Duration FUNDING_INTERVAL = Duration.ofSeconds(2);

  /** An exchange counts how much it is asked. */
  private static final Duration EXCHANGE_FEED_INTERVAL = Duration.ofSeconds(1);

  private static final Duration EXCHANGE_FUNDING_INTERVAL = Duration.ofMinutes(1);

  final LedgerStack ledger;
  final VenueMarket market;
  final TemporalServer temporal;
  final WorkflowClient client;
  final Launcher launcher;
  final Failpoints failpoints;
  final InstantSource wall;
  private final Closeables watches = new Closeables();

  /**
   * Connects to Temporal; ledger, market and server stay their starter's to close.
   *
   * @param metrics gets the figures of Temporal's client; null for none
   */
  Foundation(
      LedgerStack ledger,
      VenueMarket market,
      TemporalServer temporal,
      @Nullable Scope metrics,
      Failpoints failpoints,
      InstantSource wall) {
    this.ledger = ledger;
    this.market = market;
    this.temporal = temporal;
    this.failpoints = failpoints;
    this.wall = wall;
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(temporal.stubsOptions());
    if (metrics != null) {
      options.setMetricsScope(metrics);
    }
    this.client =
        WorkflowClient.newInstance(
            WorkflowServiceStubs.newServiceStubs(options.build()),
            WorkflowClientOptions.newBuilder()
                .setNamespace(temporal.namespace())
                .setDataConverter(BelayDataConverter.create())
                .build());
    this.launcher = new Launcher(client, ledger.installation.id(), ledger.mode.toString());
  }

  /**
   * Sees that all that the ledger knows of runs, and that somebody raises what comes at set times.
   * Everything is started or attached to, so any number of processes may do it at once.
   *
   * @return how many workflows were started or found
   */
  int ensure(String portfolio) {
    int running = new Ensure(ledger, launcher).run();
    new Timetable(client, launcher, ledger.installation.id())
        .ensure(portfolio, market.data.time(), wall.instant(), temporal.description().durable());
    return running;
  }

  /** Sees that what a desk's research needs is gathered every hour. */
  void collect(String desk) {
    if (temporal.description().durable()) {
      new Timetable(client, launcher, ledger.installation.id()).collect(desk);
    }
  }

  /**
   * Asks the venue what has happened to the accounts. Several at once only ask more often: what one
   * of them finds is booked once, and a hint does nothing by itself.
   */
  AccountFeed feed(VenueAccess venue) {
    FeedListener listener =
        new FeedListener() {
          @Override
          public void hint(String account, ClientOrderId id) {
            launcher.hintOrder(id);
          }

          @Override
          public void positionChanged(String positionId) {
            launcher.fillSeen(positionId);
          }
        };
    return new AccountFeed(
        venue.trading(),
        new LedgerFeedBook(ledger.accounts),
        listener,
        venue.streams(),
        ledger.mode.isExchange() ? EXCHANGE_FEED_INTERVAL : FEED_INTERVAL,
        ledger.mode.isExchange() ? EXCHANGE_FUNDING_INTERVAL : FUNDING_INTERVAL);
  }

  /** Notifications of a fund; they begin when they are started. */
  Notifier notifier(String portfolio, NotifySettings settings) {
    return new Notifier(
        settings,
        portfolio,
        ledger.mode.toString(),
        new Notifier.Books(
            ledger.history, ledger.reader, ledger.notifications, ledger.remote, ledger::lock),
        wall);
  }

  /** Says when a server goes away and when it is back, from here on. */
  void watchServers() {
    watches.add(ServerWatch.start("Postgres", this::askLedger));
    watches.add(ServerWatch.start("Temporal", this::askTemporal));
  }

  void stopWatching() {
    watches.close();
  }

  /** Returns when the ledger has answered, and throws when it does not. */
  void askLedger() {
    ledger.recovery.portfolios();
  }

  /** Returns when Temporal has answered, and throws when it does not. */
  void askTemporal() {
    client.getWorkflowServiceStubs().healthCheck();
  }

  @Override
  public void close() {
    watches.close();
    WorkflowServiceStubs stubs = client.getWorkflowServiceStubs();
    stubs.shutdown();
    if (!stubs.awaitTermination(2, TimeUnit.SECONDS)) {
      stubs.shutdownNow();
    }
  }
}
