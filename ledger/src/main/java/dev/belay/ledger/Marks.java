package dev.belay.ledger;

import dev.belay.domain.market.Quote;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.risk.BreakerState;
import dev.belay.domain.risk.Breakers;
import dev.belay.domain.risk.FundRisk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Equity marks on the five-minute grid of market time, and the breakers that look at them. */
public final class Marks {
  /** The grid. */
  public static final Duration GRID = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(Marks.class);

  private final Database database;
  private final InstantSource wall;

  public Marks(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /**
   * Marks every agent and the fund, once for each point of the grid, and applies the breakers.
   * Where a held symbol has no quote the point stays a gap: no figure is better than a wrong one.
   *
   * @param asOf market time, a multiple of {@link #GRID}
   * @return whether the marks were new
   */
  public boolean mark(String portfolio, Instant asOf, List<Quote> quotes) {
    if (asOf.toEpochMilli() % GRID.toMillis() != 0) {
      throw new IllegalArgumentException(
          "Expected a market time on the grid of 5 minutes, was " + asOf);
    }
    Instant now = wall.instant();
    return database.write("mark", sql -> mark(sql, portfolio, asOf, quotes, now));
  }

  private static boolean mark(
      Sql sql, String portfolio, Instant asOf, List<Quote> quotes, Instant now) {
    Accounts.lockPortfolio(sql, portfolio);
    Marked marked = Marked.of(sql, portfolio, quotes);
    List<Symbol> unquoted = marked.unquoted();
    if (!unquoted.isEmpty()) {
      log.warn("No equity mark portfolio={} asOf={}: no quotes of {}", portfolio, asOf, unquoted);
      return false;
    }
    Map<String, Balances> balances = Balances.ofPortfolio(sql, portfolio);
    FundRisk fund = Funds.risk(sql, portfolio, marked, balances);
    Usdt transfers =
        balances.values().stream().map(Balances::transfers).reduce(Usdt.ZERO, Usdt::plus);
    Mark ofFund = new Mark(fund.equity(), marked.unrealized(), transfers);
    if (!insert(sql, portfolio, portfolio, asOf, ofFund, now)) {
      return false;
    }
    for (Agents.Agent agent : Agents.all(sql, portfolio)) {
      Balances own = balances.getOrDefault(agent.account(), Balances.NONE);
      Usdt unrealized = marked.unrealized(agent.account());
      Mark mark = new Mark(own.cash().plus(unrealized), unrealized, own.transfers());
      insert(sql, portfolio, agent.account(), asOf, mark, now);
      BreakerState state =
          Breakers.mark(agent.breakers(), mark.equity(), asOf, agent.spec().limits());
      Agents.store(sql, portfolio, agent.spec().id(), state);
      if (asOf.equals(state.drawdownAt())) {
        Journal.append(sql, agent.account(), "drawdown_pause", pause(state), now);
      }
    }
    applyFund(sql, portfolio, fund, asOf, now);
    return true;
  }

  private static Map<String, ?> pause(BreakerState state) {
    return state.locked() || state.pausedUntil() == null
        ? Map.of("locked", true)
        : Map.of("locked", false, "until", state.pausedUntil().toString());
  }

  private static void applyFund(
      Sql sql, String portfolio, FundRisk fund, Instant asOf, Instant now) {
    Breakers.FundMark result = Breakers.fund(fund.breakers(), fund.equity(), asOf, fund.limits());
    Funds.store(sql, portfolio, result.state());
    result
        .halt()
        .ifPresent(
            refusal ->
                Controls.halt(sql, portfolio, refusal.code(), refusal.detail(), "breaker", now));
  }

  private record Mark(Usdt equity, Usdt unrealized, Usdt transfers) {}

  private static boolean insert(
      Sql sql, String portfolio, String subject, Instant asOf, Mark mark, Instant now) {
    return sql.update(
            """
            INSERT INTO belay.equity_marks
                (subject, as_of, portfolio, equity, unrealized, transfers, booked_at)
              VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subject, as_of) DO NOTHING""",
            subject,
            asOf,
            portfolio,
            mark.equity(),
            mark.unrealized(),
            mark.transfers(),
            now)
        == 1;
  }
}
