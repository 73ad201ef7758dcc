package dev.belay.ledger.read;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to list of a portfolio's journal, newest first.
 *
 * @param account only of this account; null for all
 * @param kinds only these; empty for all
 * @param before only events older than this one; null for the newest
 * @param limit 1 to 500
 * @param from wall time, inclusive; null from the beginning
 * @param to wall time, exclusive; null to the end
 */
public record JournalQuery(
    String portfolio,
    @Nullable String account,
    List<String> kinds,
    @Nullable Cursor before,
    int limit,
    @Nullable Instant from,
    @Nullable Instant to) {
  public JournalQuery {
    kinds = List.copyOf(kinds);
    if (limit < 1 || limit > 500) {
      throw new IllegalArgumentException("Expected a limit of 1 to 500, was " + limit);
    }
  }

  /** Of all times. */
  public JournalQuery(
      String portfolio,
      @Nullable String account,
      List<String> kinds,
      @Nullable Cursor before,
      int limit) {
    this(portfolio, account, kinds, before, limit, null, null);
  }

  /** An event's place among those of all accounts. */
  public record Cursor(Instant recordedAt, String account, long seq) {
    public static Cursor of(JournalRow row) {
      return new Cursor(row.recordedAt(), row.account(), row.seq());
    }
  }
}
