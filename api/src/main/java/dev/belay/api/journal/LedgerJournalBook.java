package dev.belay.api.journal;

import dev.belay.api.ApiSettings;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.JournalRow;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fund's journal in the ledger. */
@Singleton
@Requires(beans = HistoryReader.class)
final class LedgerJournalBook implements JournalBook {
  private final HistoryReader ledger;
  private final String portfolio;

  LedgerJournalBook(HistoryReader ledger, ApiSettings settings) {
    this.ledger = ledger;
    this.portfolio = settings.portfolio();
  }

  @Override
  public List<JournalRow> newest(Filter filter, JournalQuery.@Nullable Cursor before, int limit) {
    return ledger.journal(
        new JournalQuery(
            portfolio,
            filter.account(),
            filter.kinds(),
            before,
            limit,
            filter.from(),
            filter.to()));
  }

  @Override
  public List<JournalRow> after(String account, long seq, int limit) {
    return ledger.journalAfter(account, seq, limit);
  }

  @Override
  public List<String> accounts() {
    return List.copyOf(ledger.journalHeads(portfolio).keySet());
  }
}
