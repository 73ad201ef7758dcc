package dev.belay.domain.book;

import static dev.belay.domain.order.OrderStatus.CANCELED;
import static dev.belay.domain.order.OrderStatus.FILLED;
import static dev.belay.domain.order.OrderStatus.NOT_PLACED;
import static dev.belay.domain.order.OrderStatus.RECORDED;
import static dev.belay.domain.order.OrderStatus.REJECTED;
import static dev.belay.domain.order.OrderStatus.SENT;
import static dev.belay.domain.order.OrderStatus.WORKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.PositionStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookingTest {
  private static final Quantity TEN = Quantity.of("10");

  @Test
  void aTerminalOrderStaysWhateverIsReported() {
    for (OrderStatus now : OrderStatus.values()) {
      for (OrderStatus reported : OrderStatus.values()) {
        if (now.isTerminal()) {
          assertThat(next(now, true, reported, "10", true)).isEqualTo(now);
        }
      }
    }
  }

  @Test
  void anOrderIsFilledWhenAllOfItTraded() {
    assertThat(next(SENT, true, WORKING, "10", false)).isEqualTo(FILLED);
    assertThat(next(WORKING, true, CANCELED, "4", false)).isEqualTo(CANCELED);
  }

  @Test
  void onlyAnOrderThatNeverTradedCanBeAbsent() {
    assertThat(next(RECORDED, false, NOT_PLACED, "0", false)).isEqualTo(NOT_PLACED);
    assertThat(next(SENT, true, NOT_PLACED, "0", false)).isEqualTo(SENT);
    assertThat(next(SENT, true, NOT_PLACED, "0", true)).isEqualTo(NOT_PLACED);
    assertThat(next(WORKING, true, NOT_PLACED, "0", true)).isEqualTo(WORKING);
    assertThat(next(SENT, true, REJECTED, "1", true)).isEqualTo(SENT);
    assertThat(next(SENT, true, REJECTED, "0", false)).isEqualTo(REJECTED);
  }

  @Test
  void sentNeedsAClaim() {
    assertThat(next(RECORDED, false, SENT, "0", false)).isEqualTo(RECORDED);
    assertThat(next(RECORDED, true, SENT, "0", false)).isEqualTo(SENT);
    assertThat(next(WORKING, true, SENT, "0", false)).isEqualTo(WORKING);
  }

  @Test
  void theReservationShrinksWithWhatIsLeftAndGoesWithTheOrder() {
    assertThat(reserved(WORKING, "0", "4")).isEqualTo(Usdt.of("60"));
    assertThat(reserved(WORKING, "4", "9")).isEqualTo(Usdt.of("16.66666667"));
    assertThat(reserved(WORKING, "0", "10")).isEqualTo(Usdt.ZERO);
    assertThat(reserved(CANCELED, "0", "4")).isEqualTo(Usdt.ZERO);
  }

  @Test
  void aPositionsStatesOnlyGoForward() {
    PositionSums none = PositionSums.none(Direction.LONG);
    for (PositionStatus now : PositionStatus.values()) {
      for (PositionStatus reported : PositionStatus.values()) {
        PositionStatus next = PositionBooking.next(now, reported, none);
        assertThat(next).isGreaterThanOrEqualTo(now);
        if (now.isTerminal()) {
          assertThat(next).isEqualTo(now);
        }
      }
    }
  }

  @Test
  void aLateFillReopensWhatWasThoughtOver() {
    PositionSums held =
        new PositionSums(
            Direction.LONG, TEN, Usdt.of("1000"), Quantity.ZERO, Usdt.ZERO, Usdt.ZERO, Usdt.ZERO);
    PositionSums flat =
        new PositionSums(
            Direction.LONG, TEN, Usdt.of("1000"), TEN, Usdt.of("990"), Usdt.of("-10"), Usdt.ZERO);

    assertThat(PositionBooking.afterFill(PositionStatus.NOT_OPENED, held))
        .isEqualTo(PositionStatus.OPEN);
    assertThat(PositionBooking.afterFill(PositionStatus.NOT_OPENED, flat))
        .isEqualTo(PositionStatus.CLOSED);
    assertThat(PositionBooking.afterFill(PositionStatus.OPEN, flat)).isEqualTo(PositionStatus.OPEN);
    assertThatThrownBy(() -> PositionBooking.next(PositionStatus.OPEN, PositionStatus.CLOSED, held))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void valuesAShortTheOtherWayRound() {
    PositionSums held =
        new PositionSums(
            Direction.SHORT,
            TEN,
            Usdt.of("1000"),
            Quantity.of("4"),
            Usdt.of("360"),
            Usdt.of("40"),
            Usdt.ZERO);

    assertThat(held.cost()).isEqualTo(Usdt.of("600"));
    assertThat(held.unrealized(Price.of("95"))).isEqualTo(Usdt.of("30"));
    assertThat(held.signedNotional(Price.of("95"))).isEqualTo(Usdt.of("-570"));
    assertThat(held.margin(7)).isEqualTo(Usdt.of("85.71428572"));
    assertThat(held.entryPrice()).contains(Price.of("100"));
    assertThat(held.exitPrice()).contains(Price.of("90"));
  }

  @Test
  void refusesAPostingThatDoesNotSumToZero() {
    assertThatThrownBy(
            () ->
                new Posting(
                    "x",
                    Instant.EPOCH,
                    List.of(new Posting.Entry("a", EntryKind.DEPOSIT, Usdt.of("1")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sum to 0, was 1");
  }

  private static OrderStatus next(
      OrderStatus now, boolean claimed, OrderStatus reported, String executed, boolean provable) {
    return OrderBooking.next(
        now, claimed, TEN, new OrderBooking.News(reported, Quantity.of(executed), provable));
  }

  private static Usdt reserved(OrderStatus status, String before, String after) {
    return OrderBooking.stillReserved(
        Usdt.of("100"), status, TEN, Quantity.of(before), Quantity.of(after));
  }
}
