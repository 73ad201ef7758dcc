package dev.belay.ledger;

import dev.belay.domain.book.PositionSums;
import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentBook;
import dev.belay.domain.portfolio.AgentSnapshot;
import dev.belay.domain.portfolio.AgentSnapshot.ClosedTrade;
import dev.belay.domain.portfolio.AgentSnapshot.Holding;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an agent knows of itself. */
public final class LedgerAgentBook implements AgentBook {
  private static final int RECENT_TRADES = 10;

  private final Database database;

  public LedgerAgentBook(Database database) {
    this.database = database;
  }

  @Override
  public PortfolioSpec portfolio(String portfolio) {
    return database.read(sql -> Roster.portfolio(sql, portfolio));
  }

  @Override
  public AgentSpec agent(String portfolio, String agent) {
    return database.read(sql -> Agents.one(sql, portfolio, agent).spec());
  }

  @Override
  public AgentSnapshot snapshot(String portfolio, String agent, List<Quote> quotes) {
    String account = PortfolioSpec.account(portfolio, agent);
    return database.read(
        sql -> {
          Marked marked = Marked.of(sql, portfolio, quotes);
          Usdt cash =
              Balances.ofPortfolio(sql, portfolio).getOrDefault(account, Balances.NONE).cash();
          return new AgentSnapshot(
              account,
              cash.plus(marked.unrealized(account)),
              cash.minus(marked.bound(account)),
              holdings(sql, account, quotes),
              recentTrades(sql, portfolio, agent));
        });
  }

  private static List<Holding> holdings(Sql sql, String account, List<Quote> quotes) {
    Map<Symbol, Price> marks =
        quotes.stream().collect(Collectors.toMap(Quote::symbol, Quote::mark));
    return sql
        .list(
            """
            SELECT * FROM belay.positions
              WHERE account = ? AND status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq""",
            r -> holding(r, marks),
            account)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Holding> holding(Row r, Map<Symbol, Price> marks) {
    PositionSums sums = PositionRows.sums(r);
    if (sums.held().isZero()) {
      return Optional.empty();
    }
    Price entry = sums.entryPrice().orElseThrow();
    Price mark = marks.getOrDefault(r.symbol("symbol"), entry);
    return Optional.of(
        new Holding(
            r.text("id"),
            r.symbol("symbol"),
            sums.direction(),
            sums.held(),
            entry,
            mark,
            r.integer("leverage"),
            r.price("stop"),
            r.priceOrNull("target"),
            sums.unrealized(mark),
            r.instant("opened_at")));
  }

  private static List<ClosedTrade> recentTrades(Sql sql, String portfolio, String agent) {
    return sql.list(
        """
        SELECT * FROM belay.positions
          WHERE portfolio = ? AND agent = ? AND status = 'CLOSED' AND closed_at IS NOT NULL
          ORDER BY closed_at DESC LIMIT ?""",
        r -> {
          PositionSums sums = PositionRows.sums(r);
          String reason = r.textOrNull("exit_reason");
          return new ClosedTrade(
              r.symbol("symbol"),
              sums.direction(),
              sums.realizedPnl().minus(sums.fees()).plus(r.usdt("funding")),
              reason == null ? "UNKNOWN" : reason,
              r.instant("closed_at"));
        },
        portfolio,
        agent,
        RECENT_TRADES);
  }
}
