package dev.belay.ledger;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.Direction;
import dev.belay.domain.risk.Exposure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A portfolio's positions that are not closed, valued at quotes; one whose symbol has no quote is
 * valued at its cost.
 */
public final class Marked {

  private record Held(
      String account,
      Symbol symbol,
      PositionSums sums,
      int leverage,
      Usdt reservedCash,
      Usdt reservedNotional,
      @Nullable Price mark) {

    Usdt unrealized() {
      return mark == null ? Usdt.ZERO : sums.unrealized(mark);
    }

    Exposure exposure() {
      boolean isLong = sums.direction() == Direction.LONG;
      Usdt held = mark == null ? sums.cost() : mark.times(sums.held());
      Usdt size = held.plus(reservedNotional);
      return new Exposure(symbol, isLong ? size : size.negate());
    }
  }

  private final List<Held> positions;

  private Marked(List<Held> positions) {
    this.positions = positions;
  }

  public static Marked of(Sql sql, String portfolio, List<Quote> quotes) {
    Map<Symbol, Price> marks =
        quotes.stream().collect(Collectors.toMap(Quote::symbol, Quote::mark));
    return new Marked(
        sql.list(
            """
            SELECT p.*, coalesce(o.reserved_cash, 0) AS reserved_cash,
                   coalesce(o.reserved_notional, 0) AS reserved_notional
              FROM belay.positions p
              LEFT JOIN belay.orders o
                ON o.position_id = p.id AND o.leg = 'ENTRY' AND o.terminal_at IS NULL
              WHERE p.portfolio = ? AND p.status NOT IN ('CLOSED', 'NOT_OPENED')""",
            r ->
                new Held(
                    r.text("account"),
                    r.symbol("symbol"),
                    PositionRows.sums(r),
                    r.integer("leverage"),
                    r.usdt("reserved_cash"),
                    r.usdt("reserved_notional"),
                    marks.get(r.symbol("symbol"))),
            portfolio));
  }

  public Usdt unrealized(String account) {
    return sum(of(account).map(Held::unrealized));
  }

  Usdt unrealized() {
    return sum(positions.stream().map(Held::unrealized));
  }

  /** Cash bound as margin or reserved. */
  public Usdt bound(String account) {
    return sum(of(account).map(p -> p.sums().margin(p.leverage()).plus(p.reservedCash())));
  }

  public int openCount(String account) {
    return (int) of(account).count();
  }

  List<Symbol> openIn(String account) {
    return of(account).map(Held::symbol).toList();
  }

  /** Of all positions together, long or short. */
  Usdt notional() {
    return sum(exposures().stream().map(exposure -> exposure.notional().abs()));
  }

  List<Exposure> exposures() {
    return positions.stream().map(Held::exposure).toList();
  }

  /** Symbols that are held and have no quote. */
  List<Symbol> unquoted() {
    return positions.stream()
        .filter(p -> p.mark() == null && !p.sums().held().isZero())
        .map(Held::symbol)
        .distinct()
        .toList();
  }

  private Stream<Held> of(String account) {
    return positions.stream().filter(p -> Objects.equals(p.account(), account));
  }

  private static Usdt sum(Stream<Usdt> amounts) {
    return amounts.reduce(Usdt.ZERO, Usdt::plus);
  }
}
