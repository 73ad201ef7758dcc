package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.book.EntryKind;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.testing.TestPostgres;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes on one ledger: what each does at its start, and what two feeds find. */
@Tag("integration")
class TogetherTest {
  private static final int PROCESSES = 4;

  /** All begin at the same moment. */
  private static <T> List<T> atOnce(Callable<T> what) throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(PROCESSES)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        running.add(
            threads.submit(
                () -> {
                  begin.await();
                  return what.call();
                }));
      }
      begin.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : running) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Test
  void oneSchemaAndOneInstallationAreMadeByProcessesThatStartTogether() throws Exception {
    String url = TestPostgres.newDatabase();

    List<Books> all = atOnce(() -> Books.on(url));

    Set<String> installations = new HashSet<>();
    all.forEach(books -> installations.add(books.installation));
    all.forEach(Books::close);
    assertThat(installations).hasSize(1);
  }

  @Test
  void theFundIsBegunOnce() throws Exception {
    try (Books books = Books.fresh()) {
      List<List<Roster.Funded>> funded =
          atOnce(
              () -> books.roster.seed(Books.portfolio(7, "10000", FundLimits.DEFAULT), Books.NOON));

      assertThat(funded).hasSize(PROCESSES).containsOnly(funded.getFirst());
      assertThat(funded.getFirst()).hasSize(7);
      assertThat(books.count("accounts")).isEqualTo(9);
      Usdt cash = books.database.read(sql -> Funds.cash(Balances.ofPortfolio(sql, "main")));
      assertThat(cash).isEqualTo(Usdt.of("10000"));
    }
  }

  @Test
  void whatTwoFeedsFindIsBookedOnce() throws Exception {
    try (Books books = Books.seeded(1, FundLimits.DEFAULT)) {
      AccountBook.Income funding =
          new AccountBook.Income(EntryKind.FUNDING, Books.BTC, Usdt.of("-0.5"), "77", Books.NOON);

      List<Boolean> fresh = atOnce(() -> books.accounts.bookIncome("main.a0", funding));

      assertThat(fresh).containsOnlyOnce(true);
      Map<String, Balances> balances =
          books.database.read(sql -> Balances.ofPortfolio(sql, "main"));
      assertThat(balances.getOrDefault("main.a0", Balances.NONE).cash())
          .isEqualTo(Usdt.of("999.5"));
    }
  }
}
