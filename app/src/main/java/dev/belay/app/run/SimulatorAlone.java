package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.Ports;
import dev.belay.app.process.StopRequest;
import dev.belay.simulator.SimulatorServer;
import java.time.InstantSource;
import java.util.Map;

/** The paper venue in a process of its own, on the port of the flag. */
final class SimulatorAlone {
  private SimulatorAlone() {}

  static int run(RunOptions options, Map<String, String> environment) {
    StopRequest stop = StopRequest.listen();
    Ports.requireFree(options.port(), "--port");
    try (BelayHome home = BelayHome.open(options.home());
        PostgresServer postgres =
            PostgresServer.start(home, CacheFolder.locate(environment), environment);
        SimulatorServer simulator =
            SimulatorServer.start(
                new SimulatorServer.Settings(
                    postgres.jdbcUrl(),
                    postgres.user(),
                    postgres.password(),
                    "127.0.0.1",
                    options.port(),
                    options.speed() == null ? 1 : options.speed(),
                    home.secret("simulator")),
                Markets.of(options),
                PaperVenueStack.armed(options.failpoints(), environment),
                InstantSource.system())) {
      String address = "http://127.0.0.1:" + simulator.port();
      if (options.json()) {
        System.out.println(Json.write(Map.of("address", address, "market", simulator.label())));
        System.out.flush();
      } else {
        System.err.println("[simulator] " + address + "  " + simulator.label());
        System.err.println(
            "[simulator] its admin secret is \"simulator\" in "
                + home.directory().resolve("secrets.json"));
      }
      return switch (stop.await(options.runFor())) {
        case INTERRUPTED -> ExitCode.INTERRUPTED.code();
        case TERMINATED, TIME_OVER -> ExitCode.DONE.code();
      };
    } catch (SimulatorServer.OtherMarketException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }
}
