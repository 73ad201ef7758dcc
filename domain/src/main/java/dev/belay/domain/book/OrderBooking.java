package dev.belay.domain.book;

import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.OrderStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How an order's recorded state moves on news. */
public final class OrderBooking {
  private static final int CASH_SCALE = 8;

  private OrderBooking() {}

  /**
   * News of an order.
   *
   * @param reported what the workflow concluded
   * @param executed by all booked fills, these included
   * @param absenceProvable it is late enough for a not-found answer to prove anything
   */
  public record News(OrderStatus reported, Quantity executed, boolean absenceProvable) {}

  /**
   * The status after the news. A terminal one is final; once claimed, an order is not placed only
   * when its absence can be proven.
   *
   * @param quantity null on orders that close whatever is held
   */
  public static OrderStatus next(
      OrderStatus now, boolean claimed, @Nullable Quantity quantity, News news) {
    if (now.isTerminal()) {
      return now;
    }
    if (quantity != null && news.executed().compareTo(quantity) >= 0) {
      return OrderStatus.FILLED;
    }
    return switch (news.reported()) {
      case RECORDED -> now;
      case SENT -> now == OrderStatus.RECORDED && claimed ? OrderStatus.SENT : now;
      // What has triggered never rests again, whatever arrives late.
      case WORKING -> now == OrderStatus.TRIGGERED ? now : OrderStatus.WORKING;
      case TRIGGERED, FILLED, CANCELED, EXPIRED -> news.reported();
      case REJECTED -> neverTraded(now, news) ? OrderStatus.REJECTED : now;
      case NOT_PLACED ->
          neverTraded(now, news) && (!claimed || news.absenceProvable())
              ? OrderStatus.NOT_PLACED
              : now;
    };
  }

  private static boolean neverTraded(OrderStatus now, News news) {
    return now != OrderStatus.WORKING && now != OrderStatus.TRIGGERED && news.executed().isZero();
  }

  /** What stays reserved when an order of the quantity has executed so much; rounded up. */
  public static Usdt stillReserved(
      Usdt reserved,
      OrderStatus status,
      Quantity quantity,
      Quantity executedBefore,
      Quantity executed) {
    if (status.isTerminal() || executed.compareTo(quantity) >= 0) {
      return Usdt.ZERO;
    }
    BigDecimal before = quantity.minus(executedBefore).value();
    BigDecimal after = quantity.minus(executed).value();
    return Usdt.of(
        reserved.value().multiply(after).divide(before, CASH_SCALE, RoundingMode.CEILING));
  }
}
