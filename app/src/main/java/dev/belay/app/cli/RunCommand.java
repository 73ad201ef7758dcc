package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A verb that needs the whole application. */
@Command
abstract class RunCommand implements Callable<Integer> {
  private final Console console;
  private final Supplier<BelayRun> belay;
  private final RunOptions.Verb verb;
  @Mixin RunFlags flags = new RunFlags();

  private RunCommand(Console console, Supplier<BelayRun> belay, RunOptions.Verb verb) {
    this.console = console;
    this.belay = belay;
    this.verb = verb;
  }

  @Override
  public Integer call() {
    RunOptions options = flags.options(verb, console.environment());
    if (options.from() != null && !(options.market() instanceof MarketChoice.Replay)) {
      throw new OperatorException(
          ExitCode.USAGE,
          "Expected --from only with --market replay:DIR; a synthetic market begins at its own epoch and a live one is now.");
    }
    // Read by the logging library when the first logger is asked for, so before anything else.
    System.setProperty(
        "belay.logs", PrivateFiles.folder(options.home().resolve("logs")).toString());
    System.setProperty("logback.configurationFile", "logback-server.xml");
    return belay.get().run(options);
  }

  @Command(
      name = "demo",
      description = "Trade on a simulated market, faster than the clock, until Ctrl-C.")
  static final class Demo extends RunCommand {
    Demo(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.DEMO);
    }
  }

  @Command(name = "up", description = "Trade on the real clock, until Ctrl-C or `belay down`.")
  static final class Up extends RunCommand {
    Up(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.UP);
    }
  }

  @Command(name = "simulator", description = "Serve the simulated exchange alone.")
  static final class Simulator extends RunCommand {
    Simulator(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.SIMULATOR);
    }
  }

  @Command(name = "test", description = "Ask every configured model one question.")
  static final class ModelsTest extends RunCommand {
    ModelsTest(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.MODELS_TEST);
    }
  }

  @Command(
      name = "verify",
      description = "Compare what the venue recorded with the ledger; 5 if they differ.")
  static final class Verify extends RunCommand {
    Verify(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.VERIFY);
    }
  }

  @Command(
      name = "record-histories",
      hidden = true,
      description = "Record anew the workflow histories that tests replay.")
  static final class RecordHistories extends RunCommand {
    RecordHistories(Console console, Supplier<BelayRun> belay) {
      super(console, belay, RunOptions.Verb.RECORD_HISTORIES);
    }
  }
}
