package dev.belay.ledger;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far each channel of notifications has been told what is journaled. */
public final class Notifications {
  private final Database database;
  private final InstantSource wall;

  public Notifications(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * How far a channel is.
   *
   * @param seqs of each account the number of the last event that was told, or need not be; an
   *     account that is missing is one of later: all its events are new
   * @param day the last market day whose summary was told; null before the fund's first mark
   */
  public record Standing(SortedMap<String, Long> seqs, @Nullable LocalDate day) {
    public Standing {
      seqs = new TreeMap<>(seqs);
    }
  }

  /** The channel's standing. One that is new begins now: what has happened so far is not told. */
  public Standing begin(String portfolio, String channel) {
    return database.write(
        "notify-begin",
        sql -> {
          int begun =
              sql.update(
                  """
                  INSERT INTO belay.notification_channels (portfolio, channel, began_at, day)
                    VALUES (?, ?, ?,
                      (SELECT (as_of AT TIME ZONE 'UTC')::date - 1 FROM belay.equity_marks
                         WHERE subject = ? ORDER BY as_of DESC LIMIT 1))
                    ON CONFLICT DO NOTHING""",
                  portfolio,
                  channel,
                  wall.instant(),
                  portfolio);
          if (begun == 1) {
            sql.update(
                """
                INSERT INTO belay.notification_cursors (portfolio, channel, account, seq)
                  SELECT portfolio, ?, id, journal_seq FROM belay.accounts WHERE portfolio = ?""",
                channel,
                portfolio);
          }
          return standing(sql, portfolio, channel);
        });
  }

  /** The channel has all up to there. */
  public void told(String portfolio, String channel, Standing standing) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    standing.seqs().forEach((account, seq) -> rows.add(row(portfolio, channel, account, seq)));
    int unused =
        database.write(
            "notify-told",
            sql -> {
              sql.batch(
                  """
                  INSERT INTO belay.notification_cursors AS c (portfolio, channel, account, seq)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (portfolio, channel, account)
                      DO UPDATE SET seq = greatest(c.seq, excluded.seq)""",
                  rows);
              return sql.update(
                  """
                  UPDATE belay.notification_channels SET day = coalesce(?::date, day)
                    WHERE portfolio = ? AND channel = ?""",
                  standing.day(),
                  portfolio,
                  channel);
            });
  }

  private static @Nullable Object[] row(
      String portfolio, String channel, String account, long seq) {
    return new @Nullable Object[] {portfolio, channel, account, seq};
  }

  private static Standing standing(Sql sql, String portfolio, String channel) {
    SortedMap<String, Long> seqs = new TreeMap<>();
    sql.list(
            """
            SELECT account, seq FROM belay.notification_cursors
              WHERE portfolio = ? AND channel = ?""",
            r -> Map.entry(r.text("account"), r.number("seq")),
            portfolio,
            channel)
        .forEach(entry -> seqs.put(entry.getKey(), entry.getValue()));
    LocalDate day =
        sql.list(
                "SELECT day FROM belay.notification_channels WHERE portfolio = ? AND channel = ?",
                r -> new Day(r.dayOrNull("day")),
                portfolio,
                channel)
            .getFirst()
            .value();
    return new Standing(seqs, day);
  }

  private record Day(@Nullable LocalDate value) {}
}
