package dev.belay.ledger;

import dev.belay.domain.book.Posting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writing double entries. The caller holds the lock of every account but the outside world's. */
final class Cash {
  private Cash() {}

  /** Books the posting unless its source is booked already; one without entries needs no row. */
  static void post(Sql sql, Posting posting, @Nullable String positionId, Instant wallNow) {
    if (posting.entries().isEmpty()) {
      return;
    }
    sql.first(
            """
            INSERT INTO belay.transactions (source, position_id, at, booked_at) VALUES (?, ?, ?, ?)
              ON CONFLICT (source) DO NOTHING RETURNING id""",
            r -> r.number("id"),
            posting.source(),
            positionId,
            posting.at(),
            wallNow)
        .ifPresent(txn -> insert(sql, txn, posting.entries()));
  }

  private static void insert(Sql sql, long txn, List<Posting.Entry> entries) {
    sql.batch(
        "INSERT INTO belay.entries (txn, account, kind, amount) VALUES (?, ?, ?, ?)",
        entries.stream()
            .map(e -> new @Nullable Object[] {txn, e.account(), e.kind(), e.amount()})
            .toList());
  }
}
