package dev.belay.ledger.amplifier;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.ledger.Database;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pages, commands and figures read of a desk. */
public final class DeskReader {
  private final Database database;

  public DeskReader(Database database) {
    this.database = database;
  }

  /**
   * Since the desk was begun.
   *
   * @param cycles that were decided
   * @param skipped points of the grid at which nothing was done
   * @param votes of windows that were counted
   * @param revotes extra ones
   * @param entries positions that held something
   * @param trailingExits closed by a stop that had followed the price
   */
  public record Counts(
      long cycles,
      long skipped,
      long votes,
      long revotes,
      long entries,
      long trailingExits,
      long overrides,
      long coolOffs) {}

  /**
   * How a desk stands.
   *
   * @param refusal why it may open nothing; null where it may
   * @param exit what is under way of closing everything; null for nothing
   */
  public record Standing(
      DeskFacts.Desk desk,
      Mandate.Standing mandate,
      @Nullable Refusal refusal,
      DeskFacts.@Nullable Exit exit,
      DeskFacts.@Nullable CoolOff coolOff) {}

  /**
   * A cycle. What was not decided is null.
   *
   * @param skipped points of the grid before it at which nothing was done
   * @param funnel how many coins were left after each step
   */
  public record CycleRow(
      Instant asOf,
      int skipped,
      @Nullable String stance,
      @Nullable String vote,
      @Nullable BigDecimal sizeFactor,
      @Nullable String scanHash,
      @Nullable BigDecimal momentum,
      @Nullable String regime,
      @Nullable String override,
      @Nullable String failure,
      Map<String, Integer> funnel,
      @Nullable String outcome,
      @Nullable Integer opened,
      @Nullable Integer refused,
      @Nullable Integer closed) {}

  /** A vote with every answer. What was not counted yet is null. */
  public record VoteRow(
      String id,
      String cause,
      String reason,
      Instant asOf,
      @Nullable BigDecimal momentum,
      Votes.@Nullable Shown shown,
      @Nullable String outcome,
      @Nullable String aggressiveness,
      @Nullable BigDecimal confidence,
      @Nullable BigDecimal sizeFactor,
      @Nullable Boolean split,
      @Nullable String detail,
      @Nullable Instant countedAt,
      List<BallotRow> ballots) {}

  /** An answer; without a vote where it was none. */
  public record BallotRow(
      String voter,
      boolean counted,
      @Nullable String vote,
      @Nullable String aggressiveness,
      @Nullable BigDecimal confidence,
      @Nullable String reasoning,
      List<String> warnings,
      @Nullable String refusal,
      @Nullable String detail,
      @Nullable String model,
      @Nullable Boolean standIn,
      @Nullable String replyHash,
      Instant receivedAt) {}

  /**
   * What is on record of it, of cycles that saw the market.
   *
   * @param days in UTC, each with so many of them at least
   */
  public record Track(@Nullable Instant firstAt, @Nullable Instant lastAt, long cycles, int days) {}

  public Track track(String desk, int cyclesOfADay) {
    return database.read(
        sql ->
            sql.one(
                """
                WITH seen AS (
                  SELECT as_of FROM belay.desk_cycles c JOIN belay.desks d ON d.name = c.desk
                    WHERE desk = ? AND decided_at IS NOT NULL AND failure IS NULL
                      AND as_of >= coalesce(configured_at, '-infinity'))
                SELECT count(*) AS cycles, min(as_of) AS first_at, max(as_of) AS last_at,
                  (SELECT count(*) FROM (
                     SELECT 1 FROM seen GROUP BY date_trunc('day', as_of AT TIME ZONE 'UTC')
                       HAVING count(*) >= ?) full_days) AS days
                  FROM seen""",
                r ->
                    new Track(
                        r.instantOrNull("first_at"),
                        r.instantOrNull("last_at"),
                        r.number("cycles"),
                        Math.toIntExact(r.number("days"))),
                desk,
                cyclesOfADay));
  }

  public Counts counts(String desk) {
    return database.read(
        sql ->
            sql.one(
                """
                SELECT
                  (SELECT count(*) FROM belay.desk_cycles
                     WHERE desk = d.name AND decided_at IS NOT NULL) AS cycles,
                  (SELECT coalesce(sum(skipped), 0) + count(*) FILTER (WHERE outcome = 'STALE')
                     FROM belay.desk_cycles WHERE desk = d.name)::bigint AS skipped,
                  (SELECT count(*) FROM belay.votes
                     WHERE desk = d.name AND n = 0 AND counted_at IS NOT NULL) AS votes,
                  (SELECT count(*) FROM belay.votes
                     WHERE desk = d.name AND n > 0 AND counted_at IS NOT NULL) AS revotes,
                  (SELECT count(*) FROM belay.positions
                     WHERE account = ? AND quantity_in > 0) AS entries,
                  (SELECT count(*) FROM belay.positions WHERE account = ? AND status = 'CLOSED'
                     AND exit_reason = 'STOP' AND stop > initial_stop) AS trailing_exits,
                  (SELECT count(*) FROM belay.desk_exits
                     WHERE desk = d.name AND kind = 'OVERRIDE') AS overrides,
                  (SELECT count(*) FROM belay.cool_offs WHERE desk = d.name) AS cool_offs
                  FROM (SELECT ?::text AS name) d""",
                r ->
                    new Counts(
                        r.number("cycles"),
                        r.number("skipped"),
                        r.number("votes"),
                        r.number("revotes"),
                        r.number("entries"),
                        r.number("trailing_exits"),
                        r.number("overrides"),
                        r.number("cool_offs")),
                DeskSpec.account(desk),
                DeskSpec.account(desk),
                desk));
  }

