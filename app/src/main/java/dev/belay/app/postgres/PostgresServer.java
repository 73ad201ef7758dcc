package dev.belay.app.postgres;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.Secret;
import dev.belay.app.home.BelayHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the book of record is kept. */
public interface PostgresServer extends AutoCloseable {

  /** Who runs the server. */
  enum Kind {
    /** A child of this process, its data under the home. */
    EMBEDDED,
    /** Somebody else, named by {@code BELAY_DATABASE_URL}. */
    EXTERNAL
  }

  Kind kind();

  /** Without user and password. */
  String jdbcUrl();

  String user();

  String password();

  /** Stops the server if it is ours. */
  @Override
  void close();

  /**
   * The server of a Belay that runs in the home, for another process; nothing of it is started or
   * stopped. Empty where none runs.
   */
  static Optional<PostgresServer> ofRunning(Path home, Map<String, String> environment) {
    String url = environment.getOrDefault("BELAY_DATABASE_URL", "");
    if (BelayHome.running(home).isEmpty()) {
      return Optional.empty();
    }
    return url.isBlank()
        ? EmbeddedPostgres.ofRunning(home)
        : Optional.of(ExternalPostgres.parse(url));
  }

  /**
   * The server of {@code BELAY_DATABASE_URL} where that is set; else one of our own, which serves
   * when this returns.
   */
  static PostgresServer start(BelayHome home, CacheFolder cache, Map<String, String> environment) {
    return external(environment).orElseGet(() -> EmbeddedPostgres.start(home, cache, environment));
  }

  /**
   * The server of {@code BELAY_DATABASE_URL}, or of the file named by {@code
   * BELAY_DATABASE_URL_FILE}; empty where neither is set.
   */
  static Optional<PostgresServer> external(Map<String, String> environment) {
    return Secret.of("BELAY_DATABASE_URL", environment).map(ExternalPostgres::parse);
  }
}
