package dev.belay.ledger.read;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.position.ExitReason;
import dev.belay.domain.position.GuardState;
import dev.belay.domain.position.PositionStatus;
import dev.belay.ledger.PositionRows;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Positions and closed trades. */
final class PositionQueries {
  /** What of its protective orders is at the venue. */
  private static final String GUARD =
      """
      CASE WHEN p.quantity_in <= p.quantity_out THEN 'NONE' ELSE
        (SELECT CASE WHEN bool_or(o.status = 'TRIGGERED') THEN 'TRIGGERED'
                     WHEN bool_or(o.leg = 'STOP' AND o.status = 'WORKING') THEN 'GUARDED'
                     ELSE 'NAKED' END
           FROM belay.orders o
           WHERE o.position_id = p.id AND o.leg IN ('STOP', 'TARGET') AND o.terminal_at IS NULL)
      END""";

  private final Sql sql;
  private final Map<Symbol, Price> marks;

  PositionQueries(Sql sql, List<Quote> quotes) {
    this.sql = sql;
    this.marks = quotes.stream().collect(Collectors.toMap(Quote::symbol, Quote::mark));
  }

  List<PositionRow> open(String portfolio) {
    return sql.list(
        """
        SELECT p.*, %s AS guard FROM belay.positions p
          WHERE portfolio = ? AND status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq"""
            .formatted(GUARD),
        this::position,
        portfolio);
  }

  Optional<PositionRow> byId(String id) {
    return sql.first(
        "SELECT p.*, %s AS guard FROM belay.positions p WHERE id = ?".formatted(GUARD),
        this::position,
        id);
  }

  private PositionRow position(Row r) {
    PositionSums sums = PositionRows.sums(r);
    Symbol symbol = r.symbol("symbol");
    Price mark = marks.get(symbol);
    int leverage = r.integer("leverage");
    return new PositionRow(
        r.number("seq"),
        r.text("id"),
        r.text("agent"),
        r.text("account"),
        symbol,
        sums.direction(),
        r.constant("status", PositionStatus.class),
        sums.held(),
        sums.entryPrice().orElse(null),
        mark,
        leverage,
        r.price("stop"),
        r.priceOrNull("target"),
        mark == null ? null : sums.unrealized(mark),
        sums.realizedPnl(),
        sums.fees(),
        r.usdt("funding"),
        sums.margin(leverage),
        r.text("decision_id"),
        r.instant("as_of"),
        r.instantOrNull("opened_at"),
        r.instantOrNull("stop_confirmed_at"),
        r.constant("guard", GuardState.class),
        r.constantOrNull("exit_reason", ExitReason.class));
  }

  static List<TradeRow> trades(Sql sql, Listing listing) {
    String agent = listing.agent();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(listing.portfolio());
    if (agent != null) {
      values.add(agent);
    }
    values.add(listing.beforeOrNewest());
    values.add(listing.limit());
    return sql.list(
        "SELECT * FROM belay.positions WHERE portfolio = ?"
            + (agent == null ? "" : " AND agent = ?")
            + " AND status = 'CLOSED' AND quantity_in > 0 AND quantity_out > 0 AND seq < ?"
            + " ORDER BY seq DESC LIMIT ?",
        PositionQueries::trade,
        values.toArray());
  }

  static Optional<TradeRow> trade(Sql sql, String id) {
    return sql.first(
        "SELECT * FROM belay.positions WHERE id = ? AND status = 'CLOSED'"
            + " AND quantity_in > 0 AND quantity_out > 0",
        PositionQueries::trade,
        id);
  }

  static TradeRow trade(Row r) {
    PositionSums sums = PositionRows.sums(r);
    Usdt net = sums.realizedPnl().minus(sums.fees()).plus(r.usdt("funding"));
    Price entry = sums.entryPrice().orElseThrow();
    return new TradeRow(
        r.number("seq"),
        r.text("id"),
        r.text("agent"),
        r.symbol("symbol"),
        sums.direction(),
        sums.quantityIn(),
        entry,
        sums.exitPrice().orElseThrow(),
        r.integer("leverage"),
        r.instant("opened_at"),
        r.instant("closed_at"),
        r.constantOrNull("exit_reason", ExitReason.class),
        sums.realizedPnl(),
        sums.fees(),
        r.usdt("funding"),
        net,
        rMultiple(net, entry, r.price("initial_stop"), sums));
  }

  private static @Nullable Double rMultiple(Usdt net, Price entry, Price stop, PositionSums sums) {
    BigDecimal risk =
        entry.value().subtract(stop.value()).abs().multiply(sums.quantityIn().value());
    return risk.signum() == 0
        ? null
        : net.value().divide(risk, MathContext.DECIMAL32).doubleValue();
  }
}
