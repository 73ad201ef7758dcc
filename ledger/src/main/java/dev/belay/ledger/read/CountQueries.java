package dev.belay.ledger.read;

import dev.belay.ledger.Sql;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counting. */
final class CountQueries {
  private CountQueries() {}

  static Counts counts(Sql sql, String portfolio) {
    return sql.one(
        """
        SELECT (SELECT count(*) FROM belay.rounds WHERE portfolio = p.name) AS rounds,
               (SELECT count(*) FROM belay.decision_elements e JOIN belay.rounds r ON r.id = e.round_id
                 WHERE r.portfolio = p.name) AS decisions,
               (SELECT count(*) FROM belay.refusals WHERE portfolio = p.name) AS refusals,
               (SELECT count(*) FROM belay.orders WHERE portfolio = p.name) AS orders,
               (SELECT count(*) FROM belay.fills f JOIN belay.accounts a ON a.id = f.account
                 WHERE a.portfolio = p.name) AS fills,
               (SELECT count(*) FROM belay.positions
                 WHERE portfolio = p.name AND status = 'CLOSED') AS trades
          FROM (SELECT ?::text AS name) p""",
        r ->
            new Counts(
                r.number("rounds"),
                r.number("decisions"),
                r.number("refusals"),
                r.number("orders"),
                r.number("fills"),
                r.number("trades")),
        portfolio);
  }

  static Map<String, Long> ordersByStatus(Sql sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    sql.list(
            "SELECT status, count(*) AS n FROM belay.orders GROUP BY status ORDER BY status",
            r -> Map.entry(r.text("status"), r.number("n")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }
}
