package dev.belay.ledger;

import dev.belay.domain.book.PositionBooking;
import dev.belay.domain.book.PositionSums;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.order.OrderType;
import dev.belay.domain.position.Direction;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.Instruction.UnderWay;
import dev.belay.domain.position.PositionStatus;
import dev.belay.domain.risk.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Positions and the orders that reduce them. */
public final class Positions {
  private final Database database;
  private final InstantSource wall;
  private final String installation;
  private final Duration sendWithin;

  /**
   * @param installation id from which client order ids derive
   * @param sendWithin wall time from the recording of an intent until it is never sent
   */
  public Positions(
      Database database, InstantSource wall, String installation, Duration sendWithin) {
    this.database = database;
    this.wall = wall;
    this.installation = installation;
    this.sendWithin = sendWithin;
  }

  /**
   * A position as stored, with its orders in the order they were recorded.
   *
   * @param stop in force, or to be placed first; one that is to be moved there is an instruction
   * @param exitReason what it was closed for, or is asked to close for
   * @param firstBookedAt wall time of the first booked fill
   */
  public record Stored(
      String id,
      String portfolio,
      String agent,
      String account,
      Symbol symbol,
      PositionStatus status,
      PositionSums sums,
      Price stop,
      @Nullable Price target,
      int leverage,
      String decisionId,
      Instant asOf,
      @Nullable ExitReason exitReason,
      @Nullable Instant firstBookedAt,
      @Nullable Instant stopConfirmedAt,
      List<UnderWay> instructions,
      List<Order> orders) {
    public Stored {
      instructions = List.copyOf(instructions);
      orders = List.copyOf(orders);
    }
  }

  /**
   * An order of a position.
   *
   * @param quantity null on one that closes whatever is held
   */
  public record Order(
      ClientOrderId id,
      Leg leg,
      int number,
      OrderStatus status,
      Quantity executed,
      @Nullable Quantity quantity,
      @Nullable Price trigger,
      @Nullable String reason,
      @Nullable Instant triggeredAt) {}

  /** An order that reduces a position. */
  public record Reduce(
      String positionId,
      Leg leg,
      int number,
      OrderType type,
      @Nullable Quantity quantity,
      @Nullable Price triggerPrice) {}

  /**
   * @throws IllegalArgumentException if there is no such position
   */
  public Stored load(String positionId) {
    return database.read(sql -> load(sql, positionId));
  }

  /** Stores the intent of an order that reduces; the first of its leg and number stays. */
  public ClientOrderId recordIntent(Reduce reduce) {
    return database.write("intent", sql -> recordIntent(sql, reduce));
  }

