package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.portfolio.FundLimits;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LockOrderTest {
  private static final String ACCOUNT = "main.a0";

  /** The second change of a row in one transaction checks its foreign key: the portfolio's row. */
  @Test
  void bookingTwiceInATransactionAndAdmittingNeverWaitForEachOther() throws Exception {
    CountDownLatch booking = new CountDownLatch(1);
    CountDownLatch admitting = new CountDownLatch(1);
    try (Books books = Books.seeded(1, FundLimits.DEFAULT);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> booked =
          threads.submit(
              () ->
                  books.database.write(
                      "book",
                      sql -> {
                        Accounts.lock(sql, ACCOUNT);
                        Journal.append(sql, ACCOUNT, "fill", Map.of("n", 1), books.wallNow);
                        booking.countDown();
                        boolean locked = await(admitting);
                        Journal.append(sql, ACCOUNT, "fill", Map.of("n", 2), books.wallNow);
                        return locked;
                      }));
      Future<String> admitted =
          threads.submit(
              () ->
                  books.database.write(
                      "admit",
                      sql -> {
                        await(booking);
                        Accounts.lockPortfolio(sql, "main");
                        admitting.countDown();
                        return Accounts.lock(sql, ACCOUNT);
                      }));

      assertThat(booked.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(admitted.get(20, TimeUnit.SECONDS)).isEqualTo("main");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
