package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.money.Price;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.Side;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the ledger's part of a round costs, every one with an order: printed, not asserted. */
@Tag("long")
class RoundCostTest {
  private static final int ROUNDS = 1500;

  @Test
  void runsRoundsWithEntryStopAndExit() {
    try (Books books = Books.seeded(1, FundLimits.DEFAULT)) {
      long start = 0;
      for (int i = -300; i < ROUNDS; i++) {
        if (i == 0) {
          start = System.nanoTime();
        }
        round(books, Books.NOON.plus(Duration.ofMinutes(30L * (i + 300))));
      }
      System.err.printf(
          "%d rounds with an order: %.2f ms of ledger each%n",
          ROUNDS, (System.nanoTime() - start) / 1e6 / ROUNDS);
      assertThat(books.reader.counts("main").trades()).isEqualTo(ROUNDS + 300L);
    }
  }

  private static void round(Books books, Instant asOf) {
    String hash = books.contents.put("observation", asOf + " observation ".repeat(200));
    books.contents.put("prompt", hash + " prompt ".repeat(500));
    books.contents.put("reply", hash + " reply ".repeat(50));
    String position =
        Objects.requireNonNull(
            books.openPosition("a0", asOf, Books.open(Books.BTC, "100")).positionId());
    books.rounds.finish(Books.round("a0", asOf).id(), "TRADE");
    ClientOrderId entry = books.orderOf(position, Leg.ENTRY);
    books.gate.claim(entry, books.wallNow);
    books.record(entry, OrderStatus.FILLED, books.fill(Books.BTC, Side.BUY, "100", "1", "0"));
    books.positions.record(position, PositionStatus.OPEN, null, false);
    ClientOrderId stop =
        books.positions.recordIntent(
            new Positions.Reduce(
                position, Leg.STOP, 0, OrderType.STOP_MARKET, null, Price.of("98")));
    books.gate.claim(stop, books.wallNow);
    books.record(stop, OrderStatus.FILLED, books.fill(Books.BTC, Side.SELL, "100", "1", "0"));
    books.positions.record(position, PositionStatus.CLOSED, ExitReason.STOP, false);
  }
}