  /** Ids of the account's positions that are not closed, oldest first. */
  public List<String> open(String account) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT id FROM belay.positions
                  WHERE account = ? AND status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq\
                """,
                r -> r.text("id"),
                account));
  }

  /**
   * Stores what the position has come to; states only go forward.
   *
   * @throws IllegalStateException if it is reported over while booked fills say it is held
   */
  public void record(
      String positionId,
      PositionStatus reported,
      @Nullable ExitReason exitReason,
      boolean stopConfirmed) {
    Instant now = wall.instant();
    database.write(
        "position",
        sql -> {
          lockAccount(sql, positionId);
          Stored before = load(sql, positionId);
          return record(sql, before, reported, exitReason, stopConfirmed, now);
        });
  }

  /** Within the caller's transaction, which holds the account's lock: it is to be closed. */
  static void closing(Sql sql, Stored before, ExitReason reason, Instant now) {
    boolean unused = record(sql, before, PositionStatus.CLOSING, reason, false, now);
  }

  private static boolean record(
      Sql sql,
      Stored before,
      PositionStatus reported,
      @Nullable ExitReason exitReason,
      boolean stopConfirmed,
      Instant now) {
    String positionId = before.id();
    PositionStatus status = PositionBooking.next(before.status(), reported, before.sums());
    ExitReason reason =
        PositionBooking.reason(before.status(), before.exitReason(), status, exitReason);
    boolean confirms = stopConfirmed && before.stopConfirmedAt() == null;
    if (status == before.status() && reason == before.exitReason() && !confirms) {
      return false;
    }
    if (status != before.status() && status.compareTo(PositionStatus.CLOSING) >= 0) {
      Instructions.overtake(sql, before, status, now);
    }
    sql.update(
        """
        UPDATE belay.positions SET status = ?, exit_reason = ?,
               stop_confirmed_at = coalesce(stop_confirmed_at, ?),
               terminal_at = coalesce(terminal_at, ?)
          WHERE id = ?\
        """,
        status,
        reason,
        confirms ? now : null,
        status.isTerminal() ? now : null,
        positionId);
    Journal.append(
        sql,
        before.account(),
        "position",
        Map.of(
            "position", positionId,
            "was", before.status(),
            "status", status,
            "exit_reason", reason == null ? "" : reason.name(),
            "stop_confirmed", confirms),
        now);
    return true;
  }

  private ClientOrderId recordIntent(Sql sql, Reduce reduce) {
    if (!reduce.leg().reduces()) {
      throw new IllegalArgumentException("Expected an order that reduces, was " + reduce.leg());
    }
    lockAccount(sql, reduce.positionId());
    Optional<ClientOrderId> stored = stored(sql, reduce);
    if (stored.isPresent()) {
      return stored.get();
    }
    Instant now = wall.instant().truncatedTo(ChronoUnit.MILLIS);
    Stored position = load(sql, reduce.positionId());
    OrderIntent intent =
        new OrderIntent(
            ClientOrderId.derive(
                installation, position.account(), position.id(), reduce.leg(), reduce.number()),
            position.account(),
            position.id(),
            position.id(),
            reduce.leg(),
            reduce.number(),
            position.symbol(),
            position.sums().direction().exitSide(),
            reduce.type(),
            reduce.quantity(),
            null,
            reduce.triggerPrice(),
            0,
            position.asOf(),
            now.plus(sendWithin));
    OrderRows.insert(sql, position.portfolio(), intent, null, now);
    Journal.append(sql, position.account(), "intent", Map.of("intent", intent), now);
    return intent.id();
  }

  private static Optional<ClientOrderId> stored(Sql sql, Reduce reduce) {
    return sql.first(
        "SELECT id FROM belay.orders WHERE position_id = ? AND leg = ? AND number = ?",
        r -> ClientOrderId.of(r.text("id")),
        reduce.positionId(),
        reduce.leg(),
        reduce.number());
  }

  /** A position to be stored with its entry. */
  record New(
      Rounds.Ref round,
      String decisionId,
      Symbol symbol,
      Direction direction,
      int leverage,
      Verdict.Admitted admitted,
      Instant admittedAt) {}

  /** Stores a position and returns its id: the next number of its account and symbol. */
  static String insert(Sql sql, New position, Instant wallNow) {
    String account = position.round().account();
    return sql.one(
        """
        INSERT INTO belay.positions (id, portfolio, agent, account, symbol, n, direction, status,
            decision_id, as_of, admitted_at, initial_stop, stop, target, leverage, recorded_at)
          SELECT ? || '/' || n, ?, ?, ?, ?, n, ?, 'OPENING', ?, ?, ?, ?, ?, ?, ?, ?
            FROM (SELECT coalesce(max(n), 0) + 1 AS n FROM belay.positions
                    WHERE account = ? AND symbol = ?) next
          RETURNING id\
        """,
        r -> r.text("id"),
        account + "/" + position.symbol(),
        position.round().portfolio(),
        position.round().agent(),
        account,
        position.symbol(),
        position.direction(),
        position.decisionId(),
        position.round().asOf(),
        position.admittedAt(),
        position.admitted().stop(),
        position.admitted().stop(),
        position.admitted().target(),
        position.leverage(),
        wallNow,
        account,
        position.symbol());
  }

  static void lockAccount(Sql sql, String positionId) {
    Optional<String> account =
        sql.first(
            """
            SELECT id FROM belay.accounts
              WHERE id = (SELECT account FROM belay.positions WHERE id = ?) FOR UPDATE\
            """,
            r -> r.text("id"),
            positionId);
    if (account.isEmpty()) {
      throw unknown(positionId);
    }
  }

  private static IllegalArgumentException unknown(String positionId) {
    return new IllegalArgumentException("Expected a position in the ledger, was " + positionId);
  }

  static Stored load(Sql sql, String positionId) {
    List<Order> orders =
        sql.list(
            """
            SELECT id, leg, number, status, executed, quantity, trigger_price, reason,
                   triggered_at
              FROM belay.orders
              WHERE position_id = ? ORDER BY seq\
            """,
            r ->
                new Order(
                    ClientOrderId.of(r.text("id")),
                    r.constant("leg", Leg.class),
                    r.integer("number"),
                    r.constant("status", OrderStatus.class),
                    r.quantity("executed"),
                    r.quantityOrNull("quantity"),
                    r.priceOrNull("trigger_price"),
                    r.textOrNull("reason"),
                    r.instantOrNull("triggered_at")),
            positionId);
    List<UnderWay> instructions = Instructions.underWay(sql, positionId);
    return sql.first(
            "SELECT * FROM belay.positions WHERE id = ?",
            r -> read(r, instructions, orders),
            positionId)
        .orElseThrow(() -> unknown(positionId));
  }

  private static Stored read(Row r, List<UnderWay> instructions, List<Order> orders) {
    return new Stored(
        r.text("id"),
        r.text("portfolio"),
        r.text("agent"),
        r.text("account"),
        r.symbol("symbol"),
        r.constant("status", PositionStatus.class),
        PositionRows.sums(r),
        r.price("stop"),
        r.priceOrNull("target"),
        r.integer("leverage"),
        r.text("decision_id"),
        r.instant("as_of"),
        r.constantOrNull("exit_reason", ExitReason.class),
        r.instantOrNull("first_booked_at"),
        r.instantOrNull("stop_confirmed_at"),
        instructions,
        orders);
  }
}
