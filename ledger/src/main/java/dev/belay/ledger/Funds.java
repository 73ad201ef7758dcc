package dev.belay.ledger;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.risk.Breakers;
import dev.belay.domain.risk.FundRisk;
import java.util.Map;
import java.util.Optional;

/** The fund as the rules see it. */
final class Funds {
  private Funds() {}

  static FundRisk risk(Sql sql, String portfolio, Marked marked, Map<String, Balances> balances) {
    Refusal halt = halt(sql, portfolio).orElse(null);
    Usdt equity = cash(balances).plus(marked.unrealized());
    return sql.one(
        "SELECT * FROM belay.portfolios WHERE name = ?",
        r ->
            new FundRisk(
                LedgerJson.read(r.text("fund_limits"), FundLimits.class),
                halt,
                new Breakers.FundState(
                    r.usdtOrNull("peak_equity"),
                    r.dayOrNull("day"),
                    r.usdtOrNull("day_start_equity")),
                equity,
                marked.exposures()),
        portfolio);
  }

  static void store(Sql sql, String portfolio, Breakers.FundState state) {
    sql.update(
        """
        UPDATE belay.portfolios SET peak_equity = ?, day = ?, day_start_equity = ?
          WHERE name = ?""",
        state.peak(),
        state.day(),
        state.dayStart(),
        portfolio);
  }

  /** Why entries are halted; empty when they are not. */
  static Optional<Refusal> halt(Sql sql, String portfolio) {
    return sql.first(
        """
        SELECT code, halted_by, reason FROM belay.halts
          WHERE portfolio = ? AND resumed_at IS NULL""",
        r ->
            new Refusal(
                RefusalCode.valueOf(r.text("code")),
                "Expected entries not halted, %s halted them: %s"
                    .formatted(r.text("halted_by"), r.text("reason"))),
        portfolio);
  }

  static Usdt cash(Map<String, Balances> balances) {
    return balances.values().stream().map(Balances::cash).reduce(Usdt.ZERO, Usdt::plus);
  }
}
