package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.home.BelayHome;
import dev.belay.app.temporal.TemporalMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that needs the whole application. */
@Command
abstract class RunCommand implements Callable<Integer> {
  private final Console console;
  private final Supplier<BelayRun> belay;
  final RunOptions.Verb verb;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  private RunCommand(Console console, Supplier<BelayRun> belay, RunOptions.Verb verb) {
    this.console = console;
    this.belay = belay;
    this.verb = verb;
  }

  @Override
  public Integer call() {
    RunOptions options = options(home.locate(console.environment()));
    if (makesHome() || Files.isDirectory(options.home())) {
      // Read by the logging library when the first logger is asked for, so before anything else.
      System.setProperty(
          "belay.logs", PrivateFiles.folder(options.home().resolve("logs")).toString());
      System.setProperty("logback.configurationFile", "logback-server.xml");
    }
    return belay.get().run(options);
  }

  abstract RunOptions options(Path folder);

  /** Whether it may begin in a home that is not there. */
  boolean makesHome() {
    return true;
  }

  /** For a verb that serves nobody and trades nothing. */
  RunOptions quiet(Path folder, MarketFlags market, TemporalMode temporal, @Nullable Path config) {
    RunFlags.Serving none = new RunFlags.Serving();
    return new RunOptions(
        verb,
        folder,
        none.port,
        null,
        market,
        null,
        temporal,
        SystemFlags.of(),
        config,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        json.wanted);
  }

  /** A verb that trades. */
  private abstract static class Trade extends RunCommand {
    @Mixin RunFlags.Serving serving = new RunFlags.Serving();
    @Mixin RunFlags.Market market = new RunFlags.Market();
    @Mixin RunFlags.Server server = new RunFlags.Server();
    @Mixin RunFlags.Systems systems = new RunFlags.Systems();
    @Mixin RunFlags.Config config = new RunFlags.Config();
    @Mixin RunFlags.Texts texts = new RunFlags.Texts();

    LiveFlags live() {
      return LiveFlags.NONE;
    }

    private Trade(Console console, Supplier<BelayRun> belay, RunOptions.Verb verb) {
      super(console, belay, verb);
    }

    @Override
    RunOptions options(Path folder) {
      return new RunOptions(
          verb,
          folder,
          serving.port,
          serving.runFor,
          market.flags(),
          market.speed,
          server.temporal,
          systems.flags(),
          config.path(),
          PartFlags.NONE,
          live(),
          serving.failpoints,
          texts.days,
          json.wanted);
    }
  }

