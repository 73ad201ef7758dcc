package dev.belay.api;

import dev.belay.api.journal.JournalBook;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Seven events of one account. */
public final class FakeJournal implements JournalBook {
  private static final String ACCOUNT = "main.qwen_single";
  public volatile @Nullable Filter filter;

  private static List<JournalRow> rows() {
    return LongStream.rangeClosed(1, 7)
        .mapToObj(
            seq ->
                new JournalRow(
                    ACCOUNT,
                    seq,
                    "pause",
                    "{\"by\":\"me\"}",
                    Fixtures.AT.plusSeconds(seq),
                    "hash" + seq))
        .toList();
  }

  @Override
  public List<JournalRow> newest(Filter wanted, JournalQuery.@Nullable Cursor before, int limit) {
    filter = wanted;
    return rows().reversed().stream()
        .filter(row -> before == null || row.seq() < before.seq())
        .limit(limit)
        .toList();
  }

  @Override
  public List<JournalRow> after(String account, long seq, int limit) {
    return rows().stream().filter(row -> row.seq() > seq).limit(limit).toList();
  }

  @Override
  public List<String> accounts() {
    return List.of(ACCOUNT, "main/unallocated");
  }
}
