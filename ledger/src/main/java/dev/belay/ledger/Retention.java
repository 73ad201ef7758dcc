package dev.belay.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Deletes the bodies of texts that no decision of late names: prompts, replies, observations.
 * Hashes, tokens, costs, what was read out of a reply and what was decided stay for ever, and so do
 * the journal and everything that {@code verify} looks at.
 */
public final class Retention {
  /** A text's last use is kept to the hour. */
  private static final Duration COARSE = Duration.ofHours(1);

  private final Database database;
  private final InstantSource wall;

  public Retention(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Deletes some of the oldest bodies. A round that is not over may still need what was stored
   * since it began, however long ago that was.
   *
   * @param keep wall time since the last decision that names a text, or since it was stored
   * @param most how many at once; rows are locked for that long
   * @return how many were deleted; fewer than the most when there are no more
   */
  public int delete(Duration keep, int most) {
    Instant now = wall.instant();
    return database.write(
        "retention",
        sql ->
            sql.update(
                """
                UPDATE belay.contents SET body = NULL, deleted_at = ?
                  WHERE hash IN (
                    SELECT hash FROM belay.contents
                      WHERE body IS NOT NULL
                        AND used_at < least(?, (SELECT min(recorded_at) FROM belay.rounds
                                                  WHERE terminal_at IS NULL))
                      ORDER BY used_at LIMIT ? FOR UPDATE SKIP LOCKED)""",
                now,
                now.minus(keep).minus(COARSE),
                most));
  }
}