  @Command(
      name = "demo",
      description = "Trade on a simulated market, faster than the clock, until Ctrl-C.")
  static final class Demo extends Trade {
    Demo(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.DEMO);
    }
  }

  @Command(name = "up", description = "Trade on the real clock, until Ctrl-C or `belay down`.")
  static final class Up extends Trade {
    @Mixin RunFlags.RealMoney money = new RunFlags.RealMoney();

    Up(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.UP);
    }

    @Override
    LiveFlags live() {
      return new LiveFlags(money.dryRun, money.confirmation, money.historyFile());
    }
  }

  @Command(name = "simulator", description = "Serve the simulated exchange alone.")
  static final class Simulator extends RunCommand {
    @Mixin RunFlags.Serving serving = new RunFlags.Serving();
    @Mixin RunFlags.Listening listening = new RunFlags.Listening();
    @Mixin RunFlags.Market market = new RunFlags.Market();

    @Option(
        names = "--alts",
        description = "A synthetic market also lists 250 small coins, for the amplifier.")
    boolean alts;

    Simulator(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.SIMULATOR);
    }

    @Override
    RunOptions options(Path folder) {
      return new RunOptions(
          verb,
          folder,
          serving.port,
          serving.runFor,
          market.flags(),
          market.speed,
          TemporalMode.AUTO,
          alts ? SystemFlags.of("amplifier") : SystemFlags.of(),
          null,
          new PartFlags(listening.listen, List.of(), null, Set.of()),
          LiveFlags.NONE,
          serving.failpoints,
          null,
          json.wanted);
    }
  }

  @Command(
      name = "api",
      description =
          "Serve API and dashboard alone, on the Postgres of BELAY_DATABASE_URL and the Temporal"
              + " of TEMPORAL_ADDRESS; needs a worker of the role orchestration somewhere.")
  static final class Api extends RunCommand {
    @Mixin RunFlags.Serving serving = new RunFlags.Serving();
    @Mixin RunFlags.Listening listening = new RunFlags.Listening();
    @Mixin RunFlags.Texts texts = new RunFlags.Texts();
    @Mixin RunFlags.PaperVenue venue = new RunFlags.PaperVenue();

    @Option(
        names = "--hosts",
        paramLabel = "LIST",
        split = ",",
        hideParamSyntax = true,
        converter = RunFlags.HostName.class,
        description =
            "Names by which it may be asked for besides its own, as browsers say them:"
                + " belay.example.org, or api:8082.")
    List<String> hosts = List.of();

    Api(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.API);
    }

    @Override
    RunOptions options(Path folder) {
      return new RunOptions(
          verb,
          folder,
          serving.port,
          serving.runFor,
          MarketFlags.NONE,
          null,
          TemporalMode.ADDRESS,
          SystemFlags.of(),
          null,
          new PartFlags(listening.listen, hosts, venue.simulator, Set.of()),
          LiveFlags.NONE,
          serving.failpoints,
          texts.days,
          json.wanted);
    }
  }

  @Command(
      name = "worker",
      description =
          "Work in some roles, or all, on the Postgres of BELAY_DATABASE_URL and the Temporal of"
              + " TEMPORAL_ADDRESS, until Ctrl-C.")
  static final class Worker extends RunCommand {
    @Mixin RunFlags.Probing probing = new RunFlags.Probing();
    @Mixin RunFlags.Listening listening = new RunFlags.Listening();
    @Mixin RunFlags.PaperVenue venue = new RunFlags.PaperVenue();
    @Mixin RunFlags.Config config = new RunFlags.Config();
    @Mixin RunFlags.Systems systems = new RunFlags.Systems();

    @Option(
        names = "--roles",
        paramLabel = "LIST",
        split = ",",
        hideParamSyntax = true,
        converter = RunFlags.RoleName.class,
        description = "orchestration, market-data, venue, models, compute (all).")
    List<Role> roles = List.copyOf(Role.all());

    Worker(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.WORKER);
    }

    @Override
    RunOptions options(Path folder) {
      if (config.config != null && !roles.contains(Role.ORCHESTRATION)) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected --config only with the role orchestration, which begins the fund, was --roles %s."
                .formatted(String.join(",", roles.stream().map(Role::toString).toList())));
      }
      return new RunOptions(
          verb,
          folder,
          probing.port,
          probing.runFor,
          MarketFlags.NONE,
          null,
          TemporalMode.ADDRESS,
          systems.flags(),
          config.path(),
          new PartFlags(listening.listen, List.of(), venue.simulator, Set.copyOf(roles)),
          LiveFlags.NONE,
          probing.failpoints,
          null,
          json.wanted);
    }
  }

  @Command(name = "test", description = "Ask every configured model one question.")
  static final class ModelsTest extends RunCommand {
    @Mixin RunFlags.Config config = new RunFlags.Config();

    ModelsTest(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.MODELS_TEST);
    }

    @Override
    RunOptions options(Path folder) {
      return quiet(folder, MarketFlags.NONE, TemporalMode.AUTO, config.path());
    }
  }

  @Command(
      name = "verify",
      description = "Compare what the venue recorded with the ledger; 5 if they differ.")
  static final class Verify extends RunCommand {
    @Mixin RunFlags.PaperVenue venue = new RunFlags.PaperVenue();

    @Option(
        names = "--market",
        paramLabel = "replay:DIR",
        converter = RunFlags.MarketName.class,
        description = "Where the home's recorded candles are now, if they were moved.")
    @Nullable MarketChoice market;

    Verify(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.VERIFY);
    }

    @Override
    RunOptions options(Path folder) {
      return quiet(folder, new MarketFlags(market, null, null, null), TemporalMode.AUTO, null)
          .withPart(new PartFlags(PartFlags.LOOPBACK, List.of(), venue.simulator, Set.of()));
    }
  }

  @Command(
      name = "parity",
      description =
          "Replay a recorded paper run's orders through the fill engine and compare fills, fees,"
              + " funding and equity to the last digit; 5 if anything differs.")
  static final class Parity extends RunCommand {
    @Option(
        names = "--market",
        paramLabel = "replay:DIR",
        converter = RunFlags.MarketName.class,
        description = "Where the home's recorded candles are now, if they were moved.")
    @Nullable MarketChoice market;

    Parity(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.PARITY);
    }

    @Override
    RunOptions options(Path folder) {
      return quiet(folder, new MarketFlags(market, null, null, null), TemporalMode.AUTO, null);
    }

    @Override
    boolean makesHome() {
      return false;
    }
  }

  @Command(
      name = "verify",
      description =
          "Recompute the hashes of every account's journal; 5 if an event was changed, removed or"
              + " inserted.")
  static final class JournalVerify extends RunCommand {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Console console;

    JournalVerify(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.JOURNAL_VERIFY);
      this.console = console;
    }

    /** A Belay that runs holds the database: it is asked. */
    @Override
    public Integer call() {
      Path folder = home.locate(console.environment());
      return BelayHome.running(folder).isEmpty()
          ? super.call()
          : JournalReport.print(
              BelayApi.of(folder, null).get("/api/journal/verify", LIMIT),
              json.wanted,
              console.out());
    }

    @Override
    boolean makesHome() {
      return false;
    }

    @Override
    RunOptions options(Path folder) {
      return quiet(folder, MarketFlags.NONE, TemporalMode.AUTO, null);
    }
  }

  @Command(
      name = "record-histories",
      hidden = true,
      description = "Record anew the workflow histories that tests replay.")
  static final class RecordHistories extends RunCommand {
    @Mixin RunFlags.Server server = new RunFlags.Server();

    @Option(
        names = "--only-research",
        description = "Leave those of what trades as they are, which takes minutes.")
    boolean research;

    RecordHistories(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.RECORD_HISTORIES);
    }

    @Override
    RunOptions options(Path folder) {
      RunOptions all = quiet(folder, MarketFlags.NONE, server.temporal, null);
      return research ? all.withSystems(SystemFlags.of("research")) : all;
    }
  }
}
