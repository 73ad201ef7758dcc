package dev.belay.ledger.read;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderIntent;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.portfolio.Decision;
import dev.belay.ledger.Database;
import dev.belay.ledger.FillRows;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.OrderRows;
import dev.belay.ledger.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the ledger has of an account, to be held against the venue's own record. */
public final class LedgerAudit {
  private final Database database;

  public LedgerAudit(Database database) {
    this.database = database;
  }

  /**
   * @param cause what the client order id derives from
   * @param claimed somebody was allowed to send it
   */
  public record Order(
      ClientOrderId id,
      String cause,
      Leg leg,
      int number,
      OrderStatus status,
      boolean claimed,
      Quantity executed,
      @Nullable String venueOrderId) {}

  /**
   * @param venueOrderId the venue's number of the order that traded
   */
  public record Fill(
      Symbol symbol,
      long tradeId,
      String venueOrderId,
      Price price,
      Quantity quantity,
      Usdt fee,
      Usdt realizedPnl) {}

  /**
   * @param at market time of the stamp
   */
  public record Funding(Symbol symbol, Instant at, Usdt amount) {}

  /**
   * @param amount to the account, or from it when negative
   * @param status PENDING, DONE or REFUSED
   */
  public record Transfer(String id, Usdt amount, String status) {}

  /**
   * @param signed what is held; negative when short
   * @param stopConfirmed the venue was known to hold its stop
   */
  public record Holding(String positionId, Symbol symbol, Usdt signed, boolean stopConfirmed) {}

  /**
   * An element of a decision that opened a position.
   *
   * @param firstBookedAt wall time at which its first fill was booked; null before
   */
  public record Opened(String decisionId, String positionId, @Nullable Instant firstBookedAt) {}

  /** One account of the ledger. */
  public record Account(
      Usdt cash,
      List<Order> orders,
      List<Fill> fills,
      List<Funding> funding,
      List<Transfer> transfers,
      List<Holding> holdings,
      List<Opened> opened) {
    public Account {
      orders = List.copyOf(orders);
      fills = List.copyOf(fills);
      funding = List.copyOf(funding);
      transfers = List.copyOf(transfers);
      holdings = List.copyOf(holdings);
      opened = List.copyOf(opened);
    }
  }

  /**
   * What an order was to be, and why.
   *
   * @param claimed somebody was allowed to send it
   * @param roundId the round whose decision an entry carries out; null of all else, and where there
   *     is none
   * @param decided what that decision says; null where there is none
   */
  public record Intended(
      OrderIntent intent,
      OrderStatus status,
      boolean claimed,
      @Nullable String roundId,
      @Nullable Decision decided) {}

  /** How many rounds there were, and what they decided. */
  public record Rounds(long rounds, long decisions) {}

  /** Of all portfolios. */
  public Rounds rounds() {
    return database.read(
        sql ->
            sql.one(
                """
                SELECT (SELECT count(*) FROM belay.rounds) AS rounds,
                       (SELECT count(*) FROM belay.decision_elements) AS decisions""",
                r -> new Rounds(r.number("rounds"), r.number("decisions"))));
  }

  /** Every order of the account, with the decision behind it, oldest first. */
  public List<Intended> intents(String account) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT o.*, e.round_id, e.decision FROM belay.orders o
                  LEFT JOIN belay.decision_elements e ON o.leg = 'ENTRY' AND e.id = o.cause
                  WHERE o.account = ? ORDER BY o.seq""",
                LedgerAudit::intended,
                account));
  }

  private static Intended intended(Row r) {
    String decision = r.textOrNull("decision");
    return new Intended(
        OrderRows.intent(r),
        r.constant("status", OrderStatus.class),
        r.instantOrNull("sent_at") != null,
        r.textOrNull("round_id"),
        decision == null ? null : LedgerJson.read(decision, Decision.class));
  }

  /** Every fill of the account as it was booked, by number. */
  public List<dev.belay.domain.order.Fill> booked(String account) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.fills WHERE account = ? ORDER BY trade_id",
                FillRows::fill,
                account));
  }

  /** Accounts at the venue, in order. */
  public List<String> accounts() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.accounts WHERE kind = 'agent' ORDER BY id",
                r -> r.text("id")));
  }

  public Account of(String account) {
    return database.read(
        sql ->
            new Account(
                sql.one(
                    "SELECT coalesce(sum(amount), 0) AS cash FROM belay.entries WHERE account = ?",
                    r -> r.usdt("cash"),
                    account),
                sql.list(
                    "SELECT * FROM belay.orders WHERE account = ? ORDER BY seq",
                    r ->
                        new Order(
                            ClientOrderId.of(r.text("id")),
                            r.text("cause"),
                            Leg.valueOf(r.text("leg")),
                            r.integer("number"),
                            OrderStatus.valueOf(r.text("status")),
                            r.instantOrNull("sent_at") != null,
                            Quantity.of(r.decimal("executed")),
                            r.textOrNull("venue_order_id")),
                    account),
                sql.list(
                    "SELECT * FROM belay.fills WHERE account = ? ORDER BY trade_id",
                    r ->
                        new Fill(
                            Symbol.of(r.text("symbol")),
                            r.number("trade_id"),
                            r.text("venue_order_id"),
                            Price.of(r.decimal("price")),
                            Quantity.of(r.decimal("quantity")),
                            r.usdt("fee"),
                            r.usdt("realized_pnl")),
                    account),
                sql.list(
                    "SELECT * FROM belay.incomes WHERE account = ? AND kind = 'FUNDING' ORDER BY at, symbol",
                    r ->
                        new Funding(Symbol.of(r.text("symbol")), r.instant("at"), r.usdt("amount")),
                    account),
                sql.list(
                    "SELECT * FROM belay.transfers WHERE account = ? ORDER BY seq",
                    r -> new Transfer(r.text("id"), r.usdt("amount"), r.text("status")),
                    account),
                sql.list(
                    """
                    SELECT *, (quantity_in - quantity_out)
                        * CASE direction WHEN 'LONG' THEN 1 ELSE -1 END AS signed
                      FROM belay.positions
                      WHERE account = ? AND quantity_in <> quantity_out ORDER BY symbol""",
                    r ->
                        new Holding(
                            r.text("id"),
                            Symbol.of(r.text("symbol")),
                            r.usdt("signed"),
                            r.instantOrNull("stop_confirmed_at") != null),
                    account),
                sql.list(
                    "SELECT decision_id, id, first_booked_at FROM belay.positions WHERE account = ? ORDER BY seq",
                    r ->
                        new Opened(
                            r.text("decision_id"),
                            r.text("id"),
                            r.instantOrNull("first_booked_at")),
                    account)));
  }
}
