package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.PortfolioFile;
import dev.belay.app.home.BelayHome;
import dev.belay.app.process.Ports;
import dev.belay.app.research.ResearchWorkers;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.ExitReason;
import dev.belay.ledger.read.LedgerReader;
import dev.belay.ledger.read.Listing;
import dev.belay.ledger.read.Page;
import dev.belay.ledger.read.TradeRow;
import dev.belay.workflows.flatten.FlattenWorkflow;
import dev.belay.workflows.portfolio.AgentWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SetAllocation;
import dev.belay.workflows.portfolio.PortfolioWorkflow.SwitchAgent;
import dev.belay.workflows.reconcile.ReconcileWorkflow.ReconcileResult;
import dev.belay.workflows.wire.LaunchActivities.ReconcileLaunch;
import dev.belay.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records the workflow histories that tests replay: trades for a while in a home of its own on a
 * real Temporal server, with a pause, a resume, a cancel, a busy venue and a flatten, and keeps a
 * few short histories.
 */
final class HistoryRecorder {
  private static final int SPEED = 120;
  private static final Duration BEFORE_PAUSE = Duration.ofSeconds(8);
  private static final Duration PAUSED = Duration.ofSeconds(4);
  private static final Duration LONGEST_TRADING = Duration.ofMinutes(4);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(3);
  private static final Duration LONGEST_CANCEL = Duration.ofSeconds(20);
  private static final Duration LONGEST_FLATTEN = Duration.ofSeconds(60);
  private static final Duration LONGEST_CAPITAL = Duration.ofSeconds(60);
  private static final int BUSY_STOPS = 4;
  private static final String REQUEST = "recording";
  static final String ALLOCATION = "recorded-allocation";
  static final String RELEASE = "recorded-release";
  static final String MENDED = "recorded-mended";
  static final String EQUAL = "recorded-equal";
  static final String REVIEW = "recorded-review";

  /** Has the fewest rounds, and so the shortest history of an agent. */
  private static final String PAUSED_AGENT = "llama_analyzer";

  /** Has agents continue as new within a minute instead of a thousand rounds. */
  static final String SHORT_RUNS = "limit.historyCount.suggestContinueAsNew=200";

  /** What closes positions by itself when only enough of them trade for long enough. */
  private static final Set<ExitReason> AWAITED =
      EnumSet.of(ExitReason.STOP, ExitReason.TARGET, ExitReason.DECISION);

  private HistoryRecorder() {}

  static int run(RunOptions options, Map<String, String> environment) {
    if (options.temporal() == TemporalMode.MEMORY) {
      throw new OperatorException(
          ExitCode.USAGE,
          "Expected a real Temporal server to record histories from, was --temporal memory; leave"
              + " the flag out, or pass executable or obtain.");
    }
    Path target = target();
    Path folder = temporaryHome();
    if (options.systems().contains("research")) {
      return recordResearch(options, environment, folder, target);
    }
    BusyMoments busy = new BusyMoments();
    try (BelayHome home = BelayHome.open(folder);
        TradingStack stack =
            TradingStack.start(
                options
                    .onHome(folder, Ports.free())
                    .withSpeed(SPEED)
                    .withConfig(configuration(folder)),
                home,
                CacheFolder.locate(environment),
                environment,
                busy::around)) {
      trade(stack, busy);
      List<HistoryScenarios.Recorded> found =
          new ArrayList<>(new HistoryScenarios(stack).find(PAUSED_AGENT, REQUEST));
      found.addAll(ResearchHistories.run(stack.client(), folder.resolve("research")));
      int written = write(found, stack.client(), target);
      System.err.printf("[histories] %d written to %s%n", written, target);
      return ExitCode.DONE.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected to write below %s, but %s".formatted(target, e), e);
    } finally {
      delete(folder);
    }
  }

