package dev.belay.app.temporal;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.Platform;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Decides which Temporal server to take. */
public final class TemporalResolver {
  private static final String CONFIGURED = "BELAY_TEMPORAL_CLI";
  private final Map<String, String> environment;
  private final CliCache cli;

  /**
   * @param progress told about downloads and builds
   */
  public TemporalResolver(
      CacheFolder cache, Map<String, String> environment, PrintStream progress) {
    this.environment = Map.copyOf(environment);
    this.cli = new CliCache(cache, environment, progress);
  }

  /**
   * The server for a mode, fetched or built if need be.
   *
   * @throws OperatorException if the mode asks for one that is not to be had
   */
  public TemporalChoice resolve(TemporalMode mode) {
    return switch (mode) {
      case ADDRESS -> new TemporalChoice.Cluster("asked for with --temporal address");
      case EXECUTABLE -> executable().orElseThrow(this::noExecutable);
      case OBTAIN -> executable().orElseGet(this::obtained);
      case MEMORY -> new TemporalChoice.Memory("asked for with --temporal memory");
      case AUTO -> here().orElseGet(this::obtainedOrMemory);
    };
  }

  /** What {@code auto} takes without fetching or building anything, if there is such a one. */
  public Optional<TemporalChoice> here() {
    for (String variable : new String[] {"TEMPORAL_ADDRESS", "TEMPORAL_CONFIG_FILE"}) {
      if (set(variable)) {
        // An address that does not answer is an error and not a reason to trade elsewhere.
        return Optional.of(new TemporalChoice.Cluster(variable + " is set"));
      }
    }
    return executable().map(found -> found);
  }

  /** How {@code auto} would get a server that is not here, as a sentence. */
  public String plan() {
    return cli.plan();
  }

  private Optional<TemporalChoice.Executable> executable() {
    if (set(CONFIGURED)) {
      Path path = Path.of(environment.getOrDefault(CONFIGURED, "")).toAbsolutePath();
      String version =
          TemporalCli.version(path)
              .orElseThrow(
                  () ->
                      new OperatorException(
                          ExitCode.BAD_INPUT,
                          "Expected %s to name Temporal's command-line program, but %s does not answer to --version like it; put it right or unset it."
                              .formatted(CONFIGURED, path)));
      return Optional.of(new TemporalChoice.Executable(path, version, "named by " + CONFIGURED));
    }
    return cli.cached()
        .flatMap(path -> choice(path, "in Belay's cache"))
        .or(
            () ->
                Platform.onPath("temporal", environment)
                    .flatMap(path -> choice(path, "found on PATH")));
  }

  private static Optional<TemporalChoice.Executable> choice(Path path, String reason) {
    return TemporalCli.version(path)
        .map(version -> new TemporalChoice.Executable(path, version, reason));
  }

  private TemporalChoice.Executable obtained() {
    try {
      CliCache.Obtained got = cli.obtain();
      return choice(got.path(), got.how())
          .orElseThrow(
              () ->
                  new CliCache.NotObtainedException(got.path() + " does not run on this machine"));
    } catch (CliCache.NotObtainedException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected to obtain the Temporal server, but %s; install the program `temporal` and name it with %s, or use --temporal memory."
              .formatted(e.getMessage(), CONFIGURED),
          e);
    }
  }

  private TemporalChoice obtainedOrMemory() {
    try {
      return obtained();
    } catch (OperatorException e) {
      return new TemporalChoice.Memory(
          "no other server is to be had: "
              + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
    }
  }

  private OperatorException noExecutable() {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected Temporal's command-line program as %s, in %s or as `temporal` on PATH, but it is in none; install it, or use --temporal obtain."
            .formatted(CONFIGURED, cli.place()));
  }

  private boolean set(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
