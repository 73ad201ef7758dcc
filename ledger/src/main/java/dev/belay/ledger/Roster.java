package dev.belay.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.book.EntryKind;
import dev.belay.domain.book.Posting;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.AgentSpec;
import dev.belay.domain.portfolio.FundLimits;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.portfolio.PortfolioSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Portfolios and their agents: seeded once, then the database is the truth. */
public final class Roster {
  private final Database database;
  private final InstantSource wall;

  public Roster(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** An account that the venue must have, with what is deposited there. */
  public record Funded(String account, Usdt deposit) {}

  /**
   * Creates the portfolio with its accounts and deposits: each agent an equal share rounded down to
   * cents, the rest unallocated. A portfolio that exists is left as it is.
   *
   * @param asOf market time of the deposits
   * @return every agent's account with its first deposit, in the roster's order
   */
  public List<Funded> seed(PortfolioSpec spec, Instant asOf) {
    return database.write("seed", sql -> seed(sql, spec, asOf));
  }

  /** The same within the caller's transaction. */
  public List<Funded> seed(Sql sql, PortfolioSpec spec, Instant asOf) {
    if (insertPortfolio(sql, spec) == 1) {
      insertAccounts(sql, spec);
      deposit(sql, spec, asOf);
    }
    return funded(sql, spec.name());
  }

  /**
   * What the venue credits an agent's account with when it is opened: its first deposit; 0 for an
   * agent that came later, whose capital is a transfer.
   *
   * @throws IllegalArgumentException if no agent has the account
   */
  public Usdt deposit(String account) {
    return database
        .read(
            sql ->
                sql.first(
                    """
                    SELECT coalesce(e.amount, 0) AS deposit FROM belay.agents g
                      LEFT JOIN belay.transactions t ON t.source = 'deposit:' || g.account
                      LEFT JOIN belay.entries e ON e.txn = t.id AND e.account = g.account
                      WHERE g.account = ?\
                    """,
                    r -> r.usdt("deposit"),
                    account))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected an account of the roster, was \"%s\"".formatted(account)));
  }

  /**
   * The portfolio as the database has it.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public PortfolioSpec portfolio(String name) {
    return database.read(sql -> portfolio(sql, name));
  }

  /** The agents with their standing, in the roster's order. */
  public List<Agents.Agent> agents(String portfolio) {
    return database.read(sql -> Agents.all(sql, portfolio));
  }

  /**
   * The portfolio's accounts that trade, or still have a position or an order that is not over: a
   * disabled agent keeps what it holds. In order.
   */
  public List<String> accountsInUse(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT id FROM belay.accounts a
                  WHERE portfolio = ? AND kind = 'agent' AND (
                    EXISTS (SELECT FROM belay.agents g WHERE g.account = a.id AND g.enabled)
                    OR EXISTS (SELECT FROM belay.positions p
                         WHERE p.account = a.id AND p.status NOT IN ('CLOSED', 'NOT_OPENED'))
                    OR EXISTS (SELECT FROM belay.orders o
                         WHERE o.account = a.id AND o.terminal_at IS NULL))
                  ORDER BY id\
                """,
                r -> r.text("id"),
                portfolio));
  }

  /**
   * @throws IllegalArgumentException if the portfolio has no such agent
   */
  public Agents.Agent agent(String portfolio, String agent) {
    return database.read(sql -> Agents.one(sql, portfolio, agent));
  }

  /** The same within a transaction. */
  public static PortfolioSpec portfolio(Sql sql, String name) {
    List<AgentSpec> agents = Agents.all(sql, name).stream().map(Agents.Agent::spec).toList();
    return sql.first(
            "SELECT * FROM belay.portfolios WHERE name = ?",
            r ->
                new PortfolioSpec(
                    name,
                    r.usdt("initial_balance"),
                    r.usdt("daily_budget_usd"),
                    LedgerJson.read(r.text("models"), new TypeReference<List<ModelSpec>>() {}),
                    agents,
                    LedgerJson.read(r.text("fund_limits"), FundLimits.class)),
            name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a portfolio in the ledger, was \"%s\"".formatted(name)));
  }

  private int insertPortfolio(Sql sql, PortfolioSpec spec) {
    return sql.update(
        """
        INSERT INTO belay.portfolios
            (name, initial_balance, daily_budget_usd, fund_limits, models, created_at)
          VALUES (?, ?, ?, ?::jsonb, ?::jsonb, ?) ON CONFLICT (name) DO NOTHING\
        """,
        spec.name(),
        spec.initialBalance(),
        spec.dailyBudgetUsd(),
        LedgerJson.write(spec.fundLimits()),
        LedgerJson.write(spec.models()),
        wall.instant());
  }

  private static void insertAccounts(Sql sql, PortfolioSpec spec) {
    String name = spec.name();
    insertAccount(sql, Accounts.external(name), name, null, "external");
    insertAccount(sql, Accounts.unallocated(name), name, null, "unallocated");
    int ordinal = 0;
    for (AgentSpec agent : spec.agents()) {
      insertAgent(sql, name, agent, ordinal++);
    }
  }

  /** A row of the roster with its account, which holds nothing yet. */
  static void insertAgent(Sql sql, String portfolio, AgentSpec agent, int ordinal) {
    String account = PortfolioSpec.account(portfolio, agent.id());
    insertAccount(sql, account, portfolio, agent.id(), "agent");
    sql.update(
        """
        INSERT INTO belay.agents (portfolio, id, ordinal, account, spec)
          VALUES (?, ?, ?, ?, ?::jsonb)\
        """,
        portfolio,
        agent.id(),
        ordinal,
        account,
        LedgerJson.write(agent));
  }

  private static void insertAccount(
      Sql sql, String id, String portfolio, @Nullable String agent, String kind) {
    sql.update(
        "INSERT INTO belay.accounts (id, portfolio, agent, kind) VALUES (?, ?, ?, ?)",
        id,
        portfolio,
        agent,
        kind);
  }

  private void deposit(Sql sql, PortfolioSpec spec, Instant asOf) {
    int agents = spec.agents().size();
    Usdt share =
        Usdt.of(
            spec.initialBalance()
                .value()
                .divide(BigDecimal.valueOf(Math.max(1, agents)), 2, RoundingMode.DOWN));
    Usdt rest = spec.initialBalance().minus(share.times(BigDecimal.valueOf(agents)));
    for (AgentSpec agent : spec.agents()) {
      deposit(sql, spec.name(), PortfolioSpec.account(spec.name(), agent.id()), share, asOf);
    }
    deposit(sql, spec.name(), Accounts.unallocated(spec.name()), rest, asOf);
  }

  private void deposit(Sql sql, String portfolio, String account, Usdt amount, Instant asOf) {
    Posting posting =
        Posting.move(
            "deposit:" + account,
            asOf,
            EntryKind.DEPOSIT,
            Accounts.external(portfolio),
            account,
            amount);
    Instant now = wall.instant();
    Cash.post(sql, posting, null, now);
    Journal.append(
        sql, account, "deposit", Map.of("amount", amount.toString(), "as_of", asOf), now);
  }

  private static List<Funded> funded(Sql sql, String portfolio) {
    return sql.list(
        """
        SELECT g.account, coalesce(e.amount, 0) AS deposit FROM belay.agents g
          LEFT JOIN belay.transactions t ON t.source = 'deposit:' || g.account
          LEFT JOIN belay.entries e ON e.txn = t.id AND e.account = g.account
          WHERE g.portfolio = ? ORDER BY g.ordinal\
        """,
        r -> new Funded(r.text("account"), r.usdt("deposit")),
        portfolio);
  }
}
