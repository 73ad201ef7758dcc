package dev.belay.app.cli;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.app.run.ReplayDecisions;
import dev.belay.app.run.ReplayReport;
import dev.belay.app.temporal.TemporalMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks recorded rounds again; nothing is sent to any venue. */
@Command(
    name = "replay-decisions",
    description =
        "Ask an agent's recorded rounds again, with the same or another model or prompt, on the"
            + " very inputs they had, and compare decisions, profit and cost; nothing is traded.")
final class ReplayDecisionsCommand implements Callable<Integer> {
  private final Console console;
  @Mixin Flags.Home home = new Flags.Home();
  @Mixin Flags.AsJson json = new Flags.AsJson();

  @Option(names = "--agent", required = true, paramLabel = "AGENT", description = "Whose rounds.")
  String agent = "";

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "A model of the fund, or stand-in; else the agent's own.")
  @Nullable String model;

  @Option(
      names = "--prompt",
      paramLabel = "VERSION",
      description =
          "v1 for those that come with Belay, file for the home's, a style, or a whole version as"
              + " decisions have it; else the recorded prompts.")
  @Nullable String prompt;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Market time, inclusive: 2026-01-05 or 2026-01-05T12:00:00Z; UTC.")
  Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Market time, exclusive.")
  Instant to = Instant.EPOCH;

  @Option(
      names = "--max-usd",
      required = true,
      paramLabel = "X",
      description = "What all answers together may cost, those of earlier calls included.")
  BigDecimal maxUsd = BigDecimal.ZERO;

  @Option(
      names = "--market",
      paramLabel = "replay:DIR",
      converter = RunFlags.MarketName.class,
      description =
          "Where the home's recorded candles are now, if they were moved; of a home on an"
              + " exchange's prices, candles to reckon profit on.")
  @Nullable MarketChoice market;

  ReplayDecisionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!from.isBefore(to)) {
      throw new OperatorException(
          ExitCode.USAGE, "Expected --from before --to, was %s and %s.".formatted(from, to));
    }
    if (maxUsd.signum() <= 0) {
      throw new OperatorException(
          ExitCode.BAD_INPUT, "Expected --max-usd above 0, was " + maxUsd.toPlainString() + ".");
    }
    System.setProperty("logback.configurationFile", "logback.xml");
    ReplayReport report =
        new ReplayDecisions(
                options(),
                new ReplayFlags(agent, model, prompt, from, to, maxUsd),
                console.environment(),
                console.err(),
                new StopPause(
                    StopRequest.listen(),
                    time ->
                        console.err().printf("[replay] asking again in %d ms%n", time.toMillis())))
            .run();
    if (json.wanted) {
      console.json(report);
    } else {
      report.print(console.out());
    }
    return ExitCode.DONE.code();
  }

  /** As of a verb that only looks. */
  private RunOptions options() {
    return new RunOptions(
        RunOptions.Verb.PARITY,
        home.locate(console.environment()),
        new RunFlags.Serving().port,
        null,
        new MarketFlags(market, null, null, null),
        null,
        TemporalMode.AUTO,
        SystemFlags.of(),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        json.wanted);
  }
}
