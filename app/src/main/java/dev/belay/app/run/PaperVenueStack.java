package dev.belay.app.run;

import dev.belay.activities.fault.ArmedFailpoints;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BinanceVenue;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.SimulatorAccounts;
import dev.belay.activities.venue.SimulatorAudit;
import dev.belay.activities.venue.SimulatorClock;
import dev.belay.activities.venue.SimulatorTransfers;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.VenueProfile;
import dev.belay.ledger.Installation;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Postgres, ledger and the paper venue: all that holds state but Temporal. */
final class PaperVenueStack implements AutoCloseable {
  static final VenueProfile PROFILE = VenueProfile.PAPER;
  private static final int DEMO_SPEED = 60;

  private final Closeables started = new Closeables();
  private final Map<String, Usdt> deposits = new ConcurrentHashMap<>();
  final InstantSource wall = InstantSource.system();
  final Failpoints failpoints;
  private final LedgerStack ledger;
  private final SimulatorServer simulator;
  private final SimulatorAccounts keys;
  private final SimulatorAudit audit;
  private final SimulatorTransfers transfers;
  private final SimulatorClock clock;
  private final RestMarketData marketData;
  private final BinanceVenue venue;

  private PaperVenueStack(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    try {
      Markets markets = Markets.of(options);
      failpoints = armed(options.failpoints(), environment);
      PostgresServer postgres = started.add(PostgresServer.start(home, cache, environment));
      ledger = started.add(new LedgerStack(postgres, PROFILE, failpoints, wall, Version.text()));
      String admin = home.secret("simulator");
      simulator =
          started.add(
              simulator(
                  markets,
                  postgres,
                  SimulatorServer.Options.of(home.port("simulator"), admin, speed(options)),
                  failpoints));
      BinanceTransport transport =
          started.add(
              new BinanceTransport(
                  BinanceTransport.Settings.of(
                      URI.create("http://127.0.0.1:" + simulator.port()),
                      PROFILE.receiveWindow())));
      keys = new SimulatorAccounts(transport, admin, this::deposit);
      audit = new SimulatorAudit(transport, admin);
      transfers = new SimulatorTransfers(transport, keys, admin);
      clock = new SimulatorClock(transport);
      marketData = new RestMarketData(transport, clock, BracketSource.open(transport));
      venue = new BinanceVenue(transport, keys, wall);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static PaperVenueStack start(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    return new PaperVenueStack(options, home, cache, environment);
  }

  static SimulatorServer simulator(
      Function<Optional<MarketSpec>, Market> market,
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
    return options.verb() == RunOptions.Verb.DEMO ? DEMO_SPEED : 1;
  }

  /** Points that die, fail or wait; and a record of those reached, for tests. */
  static Failpoints armed(@Nullable String text, Map<String, String> environment) {
    String armed = text == null ? environment.getOrDefault("BELAY_FAILPOINTS", "") : text;
    String record = environment.getOrDefault("BELAY_FAILPOINTS_RECORD", "");
    if (armed.isBlank() && record.isBlank()) {
      return Failpoints.NONE;
    }
    try {
      return new ArmedFailpoints(armed, record.isBlank() ? null : Path.of(record));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Usdt deposit(String account) {
    Usdt deposit = deposits.get(account);
    if (deposit != null) {
      return deposit;
    }
    if (!ledger.accounts.accounts().contains(account)) {
      throw new IllegalStateException("Expected an account of the roster, was " + account);
    }
    // Of an agent that came later: its capital is a transfer.
    return Usdt.ZERO;
  }

  /** The account is to be opened at the venue with the deposit when it is first used. */
  void fund(String account, Usdt deposit) {
    deposits.put(account, deposit);
    keys.open(account, deposit);
  }

  LedgerStack ledger() {
    return ledger;
  }

  Installation installation() {
    return ledger.installation;
  }

  Market market() {
    return simulator.market();
  }

  SimulatorAudit simulatorAudit() {
    return audit;
  }

  SimulatorTransfers transfers() {
    return transfers;
  }

  SimulatorClock clock() {
    return clock;
  }

  RestMarketData marketData() {
    return marketData;
  }

  BinanceVenue venue() {
    return venue;
  }

  @Override
  public void close() {
    started.close();
  }
}
