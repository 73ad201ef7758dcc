package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.portfolio.Action;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions with their voices and elements. */
final class DecisionQueries {
  private static final String DECISIONS =
      "SELECT r.seq, r.agent, r.as_of, d.* FROM belay.rounds r"
          + " JOIN belay.decisions d ON d.round_id = r.id ";

  private DecisionQueries() {}

  /**
   * @param outcome only of rounds that came to this; null for all
   */
  static List<DecisionRow> decisions(Sql sql, Listing listing, @Nullable String outcome) {
    StringBuilder where = new StringBuilder("WHERE r.portfolio = ? AND r.seq < ?");
    List<@Nullable Object> values = new ArrayList<>();
    values.add(listing.portfolio());
    values.add(listing.beforeOrNewest());
    if (listing.agent() != null) {
      where.append(" AND r.agent = ?");
      values.add(listing.agent());
    }
    if (outcome != null) {
      where.append(" AND r.outcome = ?");
      values.add(outcome);
    }
    values.add(listing.limit());
    return sql.list(
        DECISIONS + where + " ORDER BY r.seq DESC LIMIT ?",
        r -> decision(sql, r),
        values.toArray());
  }

  /** In the order of market time. */
  static List<DecisionRow> between(
      Sql sql, String portfolio, String agent, Instant from, Instant to) {
    return sql.list(
        DECISIONS
            + """
            WHERE r.portfolio = ? AND r.agent = ? AND r.as_of >= ? AND r.as_of < ?
              ORDER BY r.as_of, r.seq""",
        r -> decision(sql, r),
        portfolio,
        agent,
        from,
        to);
  }

  /** Market time of the first and the last decision; empty where there is none. */
  static Optional<List<Instant>> ends(Sql sql, String portfolio, String agent) {
    return sql.first(
        """
        SELECT min(r.as_of) AS first, max(r.as_of) AS last FROM belay.rounds r
          JOIN belay.decisions d ON d.round_id = r.id
          WHERE r.portfolio = ? AND r.agent = ? HAVING count(*) > 0""",
        r -> List.of(r.instant("first"), r.instant("last")),
        portfolio,
        agent);
  }

  static Optional<DecisionRow> byId(Sql sql, String roundId) {
    return sql.first(DECISIONS + "WHERE r.id = ?", r -> decision(sql, r), roundId);
  }

  private static DecisionRow decision(Sql sql, Row r) {
    String id = r.text("round_id");
    return new DecisionRow(
        r.number("seq"),
        id,
        r.text("agent"),
        r.instant("as_of"),
        r.text("outcome"),
        r.textOrNull("detail"),
        r.text("reasoning"),
        r.textOrNull("observation_hash"),
        r.instant("recorded_at"),
        voices(sql, id),
        elements(sql, id));
  }

  private static List<DecisionRow.Voice> voices(Sql sql, String roundId) {
    return sql.list(
        """
        SELECT v.voice, v.failure, coalesce(c.reply_hash, v.reply_hash) AS reply_hash,
               c.prompt_hash, c.prompt_version, c.model, coalesce(c.stand_in, false) AS stand_in,
               coalesce(c.tokens_in, 0) AS tokens_in, coalesce(c.tokens_out, 0) AS tokens_out,
               coalesce(c.cost_usd, 0) AS cost_usd, coalesce(c.latency_ms, 0) AS latency_ms
          FROM belay.decisions d,
               jsonb_to_recordset(d.replies) AS v (voice text, reply_hash text, failure text)
          LEFT JOIN belay.model_calls c ON c.round_id = ? AND c.voice = v.voice
          WHERE d.round_id = ?\
        """,
        r ->
            new DecisionRow.Voice(
                r.text("voice"),
                r.textOrNull("prompt_hash"),
                r.textOrNull("prompt_version"),
                r.textOrNull("reply_hash"),
                r.textOrNull("failure"),
                r.textOrNull("model"),
                r.flag("stand_in"),
                r.number("tokens_in"),
                r.number("tokens_out"),
                r.decimal("cost_usd"),
                r.number("latency_ms")),
        roundId,
        roundId);
  }

  private static List<DecisionRow.Element> elements(Sql sql, String roundId) {
    return sql.list(
        "SELECT * FROM belay.decision_elements WHERE round_id = ? ORDER BY idx",
        DecisionQueries::element,
        roundId);
  }

  private static DecisionRow.Element element(Row r) {
    String symbol = r.textOrNull("symbol");
    String decision = r.textOrNull("decision");
    return new DecisionRow.Element(
        r.text("id"),
        r.text("raw"),
        symbol == null ? null : Symbol.of(symbol),
        r.constantOrNull("action", Action.class),
        decision == null ? null : LedgerJson.read(decision, Decision.class),
        refusal(r),
        r.textOrNull("position_id"));
  }

  private static @Nullable Refusal refusal(Row r) {
    RefusalCode code = r.constantOrNull("refusal_code", RefusalCode.class);
    return code == null ? null : new Refusal(code, r.text("refusal_detail"));
  }
}
