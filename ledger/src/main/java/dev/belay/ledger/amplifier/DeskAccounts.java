package dev.belay.ledger.amplifier;

import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Quantity;
import dev.belay.domain.money.Usdt;
import dev.belay.ledger.Balances;
import dev.belay.ledger.Database;
import dev.belay.ledger.Marked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a desk's account has, at current prices. */
public final class DeskAccounts {
  private final Database database;

  public DeskAccounts(Database database) {
    this.database = database;
  }

  /**
   * @param equity cash and positions at current prices
   * @param cash that is not bound
   * @param holdings positions that are not closed, entries under way included
   * @param closed since the time that was asked for: when a symbol's last position was closed,
   *     market time
   */
  public record Book(Usdt equity, Usdt cash, List<Holding> holdings, Map<Symbol, Instant> closed) {
    public Book {
      holdings = List.copyOf(holdings);
      closed = Map.copyOf(closed);
    }
  }

  /**
   * @param notional at the current price; of an entry under way what is reserved for it
   * @param since market time of its first fill, or of its decision
   */
  public record Holding(String position, Symbol symbol, Usdt notional, Instant since) {}

  /**
   * The account now.
   *
   * @param since market time before which nobody cares what was closed
   */
  public Book book(String desk, List<Quote> quotes, Instant since) {
    String account = DeskSpec.account(desk);
    Map<Symbol, Price> marks =
        quotes.stream().collect(Collectors.toMap(Quote::symbol, Quote::mark));
    return database.read(
        sql -> {
          Marked marked = Marked.of(sql, desk, quotes);
          Usdt cash = Balances.ofPortfolio(sql, desk).getOrDefault(account, Balances.NONE).cash();
          List<Holding> holdings =
              sql.list(
                  """
                  SELECT p.id, p.symbol, p.quantity_in - p.quantity_out AS held,
                         p.notional_in - p.notional_out AS cost,
                         coalesce(o.reserved_notional, 0) AS reserved,
                         coalesce(p.opened_at, p.as_of) AS since
                    FROM belay.positions p
                    LEFT JOIN belay.orders o
                      ON o.position_id = p.id AND o.leg = 'ENTRY' AND o.terminal_at IS NULL
                    WHERE p.account = ? AND p.status NOT IN ('CLOSED', 'NOT_OPENED')
                    ORDER BY p.seq""",
                  r -> {
                    Price mark = marks.get(r.symbol("symbol"));
                    Usdt held =
                        mark == null ? r.usdt("cost") : mark.times(Quantity.of(r.decimal("held")));
                    return new Holding(
                        r.text("id"),
                        r.symbol("symbol"),
                        held.plus(r.usdt("reserved")),
                        r.instant("since"));
                  },
                  account);
          Map<Symbol, Instant> closed = new TreeMap<>();
          sql.list(
              """
              SELECT symbol, max(closed_at) AS closed FROM belay.positions
                WHERE account = ? AND closed_at >= ? GROUP BY symbol""",
              r -> closed.put(r.symbol("symbol"), r.instant("closed")),
              account,
              since);
          return new Book(
              cash.plus(marked.unrealized(account)),
              cash.minus(marked.bound(account)),
              holdings,
              closed);
        });
  }
}
