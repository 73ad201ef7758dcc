package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.Json;
import dev.belay.app.base.Secret;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.engine.fill.Terms;
import dev.belay.simulator.SimulatorServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The paper venue in a process of its own, on the address and the port of the flags. */
final class SimulatorAlone implements AutoCloseable {
  private final Closeables started = new Closeables();

  private SimulatorAlone(RunOptions options, BelayHome home, Map<String, String> environment) {
    InstantSource wall = InstantSource.system();
    LiveExchange exchange = LiveExchange.of(options, environment, wall);
    Markets markets =
        Markets.of(options, wall, (spec, held) -> exchange.open(spec, null, Set.of(), held));
    Optional<String> chosen = Secret.of(Shared.SIMULATOR_SECRET, environment);
    String secret = chosen.orElseGet(() -> home.secret("simulator"));
    String listen = options.part().listen();
    try {
      PostgresServer postgres =
          started.add(PostgresServer.start(home, CacheFolder.locate(environment), environment));
      SimulatorServer simulator =
          started.add(
              PaperVenueStack.simulator(
                  markets,
                  postgres,
                  new SimulatorServer.Options(
                      listen,
                      options.port(),
                      secret,
                      PaperVenueStack.speed(options),
                      Terms.Costs.DEFAULT),
                  PaperVenueStack.armed(options.failpoints(), environment)));
      String address = "http://%s:%d".formatted(listen, simulator.port());
      if (options.json()) {
        System.out.println(
            Json.write(Map.of("address", address, "market", simulator.market().label())));
        System.out.flush();
        return;
      }
      System.err.println("[simulator] " + address + "  " + simulator.market().label());
      System.err.println(
          chosen.isPresent()
              ? "[simulator] its admin secret is the environment's"
              : "[simulator] its admin secret is \"simulator\" in "
                  + home.directory().resolve("secrets.json"));
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  static int run(RunOptions options, Map<String, String> environment) {
    return Foreground.serve(
        options, (home, stop) -> new SimulatorAlone(options, home, environment));
  }

  @Override
  public void close() {
    started.close();
  }
}
