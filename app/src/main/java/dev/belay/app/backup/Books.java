package dev.belay.app.backup;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The schemas that make up a home's books. */
enum Books {
  /** The book of record. */
  LEDGER("belay", "classpath:db/ledger"),
  /** The paper venue's own; without it the ledger's orders would be nowhere. */
  SIMULATOR("simulator", "classpath:db/simulator");

  private final String schema;
  private final String migrations;

  Books(String schema, String migrations) {
    this.schema = schema;
    this.migrations = migrations;
  }

  String schema() {
    return schema;
  }

  static Books of(String schema) {
    return Arrays.stream(values())
        .filter(books -> books.schema.equals(schema))
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorException(
                    ExitCode.BAD_INPUT,
                    "Expected a backup of the schemas belay and simulator, but it has one called \"%s\"; it was written by another Belay: use that one."
                        .formatted(schema)));
  }

  /** Makes the schema as it was at the version; later starts bring it up to date. */
  void create(PostgresServer postgres, String version) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
            .schemas(schema)
            .defaultSchema(schema)
            .locations(migrations)
            .target(MigrationVersion.fromVersion(version))
            .load();
    MigrationVersion newest =
        Arrays.stream(flyway.info().all())
            .map(MigrationInfo::getVersion)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (newest.compareTo(MigrationVersion.fromVersion(version)) < 0) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected books of at most version %s in the schema %s, was %s: the backup was written by a newer Belay; restore it with that one. Nothing was changed."
              .formatted(newest, schema, version));
    }
    flyway.migrate();
  }

  static Connection connect(PostgresServer postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }
}
