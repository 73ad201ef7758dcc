package dev.belay.app.run;

import dev.belay.activities.book.RoundBook;
import dev.belay.activities.fetch.Pause;
import dev.belay.activities.model.ChatEndpoints;
import dev.belay.activities.portfolio.PromptLibrary;
import dev.belay.activities.replay.Budget;
import dev.belay.activities.replay.KeptAnswers;
import dev.belay.activities.replay.ModelSilent;
import dev.belay.activities.replay.PromptVersion;
import dev.belay.activities.replay.RoundsAgain;
import dev.belay.activities.replay.RoundsAgain.Again;
import dev.belay.activities.replay.RoundsAgain.LeftOut;
import dev.belay.activities.research.ResearchRefused;
import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.cli.ReplayFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.RunningBelay;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.strategy.Spelling;
import dev.belay.ledger.LedgerException;
import dev.belay.ledger.read.DecisionRow;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Asks recorded rounds of a home again and compares what they come to. The books are only read, of
 * a Belay that runs or of a home at rest.
 */
public final class ReplayDecisions {
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration MODEL_CALL = Duration.ofSeconds(60);

  private final RunOptions options;
  private final ReplayFlags asked;
  private final Map<String, String> environment;
  private final PrintStream progress;
  private final Pause pause;
  private final InstantSource wall = InstantSource.system();

  public ReplayDecisions(
      RunOptions options,
      ReplayFlags asked,
      Map<String, String> environment,
      PrintStream progress,
      Pause pause) {
    this.options = options;
    this.asked = asked;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.pause = pause;
  }

