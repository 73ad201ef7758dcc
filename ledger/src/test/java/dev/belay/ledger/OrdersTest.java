package dev.belay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.order.SendGate.Claim;
import dev.belay.domain.order.Side;
import dev.belay.domain.order.VenueProfile;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class OrdersTest {
  private Books books;
  private String position;
  private ClientOrderId entry;

  @BeforeEach
  void open() {
    books = Books.seeded(1, FundLimits.DEFAULT);
    position =
        Objects.requireNonNull(
            books.openPosition("a0", Books.NOON, Books.open(Books.BTC, "1000")).positionId());
    entry = books.orderOf(position, Leg.ENTRY);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void sixteenRacersGetOneClaim() throws Exception {
    List<Callable<Claim>> racers =
        Collections.nCopies(16, () -> books.gate.claim(entry, books.wallNow));
    List<Claim> claims = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      for (Future<Claim> claim : pool.invokeAll(racers)) {
        claims.add(claim.get());
      }
    }

    assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
    assertThat(claims).filteredOn(Claim.AlreadyClaimed.class::isInstance).hasSize(15);
    assertThat(books.orders.load(entry).status()).isEqualTo(OrderStatus.SENT);
  }

  @Test
  void aClaimStandsThoughTheClaimantDiesBeforeItHears() {
    Database dying =
        new Database(
            books.transactions,
            name -> {
              throw new IllegalStateException(name);
            });

    assertThatThrownBy(() -> new LedgerSendGate(dying).claim(entry, books.wallNow))
        .hasMessage("ledger.claim.committed");
    assertThat(books.gate.claim(entry, books.wallNow)).isInstanceOf(Claim.AlreadyClaimed.class);
  }

  @Test
  void aHaltBindsEntriesOnly() {
    ClientOrderId exit = reduce(Leg.EXIT, OrderType.MARKET, 0);
    books.controls.halt("main", "enough", "me");

    assertThat(books.gate.claim(entry, books.wallNow))
        .isInstanceOfSatisfying(
            Claim.Refused.class, refused -> assertThat(refused.code()).isEqualTo("HALT_ACTIVE"));
    assertThat(books.gate.claim(exit, books.wallNow)).isInstanceOf(Claim.Granted.class);
    assertThat(books.reader.counts("main").refusals()).isEqualTo(1);
  }

  @Test
  void whatTheGateRefusedIsNeverSentLater() {
    books.controls.halt("main", "enough", "me");
    books.gate.claim(entry, books.wallNow);
    books.controls.resume("main", "me");

    assertThat(books.gate.claim(entry, books.wallNow)).isInstanceOf(Claim.Refused.class);
    assertThat(books.orders.load(entry).status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(books.orders.load(entry).reservedCash()).isEqualTo(Usdt.ZERO);
  }

  @Test
  void anOrderPastItsTimeIsNotSent() {
    books.wallNow = books.wallNow.plus(VenueProfile.PAPER.sendWithin()).plusMillis(1);

    assertThat(books.gate.claim(entry, books.wallNow))
        .isInstanceOfSatisfying(
            Claim.Refused.class, refused -> assertThat(refused.code()).isEqualTo("INTENT_EXPIRED"));
  }

  @Test
  void absenceOfAClaimedOrderIsBelievedOnlyWhenItIsProven() {
    books.gate.claim(entry, books.wallNow);
    assertThat(books.record(entry, OrderStatus.NOT_PLACED).status()).isEqualTo(OrderStatus.SENT);

    books.wallNow =
        VenueProfile.PAPER
            .absenceProvenAfter(books.orders.load(entry).intent().sendBy())
            .plusMillis(1);
    assertThat(books.record(entry, OrderStatus.NOT_PLACED).status())
        .isEqualTo(OrderStatus.NOT_PLACED);
    assertThat(books.orders.load(entry).reservedCash()).isEqualTo(Usdt.ZERO);
  }

  @Test
  void theReservationBecomesMarginAsTheOrderFills() {
    books.gate.claim(entry, books.wallNow);
    assertThat(bound()).isEqualTo(Usdt.of("201"));

    books.record(entry, OrderStatus.WORKING, books.fill(Books.BTC, Side.BUY, "100", "4", "0"));
    assertThat(bound()).isEqualTo(Usdt.of("200.6"));

    books.record(entry, OrderStatus.FILLED, books.fill(Books.BTC, Side.BUY, "100", "6", "0"));
    assertThat(bound()).isEqualTo(Usdt.of("200"));
  }

  @Test
  void doubledLateAndReorderedFillsEndInTheSameBooks() {
    List<Fill> in =
        List.of(
            books.fill(Books.BTC, Side.BUY, "100", "3", "0"),
            books.fill(Books.BTC, Side.BUY, "101", "7", "0"));
    Fill out = books.fill(Books.BTC, Side.SELL, "103", "10", "23");
    PositionSums expected =
        PositionSums.none(Direction.LONG).plus(in.get(0)).plus(in.get(1)).plus(out);
    ClientOrderId exit = reduce(Leg.EXIT, OrderType.MARKET, 0);
    books.gate.claim(entry, books.wallNow);
    books.gate.claim(exit, books.wallNow);

    books.record(exit, OrderStatus.FILLED, out);
    List<Fill> news = new ArrayList<>(in);
    news.addAll(in);
    Collections.shuffle(news, new Random(7));
    for (Fill fill : news) {
      books.record(entry, OrderStatus.WORKING, fill);
    }
    books.record(exit, OrderStatus.FILLED, out);
    long entries = books.count("entries");
    books.record(entry, OrderStatus.FILLED, in.toArray(Fill[]::new));

    assertThat(books.positions.load(position).sums()).isEqualTo(expected);
    assertThat(books.orders.load(entry).status()).isEqualTo(OrderStatus.FILLED);
    assertThat(books.orders.load(entry).executed()).isEqualTo(Quantity.of("10"));
    assertThat(books.count("fills")).isEqualTo(3);
    assertThat(books.count("entries")).isEqualTo(entries);
    assertThat(cash()).isEqualTo(Usdt.of("1000").plus(Usdt.of("23")).minus(Usdt.of("0.15")));
  }

  @Test
  void aLateFillIsBookedThoughTheOrderIsOver() {
    books.gate.claim(entry, books.wallNow);
    books.record(entry, OrderStatus.EXPIRED);
    books.positions.record(position, PositionStatus.NOT_OPENED, null, false);

    Orders.Stored order =
        books.record(entry, OrderStatus.EXPIRED, books.fill(Books.BTC, Side.BUY, "100", "1", "0"));

    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(order.executed()).isEqualTo(Quantity.of("1"));
    assertThat(books.positions.load(position).status()).isEqualTo(PositionStatus.OPEN);
    assertThat(books.recovery.openPositions()).containsExactly(position);
  }

  @Test
  void aPositionReopenedByALateFillMustHaveItsStopConfirmedAnew() {
    books.gate.claim(entry, books.wallNow);
    books.record(entry, OrderStatus.CANCELED, books.fill(Books.BTC, Side.BUY, "100", "2", "0"));
    books.positions.record(position, PositionStatus.OPEN, null, true);
    ClientOrderId stop = reduce(Leg.STOP, OrderType.STOP_MARKET, 0);
    books.gate.claim(stop, books.wallNow);
    books.record(stop, OrderStatus.FILLED, books.fill(Books.BTC, Side.SELL, "98", "2", "-4"));
    books.positions.record(position, PositionStatus.CLOSED, ExitReason.STOP, false);

    books.wallNow = books.wallNow.plusSeconds(60);
    books.record(entry, OrderStatus.CANCELED, books.fill(Books.BTC, Side.BUY, "100", "1", "0"));

    Positions.Stored reopened = books.positions.load(position);
    assertThat(reopened.status()).isEqualTo(PositionStatus.OPEN);
    assertThat(reopened.stopConfirmedAt()).isNull();
    assertThat(reopened.firstBookedAt()).isEqualTo(books.wallNow);
  }

  @Test
  void anOrderIsWatchedForAMomentAfterItsEnd() {
    assertThat(books.accounts.watchedOrders("main.a0")).isEmpty();
    books.gate.claim(entry, books.wallNow);
    assertThat(books.accounts.watchedOrders("main.a0"))
        .containsExactly(new AccountBook.WatchedOrder(entry, Books.BTC, null, false, false));

    books.record(entry, OrderStatus.CANCELED);
    assertThat(books.accounts.watchedOrders("main.a0"))
        .containsExactly(new AccountBook.WatchedOrder(entry, Books.BTC, null, false, true));

    books.wallNow = books.wallNow.plusSeconds(10);
    assertThat(books.accounts.watchedOrders("main.a0")).isEmpty();
  }

  @Test
  void aPositionThatIsHeldIsNotOver() {
    books.gate.claim(entry, books.wallNow);
    books.record(entry, OrderStatus.WORKING, books.fill(Books.BTC, Side.BUY, "100", "1", "0"));

    assertThatThrownBy(
            () -> books.positions.record(position, PositionStatus.CLOSED, ExitReason.STOP, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holds 1 of 1");
  }

  @Test
  void theSameReducingIntentIsStoredOnce() {
    ClientOrderId first = reduce(Leg.STOP, OrderType.STOP_MARKET, 0);
    books.wallNow = books.wallNow.plusSeconds(1);

    assertThat(reduce(Leg.STOP, OrderType.STOP_MARKET, 0)).isEqualTo(first);
    assertThat(reduce(Leg.STOP, OrderType.STOP_MARKET, 1)).isNotEqualTo(first);
    assertThat(books.count("orders")).isEqualTo(3);
    assertThat(books.orders.load(first).intent().side()).isEqualTo(Side.SELL);
  }

  @Test
  void statesOfAPositionOnlyGoForwardAndTheFirstWishToCloseStays() {
    books.positions.record(position, PositionStatus.CLOSING, ExitReason.DECISION, false);
    books.positions.record(position, PositionStatus.OPEN, null, true);
    books.positions.record(position, PositionStatus.CLOSING, ExitReason.FLATTEN, false);

    Positions.Stored stored = books.positions.load(position);
    assertThat(stored.status()).isEqualTo(PositionStatus.CLOSING);
    assertThat(stored.exitReason()).isEqualTo(ExitReason.DECISION);
    assertThat(stored.stopConfirmedAt()).isEqualTo(books.wallNow);
  }

  private ClientOrderId reduce(Leg leg, OrderType type, int number) {
    return books.positions.recordIntent(
        new Positions.Reduce(
            position,
            leg,
            number,
            type,
            leg == Leg.EXIT ? Quantity.of("10") : null,
            leg == Leg.EXIT ? null : Price.of("98")));
  }

  private Usdt bound() {
    return books.database.read(sql -> Marked.of(sql, "main", Books.quotes("100")).bound("main.a0"));
  }

  private Usdt cash() {
    return books.database.read(
        sql -> Balances.ofPortfolio(sql, "main").getOrDefault("main.a0", Balances.NONE).cash());
  }
}
