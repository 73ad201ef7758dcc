package dev.belay.ledger;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.fund.CapitalFacts;
import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.position.PositionStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is so of a plan, read under the locks of its portfolio and accounts. */
final class CapitalReader {
  private final Sql sql;
  private final Capital.Plan plan;
  private final Map<Symbol, Price> marks = new HashMap<>();
  private final Map<Symbol, Instrument> instruments = new HashMap<>();
  private final Map<String, Balances> balances;
  private final Marked marked;
  private final Map<String, Agents.Agent> agents = new HashMap<>();

  CapitalReader(Sql sql, Capital.Plan plan, Capital.Prices prices) {
    this.sql = sql;
    this.plan = plan;
    for (Quote quote : prices.quotes()) {
      marks.put(quote.symbol(), quote.mark());
    }
    prices.instruments().forEach(instrument -> instruments.put(instrument.symbol(), instrument));
    balances = Balances.ofPortfolio(sql, plan.portfolio());
    marked = Marked.of(sql, plan.portfolio(), prices.quotes());
    Agents.all(sql, plan.portfolio()).forEach(agent -> agents.put(agent.spec().id(), agent));
  }

  CapitalFacts facts() {
    return new CapitalFacts(
        plan.moves().stream().map(this::line).toList(), Capital.unallocated(sql, plan.portfolio()));
  }

  private CapitalFacts.Line line(CapitalMove move) {
    String account = PortfolioSpec.account(plan.portfolio(), move.agent());
    Agents.Agent agent = agents.get(move.agent());
    if (agent == null) {
      throw new IllegalStateException("Expected an agent of the fund, was " + move.agent());
    }
    Moved moved = moved(account);
    Usdt cash = balances.getOrDefault(account, Balances.NONE).cash();
    return new CapitalFacts.Line(
        move,
        moved.net(),
        moved.pending(),
        cash.minus(marked.bound(account)),
        agent.enabled(),
        agent.spec().limits().minOrder(),
        holdings(account, move.everything()));
  }

  private record Moved(Usdt net, boolean pending) {}

  private Moved moved(String account) {
    return sql.one(
        """
        SELECT coalesce(sum(amount) FILTER (WHERE status <> 'REFUSED'), 0) AS net,
               coalesce(bool_or(status = 'PENDING'), false) AS pending
          FROM belay.transfers WHERE plan = ? AND account = ?""",
        r -> new Moved(r.usdt("net"), r.flag("pending")),
        plan.id(),
        account);
  }

  private List<CapitalFacts.Holding> holdings(String account, boolean everything) {
    return sql.list(
        """
        SELECT p.*, EXISTS (SELECT FROM belay.orders o WHERE o.position_id = p.id
                              AND o.leg = 'EXIT' AND o.terminal_at IS NULL)
               OR EXISTS (SELECT FROM belay.instructions i WHERE i.position_id = p.id
                            AND i.ended_at IS NULL) AS exiting
          FROM belay.positions p
          WHERE p.account = ? AND p.status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY p.seq""",
        r -> holding(r, everything),
        account);
  }

  private CapitalFacts.Holding holding(Row r, boolean everything) {
    PositionSums sums = PositionRows.sums(r);
    Symbol symbol = r.symbol("symbol");
    Price mark = marks.get(symbol);
    PositionStatus status = r.constant("status", PositionStatus.class);
    boolean entering = sums.held().isZero() && !everything;
    return new CapitalFacts.Holding(
        r.text("id"),
        sums.held(),
        status == PositionStatus.CLOSING || r.flag("exiting") || entering,
        mark,
        sums.margin(r.integer("leverage")),
        mark == null ? Usdt.ZERO : sums.unrealized(mark),
        instruments.get(symbol));
  }
}
