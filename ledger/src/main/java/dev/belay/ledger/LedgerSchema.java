package dev.belay.ledger;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.util.Arrays;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema {@code belay} up to date. */
public final class LedgerSchema {
  private LedgerSchema() {}

  /**
   * Applies what is missing; an up-to-date schema is left as it is.
   *
   * @throws LedgerException.WrittenByNewer if the schema has migrations this Belay does not know
   */
  public static void migrate(DataSource dataSource) {
    Flyway flyway =
        Flyway.configure()
            // The bean is a proxy that wants a transaction; migrations bring their own.
            .dataSource(DelegatingDataSource.unwrapDataSource(dataSource))
            .schemas("belay")
            .defaultSchema("belay")
            .locations("classpath:db/ledger")
            .load();
    Arrays.stream(flyway.info().all())
        .filter(LedgerSchema::isUnknown)
        .findFirst()
        .ifPresent(
            found -> {
              throw new LedgerException.WrittenByNewer(
                  "Expected a ledger of at most version %s, was %s (%s): it was written by a newer Belay; start that one, or use another home or database"
                      .formatted(newestKnown(flyway), found.getVersion(), found.getDescription()));
            });
    flyway.migrate();
  }

  private static boolean isUnknown(MigrationInfo info) {
    return info.getState() == MigrationState.FUTURE_SUCCESS
        || info.getState() == MigrationState.FUTURE_FAILED;
  }

  private static String newestKnown(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(info -> !isUnknown(info) && info.getVersion() != null)
        .map(MigrationInfo::getVersion)
        .max(Comparator.naturalOrder())
        .map(Object::toString)
        .orElse("none");
  }
}
