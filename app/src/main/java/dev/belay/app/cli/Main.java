package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.run.Belay;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
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
    if (code != 0 || othersRun()) {
      System.exit(code);
    }
    // Without exit, which looks for a logger in every jar before it ends.
  }

  /** Whether threads are left that would keep the process alive. */
  private static boolean othersRun() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(each -> !each.isDaemon() && each != Thread.currentThread());
  }

  static int run(String[] args, Console console, Supplier<BelayRun> belay) {
    Map<String, Supplier<Object>> verbs = verbs(console, belay);
    boolean plain = args.length > 0 && verbs.containsKey(args[0]);
    CommandLine line = commands(verbs, plain ? List.of(args[0]) : verbs.keySet());
    PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(err);
    line.setExecutionExceptionHandler((e, command, parsed) -> fail(e, console, parsed));
    return line.execute(args);
  }

  /** Every verb with its flags. */
  static CommandLine commands(Console console, Supplier<BelayRun> belay) {
    Map<String, Supplier<Object>> verbs = verbs(console, belay);
    return commands(verbs, verbs.keySet());
  }

  /** Only the verb that is meant: to read the flags of all others takes longer than many a verb. */
  private static CommandLine commands(
      Map<String, Supplier<Object>> verbs, Collection<String> chosen) {
    CommandLine line = new CommandLine(new Root(), CommandLine.defaultFactory());
    for (String name : chosen) {
      line.addSubcommand(name, verbs.getOrDefault(name, Group::new).get());
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    describe(line);
    return line;
  }

  private static Map<String, Supplier<Object>> verbs(Console console, Supplier<BelayRun> belay) {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("demo", () -> new RunCommand.Demo(console, belay));
    verbs.put("up", () -> new RunCommand.Up(console, belay));
    verbs.put("down", () -> new DownCommand(console));
    verbs.put("status", () -> new StatusCommand(console));
    verbs.put("halt", () -> new OperateCommand.Halt(console));
    verbs.put("resume", () -> new OperateCommand.Resume(console));
    verbs.put("flatten", () -> new OperateCommand.Flatten(console));
    verbs.put("reconcile", () -> new OperateCommand.Reconcile(console));
    verbs.put("cases", () -> new OperateCommand.Cases(console));
    verbs.put("rebalance", () -> new CapitalCommand.Rebalance(console));
    verbs.put("allocation", () -> new CapitalCommand.Allocation(console));
    verbs.put("export", () -> new ExportCommand(console));
    verbs.put("logs", () -> new LogsCommand(console));
    verbs.put("token", () -> new TokenCommand(console));
    verbs.put("temporal", () -> new TemporalCommand(console));
    verbs.put("simulator", () -> new RunCommand.Simulator(console, belay));
    verbs.put("api", () -> new RunCommand.Api(console, belay));
    verbs.put("worker", () -> new RunCommand.Worker(console, belay));
    verbs.put("verify", () -> new RunCommand.Verify(console, belay));
    verbs.put("parity", () -> new RunCommand.Parity(console, belay));
    verbs.put("verify-recovery", () -> new VerifyRecoveryCommand(console));
    verbs.put("simulate-orders", () -> new SimulateCommand(console));
    verbs.put("backtest", () -> new BacktestCommand(console));
    verbs.put("sweep", () -> new SweepCommand(console));
    verbs.put("walk-forward", () -> new WalkForwardCommand(console));
    verbs.put("bias-check", () -> new BiasCheckCommand(console));
    verbs.put("replay-decisions", () -> new ReplayDecisionsCommand(console));
    verbs.put("compute-worker", () -> new ComputeCommand(console));
    verbs.put("rehearse", () -> new RehearseCommand(console));
    verbs.put("backup", () -> new CopyCommand.Backup(console));
    verbs.put("restore", () -> new CopyCommand.Restore(console));
    verbs.put("doctor", () -> new DoctorCommand(console));
    verbs.put("version", () -> new VersionCommand(console));
    verbs.put("record-histories", () -> new RunCommand.RecordHistories(console, belay));
    verbs.put(
        "position",
        () ->
            group(
                "position",
                "positions",
                new PositionCommand.Listing(console),
                new PositionCommand.Close(console),
                new PositionCommand.Stop(console),
                new PositionCommand.Target(console)));
    verbs.put(
        "order",
        () ->
            group(
                "order",
                "orders",
                new OrderCommand.Listing(console),
                new OrderCommand.Cancel(console)));
    verbs.put(
        "agent",
        () ->
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
    verbs.put(
        "review",
        () ->
            group(
                "review",
                "reviews",
                new ReviewCommand.Listing(console),
                new ReviewCommand.Show(console)));
    verbs.put(
        "data",
        () ->
            group(
                "data",
                "candles for research",
                new DataImport(console),
                new DataFetch(console),
                new DataList(console),
                new DataCheck(console),
                new DataResample(console),
                new DataExport(console)));
    verbs.put(
        "amplifier",
        () ->
            group(
                "amplifier",
                "the amplifier",
                new AmplifierCommand.Status(console),
                new AmplifierCommand.ShowScan(console),
                new AmplifierCommand.History(console),
                new AmplifierCommand.Vote(console),
                new AmplifierCommand.Revote(console),
                new AmplifierCommand.ExitAll(console),
                new AmplifierCommand.Pause(console),
                new AmplifierCommand.Resume(console),
                new AmplifierCommand.Profile(console),
                new CollectCommand(console),
                new AmplifierBacktestCommand(console)));
    verbs.put(
        "models",
        () -> group("models", "language models", new RunCommand.ModelsTest(console, belay)));
    verbs.put(
        "prompt",
        () ->
            group(
                "prompt",
                "prompts",
                new PromptCommand.ListAll(console),
                new PromptCommand.Show(console),
                new PromptCommand.Diff(console),
                new PromptCommand.Test(console)));
    verbs.put("notify", () -> group("notify", "notifications", new NotifyCommand.Test(console)));
    verbs.put(
        "journal",
        () -> group("journal", "the journal", new RunCommand.JournalVerify(console, belay)));
    verbs.put(
        "service",
        () ->
            group(
                "service",
                "the systemd service",
                new ServiceCommand.Install(console),
                new ServiceCommand.Uninstall(console),
                new ServiceCommand.Status(console)));
    verbs.put(
        "config",
        () ->
            group(
                "config",
                "the configuration",
                new ConfigCommand.Init(console),
                new ConfigCommand.Show(console),
                new ConfigCommand.Check(console),
                new ConfigCommand.Diff(console),
                new ConfigCommand.Apply(console)));
    return verbs;
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
