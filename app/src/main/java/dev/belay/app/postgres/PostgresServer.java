package dev.belay.app.postgres;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.Secret;
import dev.belay.app.home.BelayHome;
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
