package dev.belay.api.journal;

import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of one fund. */
public interface JournalBook {

  /**
   * What to list.
   *
   * @param account only of this one; null for all
   * @param kinds only these; empty for all
   * @param from wall time, inclusive; null from the beginning
   * @param to wall time, exclusive; null to the end
   */
  record Filter(
      @Nullable String account, List<String> kinds, @Nullable Instant from, @Nullable Instant to) {
    public Filter {
      kinds = List.copyOf(kinds);
    }
  }

  /** Newest first, those before an event when one is given. */
  List<JournalRow> newest(Filter filter, JournalQuery.@Nullable Cursor before, int limit);

  /** An account's events after a number, oldest first, whatever their kind or time. */
  List<JournalRow> after(String account, long seq, int limit);

  /** The accounts that have a journal. */
  List<String> accounts();
}
