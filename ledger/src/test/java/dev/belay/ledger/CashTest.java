package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CashTest {
  private Books books;

  @BeforeEach
  void open() {
    books = Books.fresh();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void sharesTheBalanceInCentsAndKeepsTheRest() {
    List<Roster.Funded> funded =
        books.roster.seed(Books.portfolio(7, "10000", FundLimits.DEFAULT), Books.NOON);

    assertThat(funded).hasSize(7).allMatch(f -> f.deposit().equals(Usdt.of("1428.57")));
    assertThat(funded.getFirst().account()).isEqualTo("main.a0");
    Map<String, Balances> balances = books.database.read(sql -> Balances.ofPortfolio(sql, "main"));
    assertThat(balances.getOrDefault("main/unallocated", Balances.NONE).cash())
        .isEqualTo(Usdt.of("0.01"));
    assertThat(Funds.cash(balances)).isEqualTo(Usdt.of("10000"));
  }

  @Test
  void seedsOnlyOnce() {
    List<Roster.Funded> first =
        books.roster.seed(Books.portfolio(2, "2000", FundLimits.DEFAULT), Books.NOON);
    List<Roster.Funded> second =
        books.roster.seed(Books.portfolio(3, "9000", FundLimits.DEFAULT), Books.NOON);

    assertThat(second).isEqualTo(first);
    assertThat(books.roster.portfolio("main"))
        .isEqualTo(Books.portfolio(2, "2000", FundLimits.DEFAULT));
  }

  @Test
  void tellsAnAccountsFirstDeposit() {
    books.roster.seed(Books.portfolio(2, "2000", FundLimits.DEFAULT), Books.NOON);

    assertThat(books.roster.deposit("main.a1")).isEqualTo(Usdt.of("1000"));
    assertThatThrownBy(() -> books.roster.deposit("main/unallocated"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesEntriesThatDoNotSumToZero() {
    books.roster.seed(Books.portfolio(1, "1000", FundLimits.DEFAULT), Books.NOON);
    long before = books.count("entries");

    assertThatThrownBy(
            () ->
                books.database.write(
                    "test",
                    sql -> {
                      sql.update(
                          """
                          INSERT INTO belay.transactions (source, at, booked_at)
                            VALUES ('x', now(), now())\
                          """);
                      return sql.update(
                          """
                          INSERT INTO belay.entries (txn, account, kind, amount)
                            SELECT id, 'main.a0', 'TRANSFER', 0.00000001
                              FROM belay.transactions WHERE source = 'x'\
                          """);
                    }))
        .hasStackTraceContaining("sum to 0");
    assertThat(books.count("entries")).isEqualTo(before);
  }

  @Test
  void refusesToChangeOrRemoveEntriesAndJournal() {
    books.roster.seed(Books.portfolio(1, "1000", FundLimits.DEFAULT), Books.NOON);

    for (String change :
        List.of(
            "UPDATE belay.entries SET amount = 1",
            "DELETE FROM belay.entries",
            "DELETE FROM belay.transactions",
            "UPDATE belay.journal SET body = ''")) {
      assertThatThrownBy(() -> books.database.write("test", sql -> sql.update(change)))
          .hasStackTraceContaining("Expected only additions");
    }
  }
}
