package dev.belay.app.temporal;

import dev.belay.app.home.BelayHome;
import dev.belay.app.process.ChildPlan;
import dev.belay.app.process.ChildServer;
import dev.belay.app.process.Platform;
import dev.belay.app.process.StopSignal;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The official server as a child of this process, with a SQLite file under the home. */
final class LocalTemporal implements TemporalServer {
  private static final String NAME = "temporal";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Without these the server looks into its queues 20 times a second: 50 ms more a step. */
  private static final List<String> TUNING =
      List.of(
          "history.transferProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxPollRPS=2000",
          "history.visibilityProcessorMaxPollRPS=2000",
          "history.timerProcessorMaxTimeShift=\"20ms\"",
          "history.hostLevelCacheMaxSize=4000");

  private final TemporalDescription description;
  private final String namespace;
  private final String target;
  private final ChildServer server;

  private LocalTemporal(
      TemporalDescription description, String namespace, String target, ChildServer server) {
    this.description = description;
    this.namespace = namespace;
    this.target = target;
    this.server = server;
  }

  static LocalTemporal start(
      TemporalChoice.Executable choice, BelayHome home, TemporalSettings settings) {
    Path database = home.folder(NAME).resolve("temporal.db");
    List<String> marks = List.of("start-dev", database.toString());
    ChildPlan.stopLeftOvers(NAME, marks, StopSignal.TERM, GRACE);
    int port = home.port(NAME);
    int uiPort = home.port("temporal_ui");
    String target = "127.0.0.1:" + port;
    ChildPlan plan =
        new ChildPlan(
            NAME,
            command(choice.path(), database, port, uiPort, settings),
            Map.of("GOMEMLIMIT", "300MiB"),
            home.folder("logs").resolve("temporal.log"),
            home.childFile(NAME),
            marks,
            StopSignal.TERM,
            START_LIMIT,
            GRACE);
    NamespaceProbe probe = new NamespaceProbe(port, settings.namespace(), settings.retention());
    ChildServer server = ChildServer.start(plan, probe);
    var description =
        new TemporalDescription(
            TemporalDescription.Kind.SERVER,
            true,
            choice.reason(),
            target,
            "http://127.0.0.1:" + uiPort,
            choice.path().toString(),
            choice.version());
    return new LocalTemporal(description, settings.namespace(), target, server);
  }

  static List<String> command(
      Path executable, Path database, int port, int uiPort, TemporalSettings settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--ui-port",
                String.valueOf(uiPort),
                "--db-filename",
                database.toString(),
                "--namespace",
                settings.namespace(),
                "--log-level",
                "error",
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=" + (settings.everyCommitSynced() ? "FULL" : "NORMAL")));
    List<String> values = new ArrayList<>(TUNING);
    values.addAll(settings.dynamicConfig());
    for (String value : values) {
      words.add("--dynamic-config-value");
      words.add(value);
    }
    SearchAttributes.ALL.forEach(
        (name, type) -> {
          words.add("--search-attribute");
          words.add(name + "=" + SearchAttributes.word(type));
        });
    return Platform.current().ownSession(words, settings.environment());
  }

  @Override
  public TemporalDescription description() {
    return description;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public WorkflowServiceStubsOptions stubsOptions() {
    return WorkflowServiceStubsOptions.newBuilder().setTarget(target).build();
  }

  /** The server's pid now; it changes when the server had to be started anew. */
  long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    server.close();
  }
}
