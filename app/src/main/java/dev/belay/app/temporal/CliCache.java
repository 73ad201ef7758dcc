package dev.belay.app.temporal;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.Progress;
import dev.belay.app.process.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The official program in Belay's cache: fetched, or else built with Go. */
final class CliCache {
  static final String VERSION = "v1.5.1";
  private static final String ENTRY = "temporal-" + VERSION;
  private static final String SOURCE = "github.com/temporalio/cli/cmd/temporal@" + VERSION;
  private static final Path USUAL_GO = Path.of("/usr/local/go/bin/go");
  private static final Duration BUILD_ESTIMATE = Duration.ofMinutes(5);
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
  private static final Duration DOWNLOAD_ESTIMATE = Duration.ofSeconds(30);
  private final CacheFolder cache;
  private final Map<String, String> environment;
  private final PrintStream progress;

  CliCache(CacheFolder cache, Map<String, String> environment, PrintStream progress) {
    this.cache = cache;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
  }

  /**
   * @param how a few words for the reason
   */
  record Obtained(Path path, String how) {}

  /** Neither way worked; the message says why. */
  static final class NotObtainedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotObtainedException(String message) {
      super(message);
    }
  }

  Path place() {
    return cache.directory().resolve(ENTRY).resolve("temporal");
  }

  Optional<Path> cached() {
    return Optional.of(place()).filter(Files::isExecutable);
  }

  String plan() {
    return "the next start fetches the official program %s into %s%s"
        .formatted(
            VERSION,
            cache.directory(),
            go().map(path -> ", or else builds it with " + path + " (a few minutes, once)")
                .orElse("; Go, with which it could be built, is not here"));
  }

  Obtained obtain() throws NotObtainedException {
    StringBuilder how = new StringBuilder();
    try {
      cache.entry(ENTRY, fresh -> how.append(fill(fresh)));
    } catch (OperatorException e) {
      if (e.getCause() instanceof NotObtainedException reason) {
        throw reason;
      }
      throw new NotObtainedException(e.getMessage());
    }
    return new Obtained(place(), how.isEmpty() ? "in Belay's cache" : how.toString());
  }

  private String fill(Path fresh) throws IOException {
    try {
      Progress.during(
          progress,
          "temporal",
          "fetching the server (once)",
          DOWNLOAD_ESTIMATE,
          () -> new CliDownload(environment, Platform.current()).into(fresh));
      return "fetched into Belay's cache";
    } catch (IOException e) {
      String failure = "the download failed (%s)".formatted(describe(e));
      Path go =
          go().orElseThrow(() -> new NotObtainedException(failure + " and Go is not installed"));
      Progress.during(
          progress,
          "temporal",
          "building the server with Go (once)",
          BUILD_ESTIMATE,
          () -> buildWith(go, fresh, failure));
      return "built with Go into Belay's cache, because " + failure;
    }
  }

  private void buildWith(Path go, Path fresh, String earlier) throws IOException {
    Path log = cache.directory().resolve(ENTRY + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(go.toString(), "install", "-trimpath", "-ldflags", "-s -w", SOURCE)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("GOBIN", fresh.toString());
    Process build = builder.start();
    try {
      boolean ended = build.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!ended || build.exitValue() != 0 || !Files.isExecutable(fresh.resolve("temporal"))) {
        throw new NotObtainedException(
            "%s and the build with Go %s, see %s"
                .formatted(earlier, ended ? "failed" : "took more than 30 minutes", log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotObtainedException("the build was interrupted");
    } finally {
      build.descendants().forEach(ProcessHandle::destroy);
      build.destroy();
    }
  }

  private Optional<Path> go() {
    return Platform.onPath("go", environment)
        .or(() -> Optional.of(USUAL_GO).filter(Files::isExecutable));
  }

  private static String describe(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