  /**
   * @param now market time
   * @return empty where there is no such desk
   */
  public Optional<Standing> standing(String desk, Instant now, int speed) {
    return database.read(
        sql ->
            DeskFacts.find(sql, desk)
                .map(
                    found ->
                        new Standing(
                            found,
                            DeskFacts.standing(sql, found, now, speed),
                            DeskFacts.standingRefusal(sql, found, now, speed).orElse(null),
                            DeskFacts.openExit(sql, desk).orElse(null),
                            DeskFacts.coolOff(sql, desk).orElse(null))));
  }

  /** When its newest cycle was decided, by the wall's clock; empty before the first. */
  public Optional<Instant> lastDecided(String desk) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT decided_at FROM belay.desk_cycles
                  WHERE desk = ? AND decided_at IS NOT NULL ORDER BY as_of DESC LIMIT 1""",
                r -> r.instant("decided_at"),
                desk));
  }

  /** The last cycles, newest first. */
  public List<CycleRow> cycles(String desk, int limit) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.desk_cycles WHERE desk = ? ORDER BY as_of DESC LIMIT ?",
                DeskReader::cycle,
                desk,
                limit));
  }

  private static CycleRow cycle(Row r) {
    String funnel = r.textOrNull("funnel");
    return new CycleRow(
        r.instant("as_of"),
        r.integer("skipped"),
        r.textOrNull("stance"),
        r.textOrNull("vote_id"),
        r.decimalOrNull("size_factor"),
        r.textOrNull("scan_hash"),
        r.decimalOrNull("momentum"),
        r.textOrNull("regime"),
        r.textOrNull("override"),
        r.textOrNull("failure"),
        funnel == null
            ? Map.of()
            : LedgerJson.read(funnel, new TypeReference<Map<String, Integer>>() {}),
        r.textOrNull("outcome"),
        r.integerOrNull("opened"),
        r.integerOrNull("refused"),
        r.integerOrNull("closed"));
  }

  /** The last votes with their ballots, newest first. */
  public List<VoteRow> votes(String desk, int limit) {
    return database.read(
        sql -> {
          List<VoteRow> votes = new ArrayList<>();
          for (String id :
              sql.list(
                  "SELECT id FROM belay.votes WHERE desk = ? ORDER BY as_of DESC LIMIT ?",
                  r -> r.text("id"),
                  desk,
                  limit)) {
            votes.add(vote(sql, id));
          }
          return votes;
        });
  }

  private static VoteRow vote(Sql sql, String id) {
    List<BallotRow> ballots =
        sql.list(
            "SELECT * FROM belay.ballots WHERE vote_id = ? ORDER BY n", DeskReader::ballot, id);
    return sql.one(
        "SELECT * FROM belay.votes WHERE id = ?",
        r -> {
          String shown = r.textOrNull("evidence");
          return new VoteRow(
              id,
              r.text("cause"),
              r.text("reason"),
              r.instant("as_of"),
              r.decimalOrNull("momentum"),
              shown == null ? null : LedgerJson.read(shown, Votes.Shown.class),
              r.textOrNull("outcome"),
              r.textOrNull("aggressiveness"),
              r.decimalOrNull("confidence"),
              r.decimalOrNull("size_factor"),
              r.flagOrNull("split"),
              r.textOrNull("detail"),
              r.instantOrNull("counted_at"),
              ballots);
        },
        id);
  }

  private static BallotRow ballot(Row r) {
    String warnings = r.textOrNull("warnings");
    return new BallotRow(
        r.text("voter"),
        r.flag("counted"),
        r.textOrNull("vote"),
        r.textOrNull("aggressiveness"),
        r.decimalOrNull("confidence"),
        r.textOrNull("reasoning"),
        warnings == null
            ? List.of()
            : LedgerJson.read(warnings, new TypeReference<List<String>>() {}),
        r.textOrNull("refusal"),
        r.textOrNull("detail"),
        r.textOrNull("model"),
        r.flagOrNull("stand_in"),
        r.textOrNull("reply_hash"),
        r.instant("received_at"));
  }
}
