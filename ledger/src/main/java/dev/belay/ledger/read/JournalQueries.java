package dev.belay.ledger.read;

import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The journal's events. */
final class JournalQueries {
  /** The fund, and the desks beside it. */
  private static final String ITS =
      " IN (SELECT name FROM belay.portfolios WHERE name = ? OR system <> 'portfolio')";

  private JournalQueries() {}

  static List<JournalRow> recent(Sql sql, JournalQuery query) {
    StringBuilder where =
        new StringBuilder(
            "SELECT j.* FROM belay.journal j JOIN belay.accounts a ON a.id = j.account"
                + " WHERE a.portfolio"
                + ITS);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(query.portfolio());
    if (query.account() != null) {
      where.append(" AND j.account = ?");
      values.add(query.account());
    }
    if (!query.kinds().isEmpty()) {
      where.append(" AND j.kind IN (").append("?, ".repeat(query.kinds().size() - 1)).append("?)");
      values.addAll(query.kinds());
    }
    if (query.from() != null) {
      where.append(" AND j.recorded_at >= ?");
      values.add(query.from());
    }
    if (query.to() != null) {
      where.append(" AND j.recorded_at < ?");
      values.add(query.to());
    }
    JournalQuery.Cursor before = query.before();
    if (before != null) {
      where.append(" AND (j.recorded_at, j.account, j.seq) < (?, ?, ?)");
      values.add(before.recordedAt());
      values.add(before.account());
      values.add(before.seq());
    }
    // Within one account its own numbers are the order, and its primary key the index.
    where.append(
        query.account() != null
            ? " ORDER BY j.seq DESC LIMIT ?"
            : " ORDER BY j.recorded_at DESC, j.account DESC, j.seq DESC LIMIT ?");
    values.add(query.limit());
    return sql.list(where.toString(), JournalQueries::row, values.toArray());
  }

  /** The number of each account's newest event. */
  static Map<String, Long> heads(Sql sql, String portfolio) {
    Map<String, Long> heads = new TreeMap<>();
    sql.list(
            "SELECT id, journal_seq FROM belay.accounts WHERE portfolio" + ITS,
            r -> Map.entry(r.text("id"), r.number("journal_seq")),
            portfolio)
        .forEach(head -> heads.put(head.getKey(), head.getValue()));
    return heads;
  }

  static List<JournalRow> after(Sql sql, String account, long seq, int limit) {
    return sql.list(
        "SELECT * FROM belay.journal WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?",
        JournalQueries::row,
        account,
        seq,
        limit);
  }

  private static JournalRow row(Row r) {
    return new JournalRow(
        r.text("account"),
        r.number("seq"),
        r.text("kind"),
        r.text("body"),
        r.instant("recorded_at"),
        r.text("hash"));
  }
}
