package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.Listing;
import dev.belay.testing.LongPast;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pages read, with a million decisions and 7 x 100,000 marks stored. */
@Tag("long")
class PageSpeedTest {
  private static final long LIMIT_MILLIS = 150;
  private static final Instant LAST_MARK = Books.NOON.plus(LongPast.LENGTH);

  @Test
  void everythingAPageReadsGoesByAnIndex() throws SQLException {
    try (Books books = Books.seeded(7, FundLimits.DEFAULT)) {
      books.database.write(
          "seed",
          sql -> {
            LongPast.statements(Books.NOON).forEach(sql::update);
            return true;
          });
      books.database.read(sql -> sql.update("ANALYZE"));
      HistoryReader history = new HistoryReader(books.database);
      Listing one = new Listing("main", "a3", null, 40);
      Map<String, Supplier<?>> reads = new LinkedHashMap<>();
      reads.put("figures", () -> books.reader.figures("main", Books.quotes("100"), Books.NOON));
      reads.put("decisions", () -> history.decisions(Listing.newest("main", 40), null));
      reads.put("decisions of one", () -> history.decisions(one, null));
      reads.put("abstentions", () -> history.decisions(Listing.newest("main", 40), "ABSTAIN"));
      reads.put("abstentions of one", () -> history.decisions(one, "ABSTAIN"));
      reads.put(
          "old decisions",
          () -> history.decisions(new Listing("main", "a3", 5_000L, 40), "REFUSED"));
      reads.put("trades", () -> books.reader.trades(Listing.newest("main", 40)));
      reads.put("trades of one", () -> books.reader.trades(one));
      reads.put("last rounds", () -> history.recentRounds("main", "a3", 500));
      reads.put("costs", () -> history.costs("main"));
      reads.put("costs of days", () -> history.costsSince("main", LocalDate.of(2026, 12, 1)));
      reads.put("journal", () -> history.journal(query(null)));
      reads.put("journal of one", () -> history.journal(query("main.a3")));
      reads.put("heads", () -> history.journalHeads("main"));
      reads.put("first and last mark", () -> history.markSpan("main"));
      reads.put(
          "curves of all",
          () -> history.curves("main", Books.NOON, LAST_MARK, Duration.ofMinutes(5 * 417)));

      reads.forEach(PageSpeedTest::measure);
    }
  }

  private static JournalQuery query(@Nullable String account) {
    return new JournalQuery("main", account, List.of("fill", "halt"), null, 40);
  }

  private static void measure(String what, Supplier<?> read) {
    Object warm = read.get();
    long[] nanos = new long[9];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      warm = read.get();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.err.printf("%-22s %7.1f ms%n", what, nanos[4] / 1e6);
    assertThat(warm).as(what).isNotNull();
    assertThat(nanos[4] / 1_000_000).as(what).isLessThan(LIMIT_MILLIS);
  }
}
