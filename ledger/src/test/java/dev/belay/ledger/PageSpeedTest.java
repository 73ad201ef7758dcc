package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import dev.belay.ledger.read.HistoryReader;
import dev.belay.ledger.read.JournalQuery;
import dev.belay.ledger.read.Listing;
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
  private static final Instant LAST_MARK = Books.NOON.plus(Marks.GRID.multipliedBy(99_999));

  /** Straight into the tables, without their triggers; the sums are made once at the end. */
  private static final List<String> SEED =
      List.of(
          "SET LOCAL session_replication_role = replica",
          """
          INSERT INTO belay.rounds (id, portfolio, agent, as_of, interval_ms, outcome, recorded_at, terminal_at)
            SELECT 'main/a' || i % 7 || '/' || i, 'main', 'a' || i % 7,
                   timestamptz '2026-03-02 12:00Z' + i * interval '26 seconds', 180000,
                   CASE WHEN i % 10 = 0 THEN 'TRADE' WHEN i % 10 < 3 THEN 'REFUSED' WHEN i % 5000 = 1 THEN 'ABSTAIN' ELSE 'HOLD' END,
                   now(), now()
              FROM generate_series(1, 1000000) i""",
          """
          INSERT INTO belay.decisions (round_id, outcome, reasoning, observation_hash, replies, recorded_at)
            SELECT id, outcome, 'because', 'o', '[{"voice":"single","reply_hash":"r"}]', now() FROM belay.rounds""",
          """
          INSERT INTO belay.decision_elements (round_id, idx, id, raw, symbol, action, refusal_code, refusal_detail, refused_at)
            SELECT id, 0, id || '#0', '{}', 'BTCUSDT', 'OPEN_LONG',
                   CASE WHEN outcome = 'REFUSED' THEN 'CONFIDENCE_TOO_LOW' END, 'detail', now()
              FROM belay.rounds WHERE outcome IN ('TRADE', 'REFUSED')""",
          """
          INSERT INTO belay.model_calls (round_id, voice, portfolio, agent, as_of, model, stand_in, prompt_hash,
              prompt_version, reply_hash, tokens_in, tokens_out, cost_usd, latency_ms, recorded_at)
            SELECT id, 'single', portfolio, agent, as_of, 'm', false, 'p', 'v1', 'r', 1000, 100, 0.0005, 700, now()
              FROM belay.rounds""",
          """
          INSERT INTO belay.positions (id, portfolio, agent, account, symbol, n, direction, status, decision_id, as_of,
              admitted_at, initial_stop, stop, leverage, quantity_in, notional_in, quantity_out, notional_out,
              realized_pnl, fees, exit_reason, opened_at, closed_at, recorded_at, terminal_at)
            SELECT 'main.' || agent || '/BTCUSDT/' || seq, portfolio, agent, 'main.' || agent, 'BTCUSDT', seq, 'LONG', 'CLOSED',
                   id || '#0', as_of, as_of, 98, 98, 2, 1, 100, 1, 101, seq % 3 - 1, 0.1, 'STOP', as_of, as_of, now(), now()
              FROM belay.rounds WHERE outcome = 'TRADE'""",
          """
          INSERT INTO belay.journal (account, seq, kind, body, recorded_at, prev_hash, hash)
            SELECT 'main.a' || i % 7, i, CASE WHEN i % 9 = 0 THEN 'fill' ELSE 'decision' END, '{}',
                   timestamptz '2026-03-02 12:00Z' + i * interval '1 second', 'p', 'h' FROM generate_series(100, 1000000) i""",
          """
          INSERT INTO belay.equity_marks (subject, as_of, portfolio, equity, unrealized, transfers, booked_at)
            SELECT s, timestamptz '2026-03-02 12:00Z' + i * interval '5 minutes', 'main', 1000 + i % 50, 0, 1000, now()
              FROM generate_series(0, 99999) i,
                   unnest(ARRAY['main', 'main.a0', 'main.a1', 'main.a2', 'main.a3', 'main.a4', 'main.a5', 'main.a6']) s""",
          """
          INSERT INTO belay.model_costs SELECT portfolio, agent, (as_of AT TIME ZONE 'UTC')::date, model, count(*), 0,
              sum(tokens_in), sum(tokens_out), sum(cost_usd), sum(latency_ms) FROM belay.model_calls GROUP BY 1, 2, 3, 4""",
          """
          INSERT INTO belay.trade_totals SELECT portfolio, agent, count(*), count(*) FILTER (WHERE realized_pnl > 0)
              FROM belay.positions GROUP BY 1, 2""");

  @Test
  void everythingAPageReadsGoesByAnIndex() throws SQLException {
    try (Books books = Books.seeded(7, FundLimits.DEFAULT)) {
      books.database.write(
          "seed",
          sql -> {
            SEED.forEach(sql::update);
            return sql.update("SET LOCAL session_replication_role = origin");
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
