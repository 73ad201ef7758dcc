package dev.belay.app.run;

import com.google.protobuf.util.Timestamps;
import dev.belay.api.RunStart;
import dev.belay.api.health.Probes;
import dev.belay.api.portfolio.RemoteDesk;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.ResearchCheck;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.notify.Notifier;
import dev.belay.app.notify.NotifySettings;
import dev.belay.app.process.StopRequest;
import dev.belay.app.research.RunDesk;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.workflows.wire.TaskQueues;
import io.micronaut.runtime.server.EmbeddedServer;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** API and dashboard in a process of their own: they read the ledger and start workflows. */
final class ApiProcess implements AutoCloseable {
  /** A poll that finds nothing ends after a minute, and the next one begins. */
  private static final Duration POLLED = Duration.ofSeconds(90);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final List<String> QUEUES =
      List.of(
          TaskQueues.ORCHESTRATION, TaskQueues.MARKET_DATA, TaskQueues.VENUE, TaskQueues.MODELS);

  private final Closeables started = new Closeables();

  private ApiProcess(
      RunOptions options, BelayHome home, Map<String, String> environment, StopRequest stop)
      throws InterruptedException {
    try {
      String token = Shared.token(home, environment);
      NotifySettings notify = NotifySettings.of(environment);
      Foundation base = Shared.connect(options, home, environment, null, started);
      PortfolioSpec portfolio = fund(base.ledger, stop);
      Housekeeping housekeeping =
          Housekeeping.ofApi(base.ledger, home.directory(), options.keepTexts());
      Notifier notifier = base.notifier(portfolio.name(), notify);
      RunDesk research = started.add(ResearchCheck.desk(home.directory(), environment));
      EmbeddedServer api =
          started.add(
              new ApiServer(
                      base,
                      portfolio,
                      Workers.endpoints(environment),
                      HomePrompts.of(home),
                      research)
                  .start(
                      new ApiServer.Access(
                          token, options.part().listen(), options.port(), options.part().hosts()),
                      new RunStart(base.ledger.reader.counts(portfolio.name()), 0),
                      () -> new Probes.Elsewhere(idle(base)),
                      housekeeping,
                      notifier));
      started.add(housekeeping);
      started.add(notifier);
      housekeeping.start(api.getApplicationContext());
      notifier.start(() -> api.getApplicationContext().getBean(RemoteDesk.class));
      base.watchServers();
      home.publish(
          Version.text(), "http://127.0.0.1:" + options.port(), base.temporal.description());
      System.err.println("[market] " + base.market.shown().label());
      if (!notify.isOff()) {
        System.err.println("[notify] " + notify);
      }
      System.err.println("[page] http://localhost:" + options.port() + "/#token=" + token);
    } catch (RuntimeException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  static int run(RunOptions options, Map<String, String> environment) {
    return Foreground.serve(
        options, (home, stop) -> new ApiProcess(options, home, environment, stop));
  }

  /** Waits for the fund that a worker of the role orchestration begins. */
  private static PortfolioSpec fund(LedgerStack ledger, StopRequest stop)
      throws InterruptedException {
    List<String> funds = ledger.recovery.portfolios();
    if (funds.isEmpty()) {
      System.err.println("[api] waiting for a worker of the role orchestration to begin the fund");
    }
    while (funds.isEmpty()) {
      if (stop.requested()) {
        throw new OperatorException(
            ExitCode.INTERRUPTED, "Stopped before there was a fund to show.");
      }
      Thread.sleep(LOOK);
      funds = ledger.recovery.portfolios();
    }
    if (funds.size() > 1) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected one fund in the ledger, but it has %s; give each a database of its own."
              .formatted(String.join(" and ", funds)));
    }
    return ledger.roster.portfolio(funds.getFirst());
  }

  /** The task queues that nobody has asked for tasks of late. */
  private static List<String> idle(Foundation base) {
    return QUEUES.stream().filter(queue -> !isPolled(base, queue)).toList();
  }

  private static boolean isPolled(Foundation base, String queue) {
    long least = base.wall.millis() - POLLED.toMillis();
    return base
        .client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(base.temporal.namespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .build())
        .getPollersList()
        .stream()
        .anyMatch(poller -> Timestamps.toMillis(poller.getLastAccessTime()) >= least);
  }

  @Override
  public void close() {
    started.close();
  }
}
