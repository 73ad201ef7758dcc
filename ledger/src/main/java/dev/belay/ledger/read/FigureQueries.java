package dev.belay.ledger.read;

import dev.belay.domain.book.EntryKind;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Accounts;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Balances;
import dev.belay.ledger.EntryHolds;
import dev.belay.ledger.Marked;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The money of the fund and each agent. */
final class FigureQueries {
  private final Sql sql;
  private final List<Quote> quotes;
  private final Instant now;

  FigureQueries(Sql sql, List<Quote> quotes, Instant now) {
    this.sql = sql;
    this.quotes = quotes;
    this.now = now;
  }

  FundFigures fund(String portfolio) {
    Map<String, Balances> balances = Balances.ofPortfolio(sql, portfolio);
    Marked marked = Marked.of(sql, portfolio, quotes);
    Map<String, Tally> tallies = tallies(portfolio);
    HaltRow halt = EquityQueries.active(sql, portfolio).orElse(null);
    List<AgentFigures> agents =
        Agents.all(sql, portfolio).stream()
            .map(agent -> figures(portfolio, agent, halt, balances, marked, tallies))
            .toList();
    Money money = agents.stream().map(AgentFigures::money).reduce(Money.ZERO, Money::plus);
    Balances free = balances.getOrDefault(Accounts.unallocated(portfolio), Balances.NONE);
    return new FundFigures(
        portfolio,
        money.plus(money(free, Usdt.ZERO)),
        free.cash(),
        halt,
        EntryHolds.active(sql, portfolio).orElse(null),
        agents);
  }

  private AgentFigures figures(
      String portfolio,
      Agents.Agent agent,
      @Nullable HaltRow halt,
      Map<String, Balances> balances,
      Marked marked,
      Map<String, Tally> tallies) {
    AgentSpec spec = agent.spec();
    String account = PortfolioSpec.account(portfolio, spec.id());
    Tally tally = tallies.getOrDefault(spec.id(), Tally.NONE);
    String status = agent.status(now);
    return new AgentFigures(
        spec,
        account,
        halt != null && status.equals("running") ? "halted" : status,
        money(balances.getOrDefault(account, Balances.NONE), marked.unrealized(account)),
        marked.openCount(account),
        tally.trades(),
        tally.wins(),
        marked.bound(account),
        tally.costUsd(),
        tally.last());
  }

  private static Money money(Balances balances, Usdt unrealized) {
    return new Money(
        balances.of(EntryKind.DEPOSIT).plus(balances.of(EntryKind.TRANSFER)),
        balances.of(EntryKind.REALIZED_PNL).plus(balances.of(EntryKind.LIQUIDATION)),
        unrealized,
        balances.of(EntryKind.FEE).negate(),
        balances.of(EntryKind.FUNDING));
  }

  private record Tally(
      long trades, long wins, BigDecimal costUsd, AgentFigures.@Nullable LastDecision last) {
    static final Tally NONE = new Tally(0, 0, BigDecimal.ZERO, null);
  }

  private Map<String, Tally> tallies(String portfolio) {
    Map<String, Tally> tallies = new HashMap<>();
    sql.list(
            """
            SELECT a.id, coalesce(t.trades, 0) AS trades, coalesce(t.wins, 0) AS wins,
                   coalesce(c.cost, 0) AS cost, d.id AS round, d.as_of, d.outcome
              FROM belay.agents a
              LEFT JOIN belay.trade_totals t ON t.portfolio = a.portfolio AND t.agent = a.id
              LEFT JOIN (SELECT agent, sum(cost_usd) AS cost FROM belay.model_costs
                           WHERE portfolio = ? GROUP BY agent) c ON c.agent = a.id
              LEFT JOIN LATERAL (SELECT r.id, r.as_of, d.outcome FROM belay.rounds r
                           JOIN belay.decisions d ON d.round_id = r.id
                           WHERE r.portfolio = a.portfolio AND r.agent = a.id
                           ORDER BY r.seq DESC LIMIT 1) d ON true
              WHERE a.portfolio = ?""",
            r -> Map.entry(r.text("id"), tally(r)),
            portfolio,
            portfolio)
        .forEach(entry -> tallies.put(entry.getKey(), entry.getValue()));
    return tallies;
  }

  private static Tally tally(Row r) {
    String round = r.textOrNull("round");
    return new Tally(
        r.number("trades"),
        r.number("wins"),
        r.decimal("cost"),
        round == null
            ? null
            : new AgentFigures.LastDecision(round, r.instant("as_of"), r.text("outcome")));
  }
}
