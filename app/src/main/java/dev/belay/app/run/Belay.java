package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.BelayRun;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import dev.belay.app.process.Ports;
import dev.belay.app.process.StopRequest;
import dev.belay.app.temporal.TemporalChoice;
import dev.belay.app.temporal.TemporalResolver;
import dev.belay.app.temporal.TemporalServer;
import dev.belay.app.temporal.TemporalSettings;
import java.util.Map;

/** The servers a Belay needs, until it is stopped. */
public final class Belay implements BelayRun {
  private final Map<String, String> environment = System.getenv();

  @Override
  public int run(RunOptions options) {
    StopRequest stop = StopRequest.listen();
    CacheFolder cache = CacheFolder.locate(environment);
    Ports.requireFree(options.port(), "--port");
    try (BelayHome home = BelayHome.open(options.home())) {
      ChildNote.stopAll(home.folder("children"));
      TemporalChoice choice =
          new TemporalResolver(cache, environment, System.err).resolve(options.temporal());
      try (PostgresServer postgres = PostgresServer.start(home, cache, environment);
          TemporalServer temporal = TemporalServer.start(choice, home, settings(options))) {
        home.publish(Version.text(), "http://127.0.0.1:" + options.port(), temporal.description());
        System.err.println("[postgres] " + postgres);
        System.err.println("[temporal] " + temporal.description());
        return switch (stop.await(options.runFor())) {
          case INTERRUPTED -> ExitCode.INTERRUPTED.code();
          case TERMINATED, TIME_OVER -> ExitCode.DONE.code();
        };
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }

  private TemporalSettings settings(RunOptions options) {
    var retention =
        options.verb() == RunOptions.Verb.DEMO
            ? TemporalSettings.DEMO_RETENTION
            : TemporalSettings.REAL_CLOCK_RETENTION;
    return new TemporalSettings("belay", retention, false, environment);
  }
}
