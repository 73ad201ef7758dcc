package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.home.BelayHome;
import dev.belay.app.home.DiskWatch;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.Ports;
import dev.belay.app.process.StopRequest;
import dev.belay.simulator.SimulatorServer;
import java.util.Map;

/** The paper venue in a process of its own, on the port of the flag. */
final class SimulatorAlone {
  private SimulatorAlone() {}

  static int run(RunOptions options, Map<String, String> environment) {
    StopRequest stop = StopRequest.listen();
    Ports.requireFree(options.port(), "--port");
    Markets markets = Markets.of(options);
    try (BelayHome home = BelayHome.open(options.home());
        DiskWatch disk =
            DiskWatch.start(home.directory(), () -> stop.stop(StopRequest.Cause.NO_DISK));
        PostgresServer postgres =
            PostgresServer.start(home, CacheFolder.locate(environment), environment);
        SimulatorServer simulator =
            PaperVenueStack.simulator(
                markets,
                postgres,
                SimulatorServer.Options.of(
                    options.port(), home.secret("simulator"), PaperVenueStack.speed(options)),
                PaperVenueStack.armed(options.failpoints(), environment))) {
      String address = "http://127.0.0.1:" + simulator.port();
      if (options.json()) {
        System.out.println(
            Json.write(Map.of("address", address, "market", simulator.market().label())));
        System.out.flush();
      } else {
        System.err.println("[simulator] " + address + "  " + simulator.market().label());
        System.err.println(
            "[simulator] its admin secret is \"simulator\" in "
                + home.directory().resolve("secrets.json"));
      }
      return switch (stop.await(options.runFor())) {
        case INTERRUPTED -> ExitCode.INTERRUPTED.code();
        case TERMINATED, TIME_OVER -> ExitCode.DONE.code();
        case NO_DISK -> throw disk.reason();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(ExitCode.INTERRUPTED, "Interrupted.", e);
    }
  }
}
