package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.read.DecisionLine;
import dev.belay.ledger.read.ExportReader;
import dev.belay.ledger.read.ExportSpan;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ExportsTest {
  private Books books;
  private ExportReader exports;

  @BeforeEach
  void open() throws SQLException {
    books = Books.seeded(2, FundLimits.DEFAULT);
    exports = new ExportReader(books.database);
  }

  @AfterEach
  void close() {
    books.close();
  }

  private static ExportSpan all(@Nullable String agent) {
    return new ExportSpan("main", agent, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
  }

  private static <T> List<T> rows(Iterator<List<T>> pages) {
    List<T> rows = new ArrayList<>();
    pages.forEachRemaining(rows::addAll);
    return rows;
  }

  @Test
  void everyFillIsThereOnceInItsAgentsRows() {
    String first = books.held("a0", Books.NOON, "500");
    String second = books.held("a1", Books.NOON, "300");

    assertThat(rows(exports.fills(all(null)))).hasSize(2);
    assertThat(rows(exports.fills(all("a1"))))
        .singleElement()
        .satisfies(row -> assertThat(row.positionId()).isEqualTo(second));
    assertThat(rows(exports.fills(all("a0")))).noneMatch(row -> second.equals(row.positionId()));
    assertThat(
            rows(
                exports.fills(
                    new ExportSpan(
                        "main", null, Books.NOON.plusSeconds(2), Books.NOON.plusSeconds(3)))))
        .hasSize(1);
    assertThat(first).isNotEqualTo(second);
    assertThat(rows(exports.trades(all(null)))).isEmpty();
  }

  @Test
  void aDecisionIsALineForEachElementAndOneWithoutAny() {
    var unused = books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "500"));
    Rounds.Ref empty = Books.round("a1", Books.NOON);
    books.rounds.open(empty);
    var decision =
        books.rounds.record(
            empty,
            new Rounds.NewDecision(
                "HOLD", null, "nothing to do", "observation", List.of(), List.of()));

    List<DecisionLine> lines = rows(exports.decisions(all(null)));

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .satisfies(
            line -> {
              assertThat(line.symbol()).isEqualTo("BTCUSDT");
              assertThat(line.index()).isZero();
              assertThat(line.decision()).isNotNull();
              assertThat(line.positionId()).isNotNull();
            });
    assertThat(lines.getLast())
        .satisfies(
            line -> {
              assertThat(line.outcome()).isEqualTo("HOLD");
              assertThat(line.index()).isNull();
              assertThat(line.decision()).isNull();
            });
    assertThat(decision.outcome()).isEqualTo("HOLD");
  }

  @Test
  void manyRowsComeInPagesWithoutALossOrADouble() {
    books.database.write(
        "test",
        sql ->
            sql.update(
                """
                INSERT INTO belay.incomes (account, source, kind, symbol, amount, at, booked_at)
                  SELECT CASE n % 2 WHEN 0 THEN 'main.a0' ELSE 'main.a1' END, n::text, 'FUNDING',
                         'BTCUSDT', 0.01, now(), now() FROM generate_series(1, 5001) n"""));
    books.database.write(
        "test",
        sql ->
            sql.update(
                """
                INSERT INTO belay.equity_marks
                  SELECT s, '2026-03-02T12:00:00Z'::timestamptz + n * interval '5 minutes', 'main',
                         1, 0, 1, now()
                    FROM generate_series(1, 2500) n, unnest(ARRAY['main', 'main.a0', 'main.a1']) s"""));

    assertThat(rows(exports.incomes(all(null)))).hasSize(5001).doesNotHaveDuplicates();
    assertThat(rows(exports.incomes(all("a0")))).hasSize(2500);
    assertThat(rows(exports.marks(all(null)))).hasSize(7500).doesNotHaveDuplicates();
    assertThat(rows(exports.marks(all("a1"))))
        .hasSize(2500)
        .allMatch(mark -> mark.subject().equals("main.a1"));
    assertThat(
            rows(
                exports.marks(
                    new ExportSpan(
                        "main", "a1", Books.NOON.plusSeconds(300), Books.NOON.plusSeconds(900)))))
        .hasSize(2);
  }

  @Test
  void aRehearsalJudgesByTheRulesAndKeepsNothing() {
    Decision small = Books.open(Books.BTC, "500");
    Rounds.Ref round = Books.round("a0", Books.NOON);
    long before = books.count("journal");

    assertThat(books.admissions.rehearse(round, small, Books.market(Books.NOON))).isEmpty();
    Optional<Refusal> large =
        books.admissions.rehearse(round, Books.open(Books.BTC, "90000"), Books.market(Books.NOON));

    assertThat(large).hasValueSatisfying(refusal -> assertThat(refusal.code()).isNotNull());
    assertThat(books.count("journal")).isEqualTo(before);
    assertThat(books.count("positions")).isZero();
    assertThat(books.count("orders")).isZero();
    assertThat(books.count("rounds")).isZero();

    Admissions.Market later = Books.market(Books.NOON.plusSeconds(16), 1);
    assertThat(books.admissions.rehearse(round, small, later))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.PRICE_STALE));

    books.controls.halt("main", "lunch", "me");
    assertThat(books.admissions.rehearse(round, small, Books.market(Books.NOON)))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.HALT_ACTIVE));
  }

  @Test
  void settingsChangeTogetherAndAreAnEventOfTheJournal() {
    FundSettings settings = new FundSettings(books.database, books.wall);
    PortfolioSpec now = books.roster.portfolio("main");
    assertThat(settings.change(now, "me")).isEmpty();
    long before = books.count("journal");

    PortfolioSpec wanted =
        new PortfolioSpec(
            now.name(),
            Usdt.of("1"),
            Usdt.of("25"),
            now.models(),
            List.of(),
            new FundLimits(
                new BigDecimal("2"),
                new BigDecimal("1"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE));
    assertThat(settings.change(wanted, "me")).containsExactly("daily_budget_usd", "fund_limits");

    PortfolioSpec after = books.roster.portfolio("main");
    assertThat(after.dailyBudgetUsd()).isEqualTo(Usdt.of("25"));
    assertThat(after.fundLimits().grossMultiple()).isEqualByComparingTo("2");
    assertThat(after.agents()).isEqualTo(now.agents());
    assertThat(after.initialBalance()).isEqualTo(now.initialBalance());
    assertThat(books.count("journal")).isEqualTo(before + 1);
    assertThat(books.journal.run().findings()).isEmpty();
  }

  @Test
  void aModelThatAnAgentUsesStays() {
    FundSettings settings = new FundSettings(books.database, books.wall);
    PortfolioSpec now = books.roster.portfolio("main");
    PortfolioSpec without =
        new PortfolioSpec(
            now.name(),
            now.initialBalance(),
            Usdt.of("99"),
            List.of(),
            now.agents(),
            now.fundLimits());

    assertThatThrownBy(() -> settings.change(without, "me"))
        .hasMessageContaining("which the agent a0 uses");
    assertThat(books.roster.portfolio("main")).isEqualTo(now);
  }
}
