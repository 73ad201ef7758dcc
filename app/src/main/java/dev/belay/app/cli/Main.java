package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.run.Belay;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Console console =
        new Console(
            new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8),
            new java.io.PrintStream(System.err, true, StandardCharsets.UTF_8),
            System.getenv(),
            Boolean.getBoolean("belay.terminal")
                ? new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8)
                : null);
    int code = run(args, console, Belay::new);
    console.out().flush();
    System.exit(code);
  }

  static int run(String[] args, Console console, Supplier<BelayRun> belay) {
    CommandLine line = commands(console, belay);
    PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(err);
    line.setExecutionExceptionHandler((e, command, parsed) -> fail(e, console, parsed));
    return line.execute(args);
  }

  /** Every verb with its flags. */
  static CommandLine commands(Console console, Supplier<BelayRun> belay) {
    CommandLine line = new CommandLine(new Root(), CommandLine.defaultFactory());
    List.of(
            new RunCommand.Demo(console, belay),
            new RunCommand.Up(console, belay),
            new DownCommand(console),
            new StatusCommand(console),
            new OperateCommand.Halt(console),
            new OperateCommand.Resume(console),
            new OperateCommand.Flatten(console),
            new OperateCommand.Reconcile(console),
            new OperateCommand.Cases(console),
            new CapitalCommand.Rebalance(console),
            new CapitalCommand.Allocation(console),
            new ExportCommand(console),
            new LogsCommand(console),
            new TokenCommand(console),
            new TemporalCommand(console),
            new RunCommand.Simulator(console, belay),
            new RunCommand.Api(console, belay),
            new RunCommand.Worker(console, belay),
            new RunCommand.Verify(console, belay),
            new RunCommand.Parity(console, belay),
            new VerifyRecoveryCommand(console),
            new SimulateCommand(console),
            new BacktestCommand(console),
            new SweepCommand(console),
            new WalkForwardCommand(console),
            new BiasCheckCommand(console),
            new CopyCommand.Backup(console),
            new CopyCommand.Restore(console),
            new DoctorCommand(console),
            new VersionCommand(console),
            new RunCommand.RecordHistories(console, belay))
        .forEach(line::addSubcommand);
    line.addSubcommand(
        group(
            "position",
            "positions",
            new PositionCommand.Listing(console),
            new PositionCommand.Close(console),
            new PositionCommand.Stop(console),
            new PositionCommand.Target(console)));
    line.addSubcommand(
        group(
            "order",
            "orders",
            new OrderCommand.Listing(console),
            new OrderCommand.Cancel(console)));
    line.addSubcommand(
        group(
            "agent",
            "agents",
            new AgentCommand.Listing(console),
            new AgentCommand.Pause(console),
            new AgentCommand.Resume(console),
            new AgentCommand.Exit(console),
            new CapitalCommand.Add(console),
            new CapitalCommand.SetAgent(console),
            new CapitalCommand.Disable(console),
            new CapitalCommand.Enable(console)));
    line.addSubcommand(
        group(
            "review",
            "reviews",
            new ReviewCommand.Listing(console),
            new ReviewCommand.Show(console)));
    line.addSubcommand(
        group(
            "data",
            "candles for research",
            new DataImport(console),
            new DataList(console),
            new DataCheck(console),
            new DataResample(console),
            new DataExport(console)));
    line.addSubcommand(
        group("models", "language models", new RunCommand.ModelsTest(console, belay)));
    line.addSubcommand(
        group(
            "prompt",
            "prompts",
            new PromptCommand.ListAll(console),
            new PromptCommand.Show(console),
            new PromptCommand.Diff(console),
            new PromptCommand.Test(console)));
    line.addSubcommand(group("notify", "notifications", new NotifyCommand.Test(console)));
    line.addSubcommand(
        group("journal", "the journal", new RunCommand.JournalVerify(console, belay)));
    line.addSubcommand(
        group(
            "service",
            "the systemd service",
            new ServiceCommand.Install(console),
            new ServiceCommand.Uninstall(console),
            new ServiceCommand.Status(console)));
    line.addSubcommand(
        group(
            "config",
            "the configuration",
            new ConfigCommand.Init(console),
            new ConfigCommand.Show(console),
            new ConfigCommand.Check(console),
            new ConfigCommand.Diff(console),
            new ConfigCommand.Apply(console)));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    describe(line);
    return line;
  }

  /** A verb that has verbs of its own, such as {@code belay position close}. */
  private static CommandLine group(String name, String about, Object... verbs) {
    CommandLine group = new CommandLine(new Group());
    for (Object verb : verbs) {
      group.addSubcommand(verb);
    }
    group
        .getCommandSpec()
        .name(name)
        .usageMessage()
        .description(
            "Commands about %s: %s."
                .formatted(about, String.join(", ", group.getSubcommands().keySet())));
    return group;
  }

  private static void describe(CommandLine line) {
    line.getSubcommands().values().forEach(Main::describe);
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(String.valueOf(code.code()), code.meaning());
    }
    line.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .version("belay " + Version.text())
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes);
    line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
  }

  private static int fail(Exception e, Console console, ParseResult parsed) {
    ExitCode code = e instanceof OperatorException o ? o.exitCode() : ExitCode.FAILED;
    String text = e instanceof OperatorException ? e.getMessage() : "unexpected failure: " + e;
    console.err().println("belay: " + text);
    if (!(e instanceof OperatorException)) {
      e.printStackTrace(console.err());
    }
    if (Arrays.asList(parsed.originalArgs().toArray()).contains("--json")) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("error", text);
      answer.put("exit_code", code.code());
      console.out().println(Json.write(answer));
    }
    return code.code();
  }

  /** The command without a verb: it says what verbs there are. */
  @Command(
      name = "belay",
      description = "Trading agents as durable workflows.",
      footer = {
        "",
        "`belay test` runs the tests; `belay VERB --help` explains a verb.",
      })
  static final class Root implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "Expected a verb, was none.");
    }
  }

  /** A verb without the verb that belongs to it: it says what verbs there are. */
  @Command
  static final class Group implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Expected `belay %s %s`, was `belay %s`."
              .formatted(spec.name(), String.join("|", spec.subcommands().keySet()), spec.name()));
    }
  }
}
