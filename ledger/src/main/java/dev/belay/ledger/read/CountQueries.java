package dev.belay.ledger.read;

import dev.belay.ledger.Sql;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counting. */
final class CountQueries {
  private CountQueries() {}

  /** Of a fund and of the desks beside it. */
  static Counts counts(Sql sql, String portfolio) {
    return sql.one(
        """
        WITH p AS (SELECT name FROM belay.portfolios WHERE name = ? OR system <> 'portfolio')
        SELECT (SELECT count(*) FROM belay.rounds WHERE portfolio IN (TABLE p)) AS rounds,
               (SELECT count(*) FROM belay.decision_elements e JOIN belay.rounds r ON r.id = e.round_id
                 WHERE r.portfolio IN (TABLE p)) AS decisions,
               (SELECT count(*) FROM belay.refusals WHERE portfolio IN (TABLE p)) AS refusals,
               (SELECT count(*) FROM belay.orders WHERE portfolio IN (TABLE p)) AS orders,
               (SELECT count(*) FROM belay.fills f JOIN belay.accounts a ON a.id = f.account
                 WHERE a.portfolio IN (TABLE p)) AS fills,
               (SELECT count(*) FROM belay.positions
                 WHERE portfolio IN (TABLE p) AND status = 'CLOSED') AS trades""",
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
