package dev.belay.app.run;

import dev.belay.activities.fault.ArmedFailpoints;
import dev.belay.activities.fault.SteeredFailpoints;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Agents;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Postgres, ledger and the paper venue in this process. */
final class PaperVenueStack implements VenueStack {
  private static final int DEMO_SPEED = 60;

  private final Closeables started = new Closeables();
  private final Books books;
  private final LiveExchange exchange;
  final LedgerStack ledger;
  final VenueMarket market;
  final PaperVenue venue;

  /** On books that are open; they are this one's to close. */
  PaperVenueStack(
      Books books, Markets markets, LiveExchange exchange, RunOptions options, BelayHome home) {
    this.books = started.add(books);
    this.exchange = exchange;
    this.ledger = books.ledger;
    try {
      if (options.live().dryRun()) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected --dry-run-live only with mode: live in the configuration, this home trades on paper.");
      }
      String admin = home.secret("simulator");
      SimulatorServer simulator =
          started.add(
              simulator(
                  markets.with(
                      (spec, held) ->
                          exchange.open(
                              spec, AmplifierStack.wanted(options, ledger), traded(), held)),
                  books.postgres,
                  SimulatorServer.Options.of(home.port("simulator"), admin, speed(options)),
                  books.failpoints));
      market =
          started.add(VenueMarket.simulated(URI.create("http://127.0.0.1:" + simulator.port())));
      venue = new PaperVenue(market, admin, ledger.roster, books.wall);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static PaperVenueStack start(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    InstantSource wall = InstantSource.system();
    Markets markets = Markets.of(options, wall);
    LiveExchange exchange = LiveExchange.of(options, environment, wall);
    Books books = new Books(options, home, cache, environment);
    if (books.ledger.mode.isExchange()) {
      books.close();
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a home that trades on paper, because only its venue keeps a record of its own to compare with, this one is %s; `belay reconcile` holds it against the exchange."
              .formatted(books.ledger.mode));
    }
    return new PaperVenueStack(books, markets, exchange, options, home);
  }

  /** What the ledger's agents trade. */
  private Set<Symbol> traded() {
    Set<Symbol> traded = new TreeSet<>();
    for (String portfolio : ledger.recovery.portfolios()) {
      for (Agents.Agent agent : ledger.roster.agents(portfolio)) {
        traded.addAll(agent.spec().symbols());
      }
    }
    return traded;
  }

  static SimulatorServer simulator(
      Function<SimulatorServer.Books, Market> market,
      PostgresServer postgres,
      SimulatorServer.Options settings,
      Failpoints failpoints) {
    SimulatorServer simulator =
        new SimulatorServer(
            postgres.jdbcUrl(),
            postgres.user(),
            postgres.password(),
            market,
            settings,
            failpoints,
            java.time.Clock.systemUTC());
    try {
      simulator.start();
      return simulator;
    } catch (IllegalStateException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  static int speed(RunOptions options) {
    if (options.speed() != null) {
      return options.speed();
    }
    boolean live = options.market().market() instanceof MarketChoice.Live;
    return options.verb() == RunOptions.Verb.DEMO && !live ? DEMO_SPEED : 1;
  }

  /** Points that die, fail or wait; and a record of those reached, for tests. */
  static Failpoints armed(@Nullable String text, Map<String, String> environment) {
    String armed = text == null ? environment.getOrDefault("BELAY_FAILPOINTS", "") : text;
    String record = environment.getOrDefault("BELAY_FAILPOINTS_RECORD", "");
    String file = environment.getOrDefault("BELAY_FAILPOINTS_FILE", "");
    if (!file.isBlank()) {
      return new SteeredFailpoints(Path.of(file));
    }
    if (armed.isBlank() && record.isBlank()) {
      return Failpoints.NONE;
    }
    try {
      return new ArmedFailpoints(armed, record.isBlank() ? null : Path.of(record));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public LedgerStack ledger() {
    return ledger;
  }

  @Override
  public VenueMarket market() {
    return market;
  }

  @Override
  public VenueAccess access() {
    return venue.access();
  }

  @Override
  public Optional<BinanceTransport> prices() {
    return exchange.transport();
  }

  @Override
  public Failpoints failpoints() {
    return books.failpoints;
  }

  @Override
  public InstantSource wall() {
    return books.wall;
  }

  /** Opens every agent's account. */
  @Override
  public void begun(PortfolioSpec portfolio) {
    for (AgentSpec agent : portfolio.agents()) {
      var unused = venue.accounts.keyOf(PortfolioSpec.account(portfolio.name(), agent.id()));
    }
  }

  @Override
  public void close() {
    started.close();
  }
}
