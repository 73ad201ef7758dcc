package dev.belay.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Who this Belay is: made at first start, kept for ever.
 *
 * @param id 12 hex characters; every client order id derives from it
 * @param belayVersion of the Belay that made it
 */
public record Installation(String id, Instant createdAt, String belayVersion) {

  /** The installation of the database, made now if it has none. */
  public static Installation ensure(Database database, InstantSource wall, String belayVersion) {
    return database.write(
        "installation",
        sql -> {
          sql.update(
              """
              INSERT INTO belay.installation (id, created_at, belay_version)
                VALUES (left(replace(gen_random_uuid()::text, '-', ''), 12), ?, ?)
                ON CONFLICT (only_one) DO NOTHING""",
              wall.instant().truncatedTo(ChronoUnit.MILLIS),
              belayVersion);
          return sql.one(
              "SELECT * FROM belay.installation",
              r ->
                  new Installation(r.text("id"), r.instant("created_at"), r.text("belay_version")));
        });
  }
}
