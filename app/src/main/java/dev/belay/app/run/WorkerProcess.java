package dev.belay.app.run;

import com.uber.m3.tally.Scope;
import dev.belay.activities.research.ResultFiles;
import dev.belay.activities.venue.AccountFeed;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.Role;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.research.ResearchWorkers;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A worker in some roles; any number of them may share a role. */
final class WorkerProcess implements AutoCloseable {
  private static final Set<Role> DESKS = Set.of(Role.ORCHESTRATION, Role.MARKET_DATA);

  private final Closeables started = new Closeables();

  private WorkerProcess(RunOptions options, BelayHome home, Map<String, String> environment) {
    try {
      WorkerMeters meters = started.add(new WorkerMeters(options.part().roles()));
      Scope scope = started.add(meters.temporal());
      Foundation base = Shared.connect(options, home, environment, scope, started);
      Workers workers = new Workers(base);
      boolean compute = false;
      boolean desks = options.part().roles().stream().anyMatch(DESKS::contains);
      Optional<AmplifierStack> desk =
          desks
              ? AmplifierStack.of(options, base.ledger, base.market, base.wall, environment)
                  .map(started::add)
              : Optional.empty();
      for (Role role : new TreeSet<>(options.part().roles())) {
        switch (role) {
          case ORCHESTRATION -> {
            workers.orchestration();
            started.add(GuardLoop.start(base, begin(base, options)));
            desk.ifPresent(its -> started.add(its.guard(base)));
          }
          case MARKET_DATA -> {
            workers.marketData(HomePrompts.of(home));
            desk.ifPresent(its -> its.register(workers));
          }
          case VENUE -> {
            VenueAccess venue =
                Shared.venue(base.market, base.ledger, environment, base.wall).access();
            workers.venue(venue.trading(), venue.transfers());
            AccountFeed feed = started.add(base.feed(venue));
            meters.watch(feed, base.wall);
            feed.start();
          }
          case MODELS -> workers.models(Workers.endpoints(environment));
          case COMPUTE -> compute = true;
        }
      }
      workers.start();
      started.add(workers);
      if (compute) {
        ResultFiles results = new ResultFiles(home.folder("research").resolve("results"));
        started.add(
            new ResearchWorkers(
                base.client, results, Runtime.getRuntime().availableProcessors(), base.failpoints));
        say("research goes into " + results.folder());
      }
      started.add(
          WorkerPort.open(
              options.part().listen(),
              options.port(),
              Shared.token(home, environment),
              new TreeMap<>(Map.of("ledger", base::askLedger, "temporal", base::askTemporal)),
              meters));
      base.watchServers();
      say(
          "%s; health and metrics on http://%s:%d"
              .formatted(
                  new TreeSet<>(options.part().roles()), options.part().listen(), options.port()));
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static int run(RunOptions options, Map<String, String> environment) {
    return Foreground.serve(options, (home, stop) -> new WorkerProcess(options, home, environment));
  }

  /**
   * Begins the fund in a ledger that has none, and sees that all that the ledger knows of runs. Of
   * several that do it at once the ledger lets one begin; the others find what it began.
   *
   * @return the fund's name
   */
  private static String begin(Foundation base, RunOptions options) {
    PortfolioSpec read =
        options.config() == null ? PortfolioFile.shipped() : PortfolioFile.read(options.config());
    PortfolioSpec configured =
        options.systems().contains(TradingStack.PORTFOLIO) ? read : read.empty();
    List<String> funds = base.ledger.recovery.portfolios();
    if (!funds.isEmpty() && !funds.contains(configured.name())) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the fund of this ledger, %s, was %s; put --config right, or name another database."
              .formatted(String.join(" and ", funds), configured.name()));
    }
    base.ledger.roster.seed(configured, base.market.data.time().now());
    int running = base.ensure(configured.name());
    say("fund %s, %d workflows started or found".formatted(configured.name(), running));
    return configured.name();
  }

  private static void say(String line) {
    System.err.println("[worker] " + line);
  }

  @Override
  public void close() {
    say("letting what runs come to a stop");
    started.close();
  }
}
