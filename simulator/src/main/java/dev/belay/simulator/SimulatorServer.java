package dev.belay.simulator;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.belay.domain.fault.Failpoints;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.http.Router;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.venue.MarketClock;
import dev.belay.simulator.venue.PaperVenue;
import dev.belay.simulator.venue.VenueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paper venue: one market, its accounts, on a port of its own. Its state is in Postgres, so it
 * goes on after any crash where it was; while it is down, its market stands still.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SimulatorServer.class);
  private static final int TICK_MILLIS = 50;
  private static final int MARK_MILLIS = 500;

  /** How far ahead of now market time is marked: a crash may skip so much, but never go back. */
  private static final int AHEAD_MILLIS = 2 * MARK_MILLIS;

  private final HikariDataSource database;
  private final PaperVenue venue;
  private final HttpServer http;
  private final ExecutorService requests;
  private final ScheduledExecutorService ticker;

  /**
   * Where and how the simulator runs.
   *
   * @param host loopback unless the operator says otherwise
   * @param port 0 for a free one
   * @param speed market seconds a wall second, 1 to 10000
   * @param adminSecret opens accounts and reads the venue's own record
   */
  public record Settings(
      String jdbcUrl,
      String user,
      String password,
      String host,
      int port,
      int speed,
      String adminSecret) {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "simulator on %s:%d, speed %d".formatted(host, port, speed);
    }
  }

  /** A home's market can't be exchanged for another: its positions have its prices. */
  public static final class OtherMarketException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherMarketException(String had, String asked) {
      super(
          "Expected the market this home began with (%s), was %s: use it, or another home with --home."
              .formatted(had, asked));
    }
  }

  private SimulatorServer(
      HikariDataSource database, PaperVenue venue, HttpServer http, ExecutorService requests) {
    this.database = database;
    this.venue = venue;
    this.http = http;
    this.requests = requests;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-ticker").factory());
  }

  /**
   * Starts it; it serves when this returns.
   *
   * @param markets makes the market, given when trading began in this home if it has begun
   */
  public static SimulatorServer start(
      Settings settings,
      Function<Optional<Instant>, Market> markets,
      Failpoints failpoints,
      InstantSource wall) {
    // Without this every answer waits for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HikariDataSource database = pool(settings);
    try {
      VenueStore store = new VenueStore(database);
      PaperVenue venue = venue(settings, markets, store, failpoints, wall);
      venue.advance();
      HttpServer http =
          HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 256);
      ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
      http.setExecutor(requests);
      http.createContext("/", new Router(venue, wall, settings.adminSecret()));
      SimulatorServer server = new SimulatorServer(database, venue, http, requests);
      http.start();
      server.tick();
      return server;
    } catch (IOException e) {
      database.close();
      throw new UncheckedIOException(
          "The simulator can't listen on %s:%d: %s"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static HikariDataSource pool(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("simulator");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  private static PaperVenue venue(
      Settings settings,
      Function<Optional<Instant>, Market> markets,
      VenueStore store,
      Failpoints failpoints,
      InstantSource wall) {
    Optional<VenueStore.Standing> before = store.standing();
    Market market = markets.apply(before.map(s -> Instant.ofEpochMilli(s.from())));
    long base = market.base().millis();
    long begin = Math.floorDiv(market.from(), base) * base;
    VenueStore.Standing standing =
        before.orElseGet(
            () -> {
              var fresh =
                  new VenueStore.Standing(market.label(), market.from(), market.from(), begin);
              store.begin(fresh);
              return fresh;
            });
    if (!standing.market().equals(market.label())) {
      throw new OtherMarketException(standing.market(), market.label());
    }
    MarketClock clock = new MarketClock(wall, standing.marketTime(), settings.speed(), market.to());
    return new PaperVenue(
        market, clock, store, Terms.Costs.DEFAULT, standing.lastStep(), failpoints);
  }

  private void tick() {
    ticker.scheduleWithFixedDelay(
        () -> quietly("take the market forward", venue::advance),
        TICK_MILLIS,
        TICK_MILLIS,
        TimeUnit.MILLISECONDS);
    ticker.scheduleWithFixedDelay(
        () ->
            quietly(
                "mark the market's time",
                () ->
                    venue
                        .store()
                        .highWater(
                            venue.clock().now() + (long) AHEAD_MILLIS * venue.clock().speed())),
        0,
        MARK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  /** An outage of the database delays steps; none is left out. */
  private static void quietly(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("Could not {} reason={}", what, e.getMessage());
    }
  }

  public int port() {
    return http.getAddress().getPort();
  }

  public String label() {
    return venue.market().label();
  }

  @Override
  public void close() {
    http.stop(0);
    requests.shutdown();
    ticker.shutdown();
    try {
      if (!ticker.awaitTermination(5, TimeUnit.SECONDS)) {
        ticker.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    quietly("note when the market stopped", () -> venue.store().stoppedAt(venue.clock().now()));
    database.close();
  }
}
