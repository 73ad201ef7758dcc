package dev.belay.ledger.read;

import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Equity marks and halts. */
final class EquityQueries {
  private EquityQueries() {}

  static List<EquityPoint> equity(
      Sql sql, String portfolio, @Nullable String agent, Instant from, Instant to) {
    String subject = agent == null ? portfolio : PortfolioSpec.account(portfolio, agent);
    return sql.list(
        """
        SELECT as_of, equity, unrealized, transfers FROM belay.equity_marks
          WHERE subject = ? AND as_of >= ? AND as_of < ? ORDER BY as_of""",
        r ->
            new EquityPoint(
                r.instant("as_of"), r.usdt("equity"), r.usdt("unrealized"), r.usdt("transfers")),
        subject,
        from,
        to);
  }

  static List<HaltRow> halts(Sql sql, String portfolio) {
    return sql.list(
        "SELECT * FROM belay.halts WHERE portfolio = ? ORDER BY seq DESC LIMIT 100",
        EquityQueries::halt,
        portfolio);
  }

  static Optional<HaltRow> active(Sql sql, String portfolio) {
    return sql.first(
        "SELECT * FROM belay.halts WHERE portfolio = ? AND resumed_at IS NULL",
        EquityQueries::halt,
        portfolio);
  }

  private static HaltRow halt(Row r) {
    return new HaltRow(
        r.number("seq"),
        r.text("code"),
        r.text("reason"),
        r.text("halted_by"),
        r.instant("halted_at"),
        r.textOrNull("resumed_by"),
        r.instantOrNull("resumed_at"));
  }
}
