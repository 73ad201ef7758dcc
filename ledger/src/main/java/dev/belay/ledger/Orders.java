package dev.belay.ledger;

import dev.belay.domain.book.OrderBooking;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.VenueProfile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders from their recorded intent to their end. */
public final class Orders {
  private final Database database;
  private final InstantSource wall;
  private final VenueProfile profile;

  public Orders(Database database, InstantSource wall, VenueProfile profile) {
    this.database = database;
    this.wall = wall;
    this.profile = profile;
  }

  /**
   * An order as stored.
   *
   * @param claimed somebody may have sent it
   */
  public record Stored(
      String portfolio,
      OrderIntent intent,
      OrderStatus status,
      boolean claimed,
      @Nullable String venueOrderId,
      Quantity executed,
      Usdt executedNotional,
      Usdt reservedCash,
      Usdt reservedNotional,
      @Nullable String reason) {}

  /**
   * What became known of an order.
   *
   * @param reason begins with a code where there is one
   */
  public record News(
      ClientOrderId id,
      OrderStatus status,
      @Nullable String venueOrderId,
      List<Fill> fills,
      @Nullable String reason) {
    public News {
      fills = List.copyOf(fills);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such order
   */
  public Stored load(ClientOrderId id) {
    return database.read(sql -> load(sql, id));
  }

  /**
   * Books fills not booked before, moves the status and keeps or releases the reservation. What is
   * known already changes nothing; a terminal status is final, though late fills are still booked.
   */
  public Stored record(News news) {
    Instant now = wall.instant();
    return database.write(
        "order",
        sql -> {
          lockAccount(sql, news.id());
          Stored before = load(sql, news.id());
          Booked booked = book(sql, before, news.fills(), now);
          OrderStatus status =
              OrderBooking.next(
                  before.status(),
                  before.claimed(),
                  before.intent().quantity(),
                  new OrderBooking.News(
                      news.status(),
                      booked.executed(),
                      now.isAfter(profile.absenceProvenAfter(before.intent().sendBy()))));
          return store(sql, before, booked, status, news, now);
        });
  }

  private record Booked(Quantity executed, Usdt notional) {}

  private static Booked book(Sql sql, Stored order, List<Fill> fills, Instant now) {
    Quantity executed = order.executed();
    Usdt notional = order.executedNotional();
    OrderIntent intent = order.intent();
    for (Fill fill : fills) {
      if (Booking.book(
          sql,
          order.portfolio(),
          intent.account(),
          fill,
          intent.id().value(),
          intent.positionId(),
          now)) {
        executed = executed.plus(fill.quantity());
        notional = notional.plus(fill.price().times(fill.quantity()));
      }
    }
    return new Booked(executed, notional);
  }

  private static Stored store(
      Sql sql, Stored before, Booked booked, OrderStatus status, News news, Instant now) {
    boolean moved = status != before.status();
    String venueOrderId =
        before.venueOrderId() == null ? news.venueOrderId() : before.venueOrderId();
    if (!moved
        && booked.executed().equals(before.executed())
        && Objects.equals(venueOrderId, before.venueOrderId())) {
      return before;
    }
    Stored after =
        new Stored(
            before.portfolio(),
            before.intent(),
            status,
            before.claimed(),
            venueOrderId,
            booked.executed(),
            booked.notional(),
            reserved(before.reservedCash(), before, status, booked.executed()),
            reserved(before.reservedNotional(), before, status, booked.executed()),
            moved && news.reason() != null ? news.reason() : before.reason());
    sql.update(
        """
        UPDATE belay.orders SET status = ?, venue_order_id = ?, executed = ?,
               executed_notional = ?, reserved_cash = ?, reserved_notional = ?, reason = ?,
               terminal_at = coalesce(terminal_at, ?), triggered_at = coalesce(triggered_at, ?)
          WHERE id = ?""",
        after.status(),
        after.venueOrderId(),
        after.executed(),
        after.executedNotional(),
        after.reservedCash(),
        after.reservedNotional(),
        after.reason(),
        status.isTerminal() ? now : null,
        status == OrderStatus.TRIGGERED ? now : null,
        before.intent().id());
    if (moved) {
      Journal.append(
          sql,
          before.intent().account(),
          "order",
          Map.of(
              "order",
              before.intent().id(),
              "status",
              status,
              "reason",
              after.reason() == null ? "" : after.reason()),
          now);
    }
    return after;
  }

  private static Usdt reserved(
      Usdt reserved, Stored before, OrderStatus status, Quantity executed) {
    Quantity quantity = before.intent().quantity();
    return quantity == null || reserved.isZero()
        ? Usdt.ZERO
        : OrderBooking.stillReserved(reserved, status, quantity, before.executed(), executed);
  }

  /** Locks the order's account until the transaction ends. */
  static void lockAccount(Sql sql, ClientOrderId id) {
    Optional<String> account =
        sql.first(
            """
            SELECT id FROM belay.accounts
              WHERE id = (SELECT account FROM belay.orders WHERE id = ?) FOR UPDATE""",
            r -> r.text("id"),
            id);
    if (account.isEmpty()) {
      throw unknown(id);
    }
  }

  static Stored load(Sql sql, ClientOrderId id) {
    return sql.first("SELECT * FROM belay.orders WHERE id = ?", Orders::read, id)
        .orElseThrow(() -> unknown(id));
  }

  private static IllegalArgumentException unknown(ClientOrderId id) {
    return new IllegalArgumentException("Expected an order in the ledger, was " + id);
  }

  private static Stored read(Row r) {
    return new Stored(
        r.text("portfolio"),
        OrderRows.intent(r),
        r.constant("status", OrderStatus.class),
        r.instantOrNull("sent_at") != null,
        r.textOrNull("venue_order_id"),
        r.quantity("executed"),
        r.usdt("executed_notional"),
        r.usdt("reserved_cash"),
        r.usdt("reserved_notional"),
        r.textOrNull("reason"));
  }
}
