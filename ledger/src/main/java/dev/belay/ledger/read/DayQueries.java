package dev.belay.ledger.read;

import dev.belay.domain.money.Usdt;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a day of market time came to. */
final class DayQueries {
  private DayQueries() {}

  /** The fund first, then its agents in the roster's order; those without a mark are left out. */
  static List<DayFigures> day(Sql sql, String portfolio, LocalDate day) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return sql.list(
        """
        SELECT s.subject, o.equity AS opening, c.equity AS closing,
               c.equity - o.equity - (c.transfers - o.transfers) AS pnl, t.*
          FROM (SELECT ?::text AS subject, NULL::text AS agent, -1 AS ordinal UNION ALL
                SELECT account, id, ordinal FROM belay.agents WHERE portfolio = ?) s
          CROSS JOIN LATERAL (
            SELECT equity, transfers FROM belay.equity_marks
              WHERE subject = s.subject AND as_of >= ? AND as_of <= ?
              ORDER BY as_of LIMIT 1) o
          CROSS JOIN LATERAL (
            SELECT equity, transfers FROM belay.equity_marks
              WHERE subject = s.subject AND as_of >= ? AND as_of <= ?
              ORDER BY as_of DESC LIMIT 1) c
          CROSS JOIN LATERAL (
            SELECT count(*) AS trades,
                   count(*) FILTER (WHERE realized_pnl - fees + funding > 0) AS wins,
                   coalesce(sum(fees), 0) AS fees
              FROM belay.positions
              WHERE portfolio = ? AND agent = coalesce(s.agent, agent) AND status = 'CLOSED'
                AND quantity_in > 0 AND closed_at >= ? AND closed_at < ?) t
          ORDER BY s.ordinal""",
        r -> figures(r, day),
        portfolio,
        portfolio,
        from,
        to,
        from,
        to,
        portfolio,
        from,
        to);
  }

  private static DayFigures figures(Row r, LocalDate day) {
    return new DayFigures(
        day,
        r.text("subject"),
        r.usdt("opening"),
        r.usdt("closing"),
        Usdt.of(r.decimal("pnl")),
        r.number("trades"),
        r.number("wins"),
        r.usdt("fees"));
  }
}
