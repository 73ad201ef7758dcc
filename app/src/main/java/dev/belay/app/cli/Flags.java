package dev.belay.app.cli;

import dev.belay.app.home.BelayHome;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that several commands have; mixed in. */
final class Flags {
  private Flags() {}

  /** Which home is meant. */
  static final class Home {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        description = "The home folder; else BELAY_HOME, else ~/.belay.")
    @Nullable Path flag;

    Path locate(Map<String, String> environment) {
      return BelayHome.locate(flag, environment);
    }
  }

  /** Which port of a Belay that runs. */
  static final class ApiPort {
    @Option(names = "--port", paramLabel = "N", description = "The API's port; else the home's.")
    @Nullable Integer port;
  }

  /** Whether a program reads the answer. */
  static final class AsJson {
    @Option(names = "--json", description = "Print exactly one JSON document.")
    boolean wanted;
  }
}
