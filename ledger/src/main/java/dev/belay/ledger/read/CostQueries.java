package dev.belay.ledger.read;

import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** What calls to models have cost, from the sums the ledger keeps. */
final class CostQueries {
  private CostQueries() {}

  static List<CostRow> since(Sql sql, String portfolio, LocalDate day) {
    return sql.list(
        """
        SELECT * FROM belay.model_costs WHERE portfolio = ? AND day >= ?
          ORDER BY day DESC, agent, model\
        """,
        CostQueries::row,
        portfolio,
        day);
  }

  static List<CostRow> byAgentAndModel(Sql sql, String portfolio) {
    return sql.list(
        """
        SELECT agent, model, max(day) AS day, sum(calls)::bigint AS calls,
               sum(stand_ins)::bigint AS stand_ins, sum(tokens_in)::bigint AS tokens_in,
               sum(tokens_out)::bigint AS tokens_out, sum(cost_usd) AS cost_usd,
               sum(latency_ms)::bigint AS latency_ms, sum(replays)::bigint AS replays,
               sum(saved_usd) AS saved_usd
          FROM belay.model_costs WHERE portfolio = ? GROUP BY agent, model ORDER BY agent, model\
        """,
        CostQueries::row,
        portfolio);
  }

  private static CostRow row(Row r) {
    return new CostRow(
        r.text("agent"),
        Objects.requireNonNull(r.dayOrNull("day")),
        r.text("model"),
        r.number("calls"),
        r.number("stand_ins"),
        r.number("tokens_in"),
        r.number("tokens_out"),
        r.decimal("cost_usd"),
        r.number("latency_ms"),
        r.number("replays"),
        r.decimal("saved_usd"));
  }
}