  /**
   * The whole command.
   *
   * @throws OperatorException if what was asked for is not there, no model answers, or it is to
   *     stop
   */
  public ReplayReport run() {
    long began = System.nanoTime();
    Path home = options.home();
    Optional<RunningBelay> running = BelayHome.running(home);
    try {
      if (running.isPresent()) {
        return beside(running.get(), began);
      }
      requireBooks(home);
      try (BelayHome held = BelayHome.open(home)) {
        ChildNote.stopAll(held.folder("children"));
        progress.println("[replay] starting the home's Postgres");
        try (PostgresServer postgres =
            PostgresServer.start(held, CacheFolder.locate(environment), environment)) {
          return run(postgres, began);
        }
      }
    } catch (CancellationException e) {
      throw new OperatorException(
          ExitCode.INTERRUPTED, "Interrupted; answers are kept, the same command goes on.", e);
    } catch (ModelSilent e) {
      throw new OperatorException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    } catch (ResearchRefused e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new OperatorException(ExitCode.FAILED, e.getMessage() + ".", e);
    } catch (LedgerException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected to read the books of %s, but %s; has Belay been stopped meanwhile? Answers are kept, the same command goes on."
              .formatted(home, e.getMessage()),
          e);
    }
  }

  private ReplayReport beside(RunningBelay running, long began) {
    if (!running.version().equals(Version.text())) {
      throw refused(
          "Expected the Belay that runs in %s to be of this version, %s, was %s; stop it with `belay down`, or start it anew."
              .formatted(options.home(), Version.text(), running.version()));
    }
    PostgresServer postgres =
        PostgresServer.ofRunning(options.home(), environment)
            .orElseThrow(
                () ->
                    refused(
                        "Expected to find the database of the Belay that runs in %s; stop it with `belay down`, and try again."
                            .formatted(options.home())));
    return run(postgres, began);
  }

  private void requireBooks(Path home) {
    boolean own = PostgresServer.external(environment).isEmpty();
    if (!Files.isDirectory(home)
        || own && !Files.isDirectory(home.resolve("postgres").resolve("data"))) {
      throw refused(
          "Expected a home in which Belay has traded, but there are no books in %s; name the one that is meant with --home."
              .formatted(home));
    }
  }

  private ReplayReport run(PostgresServer postgres, long began) {
    try (LedgerStack ledger =
        new LedgerStack(postgres, null, Failpoints.NONE, wall, Version.text(), 3)) {
      PortfolioSpec fund = fund(ledger);
      AgentSpec agent = agent(fund);
      List<DecisionRow> rows =
          ledger.reader.decisions(fund.name(), agent.id(), asked.from(), asked.to());
      if (rows.isEmpty()) {
        throw noRounds(ledger, fund, agent);
      }
      Question question = question(fund, agent);
      // Before anything is paid for.
      ReplayPrices prices = ReplayPrices.of(postgres, ledger.mode, options, wall, rows);
      Path folder = PrivateFiles.folder(options.home().resolve("research")).resolve("decisions");
      try (KeptAnswers kept = KeptAnswers.open(folder)) {
        Budget budget = new Budget(asked.maxUsd());
        RoundsAgain rounds =
            new RoundsAgain(
                question.setting(),
                ledger.contents,
                question.endpoints(),
                kept,
                budget,
                wall,
                pause);
        if (rounds.isStandIn()) {
          progress.println("[replay] no model is asked: the rule-based stand-in answers");
        }
        Answers answers = ask(rows, rounds, budget);
        return new ReplayComparison(asked, question.told(), ledger.mode.toString(), budget)
            .report(
                rows,
                answers.again(),
                answers.leftOut(),
                rounds,
                prices.compare(question.setting().agent(), answers.again()),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
      }
    }
  }

  private PortfolioSpec fund(LedgerStack ledger) {
    List<String> funds = ledger.reader.portfolios();
    if (funds.isEmpty()) {
      throw refused(
          "Expected a home in which Belay has traded, but nobody has in %s; name the one that is meant with --home."
              .formatted(options.home()));
    }
    return ledger.roster.portfolio(funds.getFirst());
  }

  private AgentSpec agent(PortfolioSpec fund) {
    List<String> ids = fund.agents().stream().map(AgentSpec::id).toList();
    return fund.agents().stream()
        .filter(agent -> agent.id().equals(asked.agent()))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "Expected an agent of the fund %s, one of %s, was \"%s\"%s"
                        .formatted(
                            fund.name(),
                            String.join(", ", ids),
                            asked.agent(),
                            Spelling.hint(asked.agent(), ids))));
  }

  private OperatorException noRounds(LedgerStack ledger, PortfolioSpec fund, AgentSpec agent) {
    String there =
        ledger
            .reader
            .decided(fund.name(), agent.id())
            .map(ends -> "its decisions are of %s to %s".formatted(ends.getFirst(), ends.getLast()))
            .orElse("it has decided nothing yet");
    return refused(
        "Expected decided rounds of %s from %s until before %s, there are none: %s."
            .formatted(agent.id(), asked.from(), asked.to(), there));
  }

  /**
   * What is asked of whom.
   *
   * @param told what model and prompts are called in the answer; a prompt of null is the recorded
   *     one
   */
  private record Question(RoundsAgain.Setting setting, ChatEndpoints endpoints, Told told) {}

  /** Names for people. */
  record Told(String model, @Nullable String prompt) {}

  private Question question(PortfolioSpec fund, AgentSpec agent) {
    ModelSpec model = model(fund, agent);
    // Without any key in reach the stand-in answers, whatever the environment has.
    ChatEndpoints endpoints =
        model.equals(RoundsAgain.STAND_IN)
            ? new ChatEndpoints(name -> Optional.empty(), MODEL_CALL)
            : Workers.endpoints(environment);
    try {
      Optional<String> missing = endpoints.missingKey(model);
      if (asked.model() != null && !model.equals(RoundsAgain.STAND_IN) && missing.isPresent()) {
        throw refused(
            "Expected the key of the model %s in the environment variable %s, which is not set; set it, or compare with --model stand-in."
                .formatted(model.id(), missing.get()));
      }
      String version = asked.prompt();
      if (version == null) {
        return new Question(
            new RoundsAgain.Setting(fund.name(), agent, model, null),
            endpoints,
            new Told(model.id(), null));
      }
      List<String> voices = RoundBook.voices(agent);
      PromptVersion prompt =
          PromptVersion.of(
              version,
              agent.style(),
              voices,
              PromptLibrary.with(options.home().resolve("prompts")));
      List<String> versions =
          voices.stream()
              .map(voice -> prompt.parts().version(prompt.style(), voice))
              .distinct()
              .sorted()
              .toList();
      return new Question(
          new RoundsAgain.Setting(
              fund.name(), styled(agent, prompt.style()), model, prompt.parts()),
          endpoints,
          new Told(model.id(), String.join(" ", versions)));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ModelSpec model(PortfolioSpec fund, AgentSpec agent) {
    String wanted = asked.model() == null ? agent.model() : asked.model();
    if (RoundsAgain.STAND_IN.id().equals(asked.model())) {
      return RoundsAgain.STAND_IN;
    }
    List<String> ids = new ArrayList<>(fund.models().stream().map(ModelSpec::id).toList());
    ids.add(RoundsAgain.STAND_IN.id());
    return fund.models().stream()
        .filter(model -> model.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    asked.model() == null
                        ? "Expected an agent that asks a model, but %s has none (\"%s\"): what it decides follows from rules, and would be the same."
                            .formatted(agent.id(), wanted)
                        : "Expected a model of the fund %s, one of %s, was \"%s\"%s"
                            .formatted(
                                fund.name(),
                                String.join(", ", ids),
                                wanted,
                                Spelling.hint(wanted, ids))));
  }

  private static AgentSpec styled(AgentSpec agent, String style) {
    return new AgentSpec(
        agent.id(),
        agent.name(),
        agent.model(),
        style,
        agent.interval(),
        agent.consensus(),
        agent.voices(),
        agent.symbols(),
        agent.limits());
  }

  private record Answers(List<Again> again, List<LeftOut> leftOut) {}

  /** The first that the budget does not allow ends it: rounds are compared without holes. */
  private Answers ask(List<DecisionRow> rows, RoundsAgain rounds, Budget budget) {
    List<Again> again = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    long told = System.nanoTime();
    for (DecisionRow row : rows) {
      if (pause.isStopped()) {
        throw new CancellationException("Stopped before the round " + row.id());
      }
      switch (rounds.ask(row)) {
        case Again came -> again.add(came);
        case LeftOut came -> leftOut.add(came);
      }
      boolean spent = !leftOut.isEmpty() && leftOut.getLast().why() == RoundsAgain.Why.BUDGET;
      if (spent || System.nanoTime() - told > STEP.toNanos()) {
        told = System.nanoTime();
        tell(again.size() + leftOut.size(), rows.size(), budget);
      }
      if (spent) {
        String detail = leftOut.getLast().detail();
        rows.stream()
            .skip(again.size() + (long) leftOut.size())
            .map(each -> new LeftOut(each, RoundsAgain.Why.BUDGET, detail))
            .forEach(leftOut::add);
        progress.printf(
            Locale.ROOT,
            "[replay] the budget ends it, %,d rounds are left out: %s; a higher --max-usd goes on%n",
            leftOut.stream().filter(each -> each.why() == RoundsAgain.Why.BUDGET).count(),
            detail);
        break;
      }
    }
    return new Answers(again, leftOut);
  }

  private void tell(int done, int of, Budget budget) {
    progress.printf(
        Locale.ROOT,
        "[replay] %,d of %,d rounds, %s of %s USD%n",
        done,
        of,
        budget.spent().toPlainString(),
        budget.most().toPlainString());
  }

  private static OperatorException refused(String text) {
    boolean whole = text.endsWith(".") || text.endsWith("?");
    return new OperatorException(ExitCode.BAD_INPUT, whole ? text : text + ".");
  }
}