  /** Those alone, which need neither ledger nor market. */
  private static int recordResearch(
      RunOptions options, Map<String, String> environment, Path folder, Path target) {
    try (BelayHome home = BelayHome.open(folder);
        TemporalServer temporal =
            TemporalServer.start(
                new TemporalResolver(CacheFolder.locate(environment), environment, System.err)
                    .resolve(options.temporal()),
                home,
                new TemporalSettings(
                    "belay-recording",
                    TemporalSettings.DEMO_RETENTION,
                    false,
                    List.of(SHORT_RUNS),
                    environment))) {
      WorkflowClient client = ResearchWorkers.client(temporal.stubsOptions(), temporal.namespace());
      try {
        int written =
            write(ResearchHistories.run(client, folder.resolve("research")), client, target);
        System.err.printf("[histories] %d written to %s%n", written, target);
        return ExitCode.DONE.code();
      } finally {
        client.getWorkflowServiceStubs().shutdownNow();
      }
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected to write below %s, but %s".formatted(target, e), e);
    } finally {
      delete(folder);
    }
  }

  private static void trade(TradingStack stack, BusyMoments busy) throws InterruptedException {
    WorkflowClient client = stack.client();
    String portfolio = stack.portfolio().name();
    stack.trade();
    say("trading at speed " + SPEED);
    Thread.sleep(BEFORE_PAUSE);
    AgentWorkflow agent =
        client.newWorkflowStub(AgentWorkflow.class, WorkflowIds.agent(portfolio, PAUSED_AGENT));
    agent.pause("recorder");
    Thread.sleep(PAUSED);
    agent.resume("recorder");
    moveCapital(stack);
    LedgerReader ledger = stack.venue().ledger().reader;
    Listing all = Listing.newest(portfolio, 500);
    await("positions closed by " + AWAITED, LONGEST_TRADING, () -> tradedAll(ledger.trades(all)));
    await(
        "an agent that continued as new",
        LONGEST_RUN,
        () -> HistoryScenarios.isContinued(client, WorkflowIds.agent(portfolio, PAUSED_AGENT)));
    busy.next(BUSY_STOPS);
    cancelAStop(stack, all);
    orders(stack, all, Leg.ENTRY, OrderStatus.FILLED)
        .findFirst()
        .ifPresent(stack.launcher()::hintOrder);
    // Nobody looks after a position any more; a reconciliation finds that and starts it anew.
    ledger.openPositions(portfolio, List.of()).stream()
        .findFirst()
        .ifPresent(
            row ->
                client
                    .newUntypedWorkflowStub(WorkflowIds.position(row.id()))
                    .terminate("to be found missing"));
    reconcile(stack, MENDED);
    say("flattening");
    client
        .newWorkflowStub(PortfolioWorkflow.class, WorkflowIds.portfolio(portfolio))
        .emergencyExit(REQUEST);
    awaitFlat(client, WorkflowIds.flatten(portfolio, REQUEST));
    reconcile(stack, EQUAL);
  }

  private static void reconcile(TradingStack stack, String name) {
    String portfolio = stack.portfolio().name();
    stack.launcher().reconcile(new ReconcileLaunch(portfolio, name));
    ReconcileResult result =
        stack
            .client()
            .newUntypedWorkflowStub(WorkflowIds.reconcile(portfolio, name))
            .getResult(ReconcileResult.class);
    say("%s: %s".formatted(name, result));
  }

  /** An allocation, an agent out and in again, a review by hand, and a look at the calendar. */
  private static void moveCapital(TradingStack stack) throws InterruptedException {
    String portfolio = stack.portfolio().name();
    LedgerStack ledger = stack.venue().ledger();
    PortfolioWorkflow fund =
        stack.client().newWorkflowStub(PortfolioWorkflow.class, WorkflowIds.portfolio(portfolio));
    say("moving capital");
    var allocated =
        fund.setAllocation(
            new SetAllocation(ALLOCATION, Scheme.PERFORMANCE, new TreeMap<>(), "recorder"));
    awaitCapital(ledger);
    var out = fund.disableAgent(new SwitchAgent(RELEASE, PAUSED_AGENT, "recorder"));
    awaitCapital(ledger);
    var in = fund.enableAgent(new SwitchAgent("recorded-grant", PAUSED_AGENT, "recorder"));
    awaitCapital(ledger);
    stack.launcher().review(portfolio, REVIEW, "recorder");
    await(
        "a review to be carried out",
        LONGEST_CAPITAL,
        () -> ledger.reviews.all(portfolio).stream().anyMatch(r -> r.appliedAt() != null));
    awaitCapital(ledger);
    stack.launcher().calendar("simulated", portfolio, null);
    say("%s %s %s".formatted(allocated.changed(), out.changed(), in.changed()));
  }

