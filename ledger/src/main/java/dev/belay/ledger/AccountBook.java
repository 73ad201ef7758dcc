package dev.belay.ledger;

import dev.belay.domain.book.EntryKind;
import dev.belay.domain.book.Posting;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Fill;
import dev.belay.domain.order.Leg;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.PositionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is booked of an account, and what the venue itself does to it. */
public final class AccountBook {
  /** How long after the end of an order a venue may come to show a trade of it. */
  private static final Duration WATCHED_AFTER_END = Duration.ofSeconds(10);

  private final Database database;
  private final InstantSource wall;

  public AccountBook(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * An order whose trades may come.
   *
   * @param resting a stop or target, which trades only when a price is touched
   * @param over it is terminal: a trade of it that is not booked came late
   */
  public record WatchedOrder(
      ClientOrderId id,
      Symbol symbol,
      @Nullable String venueOrderId,
      boolean resting,
      boolean over) {}

  /**
   * Money the venue paid, or took when negative.
   *
   * @param kind FUNDING or LIQUIDATION
   * @param source the venue's identity of the payment, unique with the kind within the account
   * @param at market time
   */
  public record Income(EntryKind kind, Symbol symbol, Usdt amount, String source, Instant at) {}

  /** The agents' accounts of all portfolios, in order. */
  public List<String> accounts() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.accounts WHERE kind = 'agent' ORDER BY id",
                r -> r.text("id")));
  }

  /** Claimed orders that are not terminal, or have been for at most ten seconds; oldest first. */
  public List<WatchedOrder> watchedOrders(String account) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT id, leg, symbol, venue_order_id, terminal_at FROM belay.orders
                  WHERE account = ? AND sent_at IS NOT NULL
                    AND (terminal_at IS NULL OR terminal_at > ?) ORDER BY seq""",
                r ->
                    new WatchedOrder(
                        ClientOrderId.of(r.text("id")),
                        r.symbol("symbol"),
                        r.textOrNull("venue_order_id"),
                        r.constant("leg", Leg.class).isProtective(),
                        r.instantOrNull("terminal_at") != null),
                account,
                wall.instant().minus(WATCHED_AFTER_END)));
  }

  /** The highest booked trade id of the account in the symbol. */
  public Optional<Long> lastTradeId(String account, Symbol symbol) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT trade_id FROM belay.fills WHERE account = ? AND symbol = ?
                  ORDER BY trade_id DESC LIMIT 1\
                """,
                r -> r.number("trade_id"),
                account,
                symbol));
  }

  /** Market time of the latest booked income of the kind. */
  public Optional<Instant> lastIncomeAt(String account, EntryKind kind) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT at FROM belay.incomes WHERE account = ? AND kind = ?
                  ORDER BY at DESC LIMIT 1\
                """,
                r -> r.instant("at"),
                account,
                kind));
  }

  /** Whether an order is known, or a trade booked, under the venue's order number. */
  public boolean knows(String account, Symbol symbol, String venueOrderId) {
    return database.read(
        sql ->
            sql.one(
                """
                SELECT EXISTS (SELECT FROM belay.fills
                                 WHERE account = ? AND venue_order_id = ? AND symbol = ?)
                    OR EXISTS (SELECT FROM belay.orders
                                 WHERE account = ? AND venue_order_id = ? AND symbol = ?) AS known\
                """,
                r -> r.flag("known"),
                account,
                venueOrderId,
                symbol,
                account,
                venueOrderId,
                symbol));
  }

  /**
   * Books an income once.
   *
   * @return whether it was new
   */
  public boolean bookIncome(String account, Income income) {
    Instant now = wall.instant();
    return database.write(
        "income",
        sql -> {
          String portfolio = Accounts.lock(sql, account);
          String source = income.kind() + ":" + income.source();
          String positionId = positionAt(sql, account, income.symbol(), income.at()).orElse(null);
          if (!insert(sql, account, income, source, positionId, now)) {
            return false;
          }
          Cash.post(
              sql,
              Posting.income(
                  account,
                  Accounts.external(portfolio),
                  income.kind(),
                  source,
                  income.at(),
                  income.amount()),
              positionId,
              now);
          if (positionId != null) {
            String column = income.kind() == EntryKind.FUNDING ? "funding" : "realized_pnl";
            sql.update(
                "UPDATE belay.positions SET %s = %s + ? WHERE id = ?".formatted(column, column),
                income.amount(),
                positionId);
          }
          Journal.append(sql, account, "income", Map.of("income", income), now);
          return true;
        });
  }

  /**
   * Books a trade the venue made of its own accord to the account's position in the symbol; one
   * that it closes is closed as liquidated.
   *
   * @return the position; empty when the account never had one there
   */
  public Optional<String> bookForeignFill(String account, Fill fill) {
    Instant now = wall.instant();
    return database.write(
        "foreign-fill",
        sql -> {
          String portfolio = Accounts.lock(sql, account);
          Optional<String> position = latestPosition(sql, account, fill.symbol());
          boolean fresh =
              Booking.book(sql, portfolio, account, fill, null, position.orElse(null), now);
          if (fresh) {
            position.ifPresent(id -> liquidateIfFlat(sql, account, id, now));
          }
          return position;
        });
  }

  private static void liquidateIfFlat(Sql sql, String account, String positionId, Instant now) {
    int closed =
        sql.update(
            """
            UPDATE belay.positions SET status = 'CLOSED', exit_reason = ?, terminal_at = ?
              WHERE id = ? AND status NOT IN ('CLOSED', 'NOT_OPENED')
                AND quantity_in > 0 AND quantity_in <= quantity_out\
            """,
            ExitReason.LIQUIDATION,
            now,
            positionId);
    if (closed == 1) {
      Instructions.overtake(sql, Positions.load(sql, positionId), PositionStatus.CLOSED, now);
      Journal.append(
          sql,
          account,
          "position",
          Map.of("position", positionId, "status", "CLOSED", "exit_reason", "LIQUIDATION"),
          now);
    }
  }

  private static boolean insert(
      Sql sql,
      String account,
      Income income,
      String source,
      @Nullable String positionId,
      Instant now) {
    return sql.update(
            """
            INSERT INTO belay.incomes
                (account, source, kind, symbol, amount, position_id, at, booked_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, source) DO NOTHING\
            """,
            account,
            source,
            income.kind(),
            income.symbol(),
            income.amount(),
            positionId,
            income.at(),
            now)
        == 1;
  }

  /** The position that was held at the market time, or the last one before. */
  private static Optional<String> positionAt(Sql sql, String account, Symbol symbol, Instant at) {
    return sql.first(
        """
        SELECT id FROM belay.positions
          WHERE account = ? AND symbol = ? AND opened_at <= ? ORDER BY n DESC LIMIT 1\
        """,
        r -> r.text("id"),
        account,
        symbol,
        at);
  }

  private static Optional<String> latestPosition(Sql sql, String account, Symbol symbol) {
    return sql.first(
        """
        SELECT id FROM belay.positions WHERE account = ? AND symbol = ?
          ORDER BY (status NOT IN ('CLOSED', 'NOT_OPENED')) DESC, n DESC LIMIT 1\
        """,
        r -> r.text("id"),
        account,
        symbol);
  }
}
