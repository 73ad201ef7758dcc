package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whose of several agents something is on an exchange account that they share. */
public final class AccountShares {
  private final Database database;

  public AccountShares(Database database) {
    this.database = database;
  }

  /** The account whose position in the symbol is not over. */
  public Optional<String> holder(Symbol symbol) {
    return database.read(sql -> holder(sql, symbol));
  }

  static Optional<String> holder(Sql sql, Symbol symbol) {
    return sql.first(
        """
        SELECT account FROM belay.positions
          WHERE symbol = ? AND status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq LIMIT 1""",
        r -> r.text("account"),
        symbol);
  }

  /** The account that held the symbol at the time, or was the last to hold it before. */
  public Optional<String> holderAt(Symbol symbol, Instant at) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT account FROM belay.positions
                  WHERE symbol = ? AND opened_at <= ? ORDER BY opened_at DESC LIMIT 1""",
                r -> r.text("account"),
                symbol,
                at));
  }

  /** The account of the order with that client id. */
  public Optional<String> ownerOf(String clientId) {
    return database.read(
        sql ->
            sql.first(
                "SELECT account FROM belay.orders WHERE id = ?", r -> r.text("account"), clientId));
  }

  /** The account of an order, or of a booked trade, of the symbol with the venue's number. */
  public Optional<String> ownerOf(Symbol symbol, String venueOrderId) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT account FROM belay.orders WHERE symbol = ? AND venue_order_id = ?
                UNION ALL
                SELECT account FROM belay.fills WHERE symbol = ? AND venue_order_id = ?
                LIMIT 1""",
                r -> r.text("account"),
                symbol,
                venueOrderId,
                symbol,
                venueOrderId));
  }

  /** The agents' accounts, in order. */
  public List<String> accounts() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.accounts WHERE kind = 'agent' ORDER BY id",
                r -> r.text("id")));
  }

  /** What the agent's account holds by the ledger. */
  public Usdt cash(String account) {
    return database.read(
        sql ->
            sql.one(
                "SELECT coalesce(sum(amount), 0) AS cash FROM belay.balances WHERE account = ?",
                r -> r.usdt("cash"),
                account));
  }

  /**
   * What the shared account is to hold: all of the fund, and what was there besides, with what was
   * put in or taken out since. More than that nobody may take: the fund's part stays expected.
   */
  public Usdt expected() {
    return database.read(
        sql ->
            sql.one(
                """
                SELECT coalesce((SELECT sum(b.amount) FROM belay.balances b
                                   JOIN belay.accounts a ON a.id = b.account
                                   WHERE a.kind <> 'external'), 0)
                     + greatest(0,
                         coalesce((SELECT unallotted FROM belay.venue_binding), 0)
                         + coalesce((SELECT sum(amount) FROM belay.exchange_deposits), 0)) AS expected""",
                r -> r.usdt("expected")));
  }
}
