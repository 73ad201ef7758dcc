package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Systemd;
import dev.belay.app.process.SystemdUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Belay as a service of the user's systemd. */
@Command
abstract class ServiceCommand implements Callable<Integer> {
  final Console console;
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "belay",
      description = "The service's name (${DEFAULT-VALUE}); one for each home.")
  String name = "belay";

  private ServiceCommand(Console console) {
    this.console = console;
  }

  final Systemd systemd() {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new OperatorException(
          ExitCode.USAGE,
          "Expected a --name of letters, digits, - and _, was \"%s\".".formatted(name));
    }
    return new Systemd(name, console.environment());
  }

  final int tell(Map<String, Object> answer, String text, ExitCode code) {
    if (json.wanted) {
      console.json(answer);
    } else {
      console.out().println(text);
      console.out().flush();
    }
    return code.code();
  }

  @Command(
      name = "install",
      description = "Run `belay up` as a service that starts with you, and start it.")
  static final class Install extends ServiceCommand {
    @Mixin Flags.Home home = new Flags.Home();

    @Option(names = "--print", description = "Only print the unit; nothing is changed.")
    boolean print;

    @Parameters(
        paramLabel = "FLAG",
        description = "Flags of `belay up` after --, such as -- --port 8090 --config FILE.")
    List<String> flags = new ArrayList<>();

    Install(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      Systemd systemd = systemd();
      Path folder = home.locate(console.environment());
      SystemdUnit unit =
          new SystemdUnit(
              launcher(),
              folder,
              Path.of("").toAbsolutePath(),
              Path.of(System.getProperty("java.home")),
              console.environment().getOrDefault("PATH", ""),
              checked(folder));
      if (print) {
        return tell(Map.of("unit", unit.text()), unit.text().stripTrailing(), ExitCode.DONE);
      }
      BelayHome.running(folder)
          .ifPresent(
              running -> {
                throw new OperatorException(
                    ExitCode.BAD_INPUT,
                    "Expected a home that nobody uses, but process %d runs in %s; stop it with `belay down --home %s` first. Nothing was changed."
                        .formatted(running.process().pid(), folder, folder));
              });
      systemd.install(unit.text());
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("service", name);
      answer.put("file", systemd.file().toString());
      answer.put("home", folder.toString());
      return tell(
          answer,
          """
          Installed and started %s (%s).
          `belay service status` tells how it is, `journalctl --user -u %s -f` what it says. It stops when you log out, unless
          `loginctl enable-linger` lets your services stay. Keys of models go into %s, one NAME=value a line."""
              .formatted(name, systemd.file(), name, SystemdUnit.KEYS),
          ExitCode.DONE);
    }

    /** As `up` itself judges them. */
    private List<String> checked(Path folder) {
      CommandLine up = new CommandLine(new RunCommand.Up(console, () -> options -> 0));
      up.setCaseInsensitiveEnumValuesAllowed(true);
      try {
        up.parseArgs(flags.toArray(String[]::new));
      } catch (CommandLine.ParameterException e) {
        throw new OperatorException(
            ExitCode.USAGE, "Expected flags of `belay up` after --: " + e.getMessage(), e);
      }
      if (up.getParseResult().hasMatchedOption("--home")
          || up.getParseResult().hasMatchedOption("--for")
          || up.getParseResult().hasMatchedOption("--json")) {
        throw new OperatorException(
            ExitCode.USAGE,
            "Expected --home before --, and neither --for nor --json after it: a service runs until it is stopped.");
      }
      List<String> all = new ArrayList<>(List.of("up", "--home", folder.toString()));
      all.addAll(flags);
      return all;
    }

    private static Path launcher() {
      String root = System.getProperty("belay.root", "");
      Path launcher = Path.of(root, "belay").toAbsolutePath();
      if (root.isEmpty() || !Files.isExecutable(launcher)) {
        throw new OperatorException(
            ExitCode.BAD_INPUT,
            "Expected to be started by the launcher `belay`, which a service has to run, but was started without it; use that.");
      }
      return launcher;
    }
  }

  @Command(name = "uninstall", description = "Stop the service in order and take it away.")
  static final class Uninstall extends ServiceCommand {
    Uninstall(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      Systemd systemd = systemd();
      systemd.uninstall();
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("service", name);
      answer.put("file", systemd.file().toString());
      return tell(
          answer, "Stopped %s and took it away; the home stays.".formatted(name), ExitCode.DONE);
    }
  }

  @Command(name = "status", description = "Say whether the service is installed and runs.")
  static final class Status extends ServiceCommand {
    Status(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      Systemd systemd = systemd();
      Systemd.State state = systemd.state();
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("service", name);
      answer.put("file", systemd.file().toString());
      answer.put("installed", state.installed());
      answer.put("active", state.active());
      answer.put("enabled", state.enabled());
      return tell(
          answer,
          state.installed()
              ? "%s is %s and %s (%s)"
                  .formatted(name, state.active(), state.enabled(), systemd.file())
              : "%s is not installed; `belay service install` does that".formatted(name),
          state.active().equals("active") ? ExitCode.DONE : ExitCode.NOT_RUNNING);
    }
  }
}