  private static void awaitCapital(LedgerStack ledger) throws InterruptedException {
    await("capital to be moved", LONGEST_CAPITAL, () -> ledger.capital.unfinished().isEmpty());
  }

  private static boolean tradedAll(Page<TradeRow> trades) {
    return trades.items().stream()
        .map(TradeRow::exitReason)
        .collect(Collectors.toSet())
        .containsAll(AWAITED);
  }

  /** Its position sends another one. */
  private static void cancelAStop(TradingStack stack, Listing all) throws InterruptedException {
    Optional<ClientOrderId> stop = orders(stack, all, Leg.STOP, OrderStatus.WORKING).findFirst();
    if (stop.isPresent()) {
      stack.launcher().cancelOrder(stop.get());
      await(
          "a canceled stop",
          LONGEST_CANCEL,
          () -> orders(stack, all, Leg.STOP, OrderStatus.CANCELED).findAny().isPresent());
    }
  }

  private static Stream<ClientOrderId> orders(
      TradingStack stack, Listing all, Leg leg, OrderStatus status) {
    return stack.venue().ledger().reader.orders(all).items().stream()
        .filter(order -> order.intent().leg() == leg && order.status() == status)
        .map(order -> order.intent().id());
  }

  /** The agents that come with Belay, with targets near enough to be reached. */
  private static Path configuration(Path folder) throws IOException {
    String text = PortfolioFile.shippedText();
    String near = text.replaceFirst("min_reward_risk: [0-9.]+", "min_reward_risk: 0.3");
    if (near.equals(text)) {
      throw new IllegalStateException("Expected min_reward_risk in the shipped configuration");
    }
    return Files.writeString(folder.resolve("recording.yaml"), near);
  }

  /** Waits until it is so, or goes on without: what did not come about is told at the end. */
  private static void await(String what, Duration limit, BooleanSupplier so)
      throws InterruptedException {
    say("waiting for %s, at most %d s".formatted(what, limit.toSeconds()));
    long end = System.nanoTime() + limit.toNanos();
    while (!so.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(500);
    }
  }

  /** The portfolio starts the flatten, so for a moment there is none. */
  private static void awaitFlat(WorkflowClient client, String id) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_FLATTEN.toNanos();
    while (System.nanoTime() < end) {
      try {
        WorkflowStub.fromTyped(client.newWorkflowStub(FlattenWorkflow.class, id))
            .getResult(
                LONGEST_FLATTEN.toSeconds(), TimeUnit.SECONDS, FlattenWorkflow.FlattenResult.class);
        return;
      } catch (WorkflowNotFoundException e) {
        Thread.sleep(200);
      } catch (TimeoutException e) {
        break;
      }
    }
    throw new OperatorException(
        ExitCode.FAILED,
        "Expected %s to end within %d s, but it did not; nothing was written."
            .formatted(id, LONGEST_FLATTEN.toSeconds()));
  }

  private static int write(
      List<HistoryScenarios.Recorded> found, WorkflowClient client, Path target)
      throws IOException {
    for (HistoryScenarios.Recorded recorded : found) {
      Path folder = Files.createDirectories(target.resolve(recorded.type()));
      // Pid and host of whoever ran it say nothing and differ every time.
      String history =
          client
              .fetchHistory(recorded.workflowId(), recorded.runId())
              .toJson(false)
              .replaceAll("\"identity\":\\s*\"[^\"]*\"", "\"identity\":\"belay\"")
              .replaceAll("\"[0-9]+@[^\":]+:", "\"belay:");
      Files.writeString(folder.resolve(recorded.scenario() + ".json"), history + "\n");
    }
    return found.size();
  }

  private static Path target() {
    Path workflows = Path.of(System.getProperty("belay.root", ".")).resolve("workflows");
    if (!Files.isDirectory(workflows.resolve("src"))) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the project's sources to record histories into, but %s has none; run ./belay record-histories of a checkout."
              .formatted(workflows.toAbsolutePath()));
    }
    return workflows.resolve("src/test/resources/histories");
  }

  private static Path temporaryHome() {
    try {
      return Files.createTempDirectory("belay-histories");
    } catch (IOException e) {
      throw new OperatorException(
          ExitCode.FAILED, "Expected to make a temporary home, but " + e, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      say("could not delete " + folder + ": " + e);
    }
  }

  private static void say(String line) {
    System.err.println("[histories] " + line);
  }
}
