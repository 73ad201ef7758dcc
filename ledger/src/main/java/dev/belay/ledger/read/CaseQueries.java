package dev.belay.ledger.read;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading cases. */
final class CaseQueries {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private CaseQueries() {}

  /** Open ones first, each newest first. */
  static List<CaseRow> cases(Sql sql, String portfolio, boolean openOnly, int limit) {
    return sql.list(
        """
        SELECT * FROM belay.cases WHERE portfolio = ? AND (closed_at IS NULL OR NOT ?)
          ORDER BY closed_at IS NULL DESC, id DESC LIMIT ?""",
        CaseQueries::row,
        portfolio,
        openOnly,
        limit);
  }

  static Optional<ReconciliationRow> last(Sql sql, String portfolio) {
    return sql.first(
        "SELECT * FROM belay.reconciliations WHERE portfolio = ?",
        r ->
            new ReconciliationRow(
                r.instant("began_at"),
                r.instant("ended_at"),
                r.integer("accounts"),
                r.integer("orders"),
                r.integer("positions"),
                r.integer("differences"),
                LedgerJson.read(r.text("unreachable"), TEXTS)),
        portfolio);
  }

  private static CaseRow row(Row r) {
    String symbol = r.textOrNull("symbol");
    return new CaseRow(
        r.number("id"),
        r.text("account"),
        r.constant("kind", CaseKind.class),
        symbol == null ? null : Symbol.of(symbol),
        r.text("subject"),
        r.text("detail"),
        r.textOrNull("repairs"),
        r.instant("opened_at"),
        r.instant("seen_at"),
        r.instantOrNull("closed_at"),
        r.textOrNull("outcome"));
  }
}
