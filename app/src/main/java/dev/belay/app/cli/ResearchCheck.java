package dev.belay.app.cli;

import dev.belay.api.research.ResearchDesk;
import dev.belay.app.base.OperatorException;
import dev.belay.app.research.RunDesk;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Reads arguments as the commands about research do, and says what they would say. */
public final class ResearchCheck implements RunDesk.Check {
  private final Path home;
  private final Console console;

  public ResearchCheck(Path home, Map<String, String> environment) {
    this.home = home;
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.console = new Console(nowhere, nowhere, environment);
  }

  /** Computes runs of a home. */
  public static RunDesk desk(Path home, Map<String, String> environment) {
    return new RunDesk(home, environment, new ResearchCheck(home, environment));
  }

  @Override
  public Map<String, String> settings(String kind, List<String> arguments)
      throws ResearchDesk.Refused {
    ResearchVerb verb =
        switch (kind) {
          case "backtest" -> new BacktestCommand(console);
          case "sweep" -> new SweepCommand(console);
          case "walk-forward" -> new WalkForwardCommand(console);
          case "bias-check" -> new BiasCheckCommand(console);
          default ->
              throw new ResearchDesk.Refused(
                  "Expected a backtest, sweep, walk-forward or bias-check, was \"%s\"."
                      .formatted(kind),
                  false);
        };
    CommandLine line = new CommandLine(verb);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    List<String> words = new ArrayList<>(arguments);
    words.add("--home=" + home);
    try {
      var unused = line.parseArgs(words.toArray(String[]::new));
      verb.check();
    } catch (CommandLine.ParameterException | OperatorException e) {
      throw new ResearchDesk.Refused(String.valueOf(e.getMessage()), false);
    }
    return RunKeeper.settings(line.getCommandSpec());
  }
}
