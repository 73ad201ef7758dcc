package dev.belay.app.run;

import dev.belay.activities.fault.ArmedFailpoints;
import dev.belay.activities.fault.SteeredFailpoints;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.order.VenueProfile;
import dev.belay.ledger.Agents;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Postgres, ledger and the paper venue in this process: all that holds state but Temporal. */
final class PaperVenueStack implements AutoCloseable {
  static final VenueProfile PROFILE = VenueProfile.PAPER;
  private static final int DEMO_SPEED = 60;

  private final Closeables started = new Closeables();
  final InstantSource wall = InstantSource.system();
  final Failpoints failpoints;
  final LedgerStack ledger;
  final PaperMarket market;
  final PaperVenue venue;

  private PaperVenueStack(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    try {
      LiveExchange exchange = LiveExchange.of(options, environment, wall);
      Markets markets =
          Markets.of(options, wall, (spec, held) -> exchange.open(spec, traded(held)));
      failpoints = armed(options.failpoints(), environment);
      PostgresServer postgres = started.add(PostgresServer.start(home, cache, environment));
      ledger = started.add(new LedgerStack(postgres, PROFILE, failpoints, wall, Version.text()));
      String admin = home.secret("simulator");
      SimulatorServer simulator =
          started.add(
              simulator(
                  markets,
                  postgres,
                  SimulatorServer.Options.of(home.port("simulator"), admin, speed(options)),
                  failpoints));
      market = started.add(new PaperMarket(URI.create("http://127.0.0.1:" + simulator.port())));
      venue = new PaperVenue(market, admin, ledger.roster, wall);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static PaperVenueStack start(
      RunOptions options, BelayHome home, CacheFolder cache, Map<String, String> environment) {
    return new PaperVenueStack(options, home, cache, environment);
  }

  /** What is held, and what the ledger's agents trade. */
  private Set<Symbol> traded(Set<Symbol> held) {
    Set<Symbol> traded = new TreeSet<>(held);
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
  public void close() {
    started.close();
  }
}
