package dev.belay.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.book.EntryKind;
import dev.belay.domain.book.Posting;
import dev.belay.domain.fund.CapitalFacts;
import dev.belay.domain.fund.CapitalMove;
import dev.belay.domain.fund.CapitalSteps;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Quote;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.domain.risk.Breakers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Capital on its way between the agents' accounts and the unallocated cash. A plan is recorded
 * first and never changes; what has come of it are its transfers.
 *
 * <p>What is taken from an agent is booked when the transfer is recorded, so that nothing can be
 * opened with it any more, and booked back when the venue refuses. What is given is set aside, and
 * booked when the venue has it.
 */
public final class Capital {
  private final Database database;
  private final InstantSource wall;

  public Capital(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** What a plan is for. */
  public enum Kind {
    /** Everybody to the capital that a scheme gives. One at a time. */
    REBALANCE,
    /** Everything of one agent back. */
    RELEASE,
    /** Capital for one agent. */
    GRANT
  }

  /** How far a plan has come. */
  public enum Status {
    RUNNING,
    /** All was moved. */
    DONE,
    /** Some could not be moved within the time. */
    PARTIAL
  }

  /**
   * @param agent whom alone it is about; null for a rebalance
   * @param weights fraction of each agent
   * @param base what the weights are of: the fund's equity when it was planned
   * @param asOf market time of the planning
   * @param cause the review or request behind it
   * @param notMoved what could not be moved, in words
   */
  public record Plan(
      String id,
      long seq,
      String portfolio,
      Kind kind,
      @Nullable String agent,
      @Nullable Scheme scheme,
      SortedMap<String, BigDecimal> weights,
      Usdt base,
      List<CapitalMove> moves,
      Instant asOf,
      String by,
      String cause,
      Status status,
      List<String> notMoved,
      Instant recordedAt,
      @Nullable Instant terminalAt) {
    public Plan {
      moves = List.copyOf(moves);
      notMoved = List.copyOf(notMoved);
    }
  }

  /**
   * @param amount to the account, or from it when negative
   */
  public record Transfer(String id, String account, Usdt amount) {}

  /**
   * What is to be done now.
   *
   * @param transfers recorded and not answered by the venue yet
   */
  public record Step(List<Transfer> transfers, List<CapitalSteps.Cut> cuts, boolean finished) {
    public Step {
      transfers = List.copyOf(transfers);
      cuts = List.copyOf(cuts);
    }
  }

  /** The market as a step needs it. */
  public record Prices(List<Quote> quotes, List<Instrument> instruments, Instant now) {
    public Prices {
      quotes = List.copyOf(quotes);
      instruments = List.copyOf(instruments);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such plan
   */
  public Plan plan(String id) {
    return database.read(sql -> plan(sql, id));
  }

  /** Ids of the plans that are not finished, oldest first. */
  public List<String> unfinished() {
    return database.read(
        sql ->
            sql.list(
                "SELECT id FROM belay.allocations WHERE terminal_at IS NULL ORDER BY seq",
                r -> r.text("id")));
  }

  /**
   * A transfer of a plan as it stands.
   *
   * @param amount to the account, or from it when negative
   * @param status PENDING, DONE or REFUSED
   * @param reason of the venue, why it refused
   * @param asOf market time
   */
  public record Moved(
      String account, Usdt amount, String status, @Nullable String reason, Instant asOf) {}

  /** What has come of a plan so far, oldest first. */
  public List<Moved> transfersOf(String planId) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.transfers WHERE plan = ? ORDER BY seq",
                r ->
                    new Moved(
                        r.text("account"),
                        r.usdt("amount"),
                        r.text("status"),
                        r.textOrNull("reason"),
                        r.instant("as_of")),
                planId));
  }

  /** Plans, newest first, at most 100. */
  public List<Plan> plans(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.allocations WHERE portfolio = ? ORDER BY seq DESC LIMIT 100",
                Capital::read,
                portfolio));
  }

  /**
   * Records what is to be transferred now, and says what else is to be done. Ends the plan when
   * nothing is left to do.
   *
   * @param overdue its time is over: nothing is taken any more
   */
  public Step step(String planId, Prices prices, boolean overdue) {
    return database.write("capital", sql -> step(sql, planId, prices, overdue, wall.instant()));
  }

  /** Stores what the venue said to a transfer, once; asked again it changes nothing. */
  public void settle(String transferId, @Nullable String refusal, Prices prices) {
    Instant now = wall.instant();
    database.write(
        "transfer",
        sql -> {
          Moving row = transfer(sql, transferId);
          Accounts.lockPortfolio(sql, row.portfolio());
          lock(sql, row.portfolio(), List.of(row.account()));
          // Read again: only now nobody else can settle it.
          row = transfer(sql, transferId);
          if (!row.status().equals("PENDING")) {
            return false;
          }
          boolean taken = row.amount().isNegative();
          if (refusal == null && !taken) {
            book(sql, row, "transfer:" + transferId, row.amount(), prices, now);
          } else if (refusal != null && taken) {
            book(
                sql,
                row,
                "transfer:" + transferId + ":reversal",
                row.amount().negate(),
                prices,
                now);
          }
          sql.update(
              "UPDATE belay.transfers SET status = ?, reason = ?, terminal_at = ? WHERE id = ?",
              refusal == null ? "DONE" : "REFUSED",
              refusal,
              now,
              transferId);
          Journal.append(
              sql,
              row.account(),
              "transfer",
              Map.of(
                  "transfer",
                  transferId,
                  "amount",
                  row.amount(),
                  "status",
                  refusal == null ? "DONE" : "REFUSED",
                  "reason",
                  refusal == null ? "" : refusal),
              now);
          return true;
        });
  }

  /** A plan to be recorded. */
  record NewPlan(
      String id,
      String portfolio,
      Kind kind,
      @Nullable String agent,
      @Nullable Scheme scheme,
      SortedMap<String, BigDecimal> weights,
      Usdt base,
      List<CapitalMove> moves,
      Instant asOf,
      String by,
      String cause) {}

  /** Records a plan within the caller's transaction, which holds the portfolio's lock. */
  static void record(Sql sql, NewPlan plan, Instant now) {
    sql.update(
        """
        INSERT INTO belay.allocations (id, portfolio, kind, agent, scheme, weights, base, moves,
            as_of, by, cause, status, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, 'RUNNING', ?)\
        """,
        plan.id(),
        plan.portfolio(),
        plan.kind(),
        plan.agent(),
        plan.scheme(),
        LedgerJson.write(plan.weights()),
        plan.base(),
        LedgerJson.write(plan.moves()),
        plan.asOf(),
        plan.by(),
        plan.cause(),
        now);
    Journal.append(
        sql, Accounts.unallocated(plan.portfolio()), "allocation", Map.of("plan", plan), now);
  }

  /** Whether a rebalance of the portfolio is not finished. */
  static boolean isRebalancing(Sql sql, String portfolio) {
    return sql.one(
        """
        SELECT EXISTS (SELECT FROM belay.allocations
          WHERE portfolio = ? AND kind = 'REBALANCE' AND terminal_at IS NULL) AS running\
        """,
        r -> r.flag("running"),
        portfolio);
  }

  /** Whether capital of the agent is on its way back. */
  static boolean isReleasing(Sql sql, String portfolio, String agent) {
    return sql.one(
        """
        SELECT EXISTS (SELECT FROM belay.allocations
          WHERE portfolio = ? AND agent = ? AND kind = 'RELEASE' AND terminal_at IS NULL)
            AS running\
        """,
        r -> r.flag("running"),
        portfolio,
        agent);
  }

  static boolean exists(Sql sql, String planId) {
    return sql.first("SELECT id FROM belay.allocations WHERE id = ?", r -> r.text("id"), planId)
        .isPresent();
  }

  /** Cash that no agent has and no transfer under way has claimed, or may yet give back. */
  static Usdt unallocated(Sql sql, String portfolio) {
    Usdt cash =
        Balances.ofPortfolio(sql, portfolio)
            .getOrDefault(Accounts.unallocated(portfolio), Balances.NONE)
            .cash();
    Usdt claimed =
        sql.one(
            """
            SELECT coalesce(sum(abs(amount)), 0) AS claimed FROM belay.transfers
              WHERE portfolio = ? AND terminal_at IS NULL\
            """,
            r -> r.usdt("claimed"),
            portfolio);
    return cash.minus(claimed);
  }

  private static Step step(Sql sql, String planId, Prices prices, boolean overdue, Instant now) {
    Plan plan = plan(sql, planId);
    Accounts.lockPortfolio(sql, plan.portfolio());
    lock(
        sql,
        plan.portfolio(),
        plan.moves().stream().map(move -> account(plan, move.agent())).toList());
    if (plan(sql, planId).status() != Status.RUNNING) {
      return new Step(List.of(), List.of(), true);
    }
    CapitalFacts facts = new CapitalReader(sql, plan, prices).facts();
    CapitalSteps steps = CapitalSteps.next(facts, overdue);
    for (CapitalSteps.Transfer transfer : steps.transfers()) {
      record(sql, plan, transfer, prices, now);
    }
    if (steps.finished()) {
      finish(sql, plan, steps.left(), now);
    }
    return new Step(pending(sql, planId), steps.cuts(), steps.finished());
  }

  private static void record(
      Sql sql, Plan plan, CapitalSteps.Transfer transfer, Prices prices, Instant now) {
    String account = account(plan, transfer.agent());
    String id =
        sql.one(
            """
            INSERT INTO belay.transfers
                (id, plan, portfolio, account, amount, status, as_of, recorded_at)
              SELECT ? || '/' || count(*), ?, ?, ?, ?, 'PENDING', ?, ?
                FROM belay.transfers WHERE plan = ? AND account = ?
              RETURNING id\
            """,
            r -> r.text("id"),
            plan.id() + "/" + transfer.agent(),
            plan.id(),
            plan.portfolio(),
            account,
            transfer.amount(),
            prices.now(),
            now,
            plan.id(),
            account);
    if (transfer.amount().isNegative()) {
      Moving row =
          new Moving(plan.portfolio(), account, transfer.amount(), "PENDING", prices.now());
      book(sql, row, "transfer:" + id, transfer.amount(), prices, now);
    }
    Journal.append(
        sql,
        account,
        "transfer",
        Map.of("transfer", id, "amount", transfer.amount(), "status", "PENDING"),
        now);
  }

  /** Both sides of the entry, and what the breakers remember, in the caller's transaction. */
  private static void book(
      Sql sql, Moving row, String source, Usdt amount, Prices prices, Instant now) {
    String free = Accounts.unallocated(row.portfolio());
    Agents.Agent agent =
        Agents.all(sql, row.portfolio()).stream()
            .filter(a -> a.account().equals(row.account()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException("Expected an agent's account, was " + row.account()));
    Usdt before =
        Balances.ofPortfolio(sql, row.portfolio())
            .getOrDefault(row.account(), Balances.NONE)
            .cash()
            .plus(Marked.of(sql, row.portfolio(), prices.quotes()).unrealized(row.account()));
    boolean given = amount.isPositive();
    Cash.post(
        sql,
        Posting.move(
            source,
            row.asOf(),
            EntryKind.TRANSFER,
            given ? free : row.account(),
            given ? row.account() : free,
            amount.abs()),
        null,
        now);
    Agents.store(
        sql,
        row.portfolio(),
        agent.spec().id(),
        Breakers.transferred(agent.breakers(), before, amount));
  }

  private static void finish(Sql sql, Plan plan, List<String> left, Instant now) {
    Status status = left.isEmpty() ? Status.DONE : Status.PARTIAL;
    sql.update(
        """
        UPDATE belay.allocations SET status = ?, not_moved = ?::jsonb, terminal_at = ?
          WHERE id = ?\
        """,
        status,
        LedgerJson.write(left),
        now,
        plan.id());
    Journal.append(
        sql,
        Accounts.unallocated(plan.portfolio()),
        "allocated",
        Map.of("plan", plan.id(), "status", status, "not_moved", left),
        now);
  }

  /** In the order of their names, so that two plans never wait for each other. */
  private static void lock(Sql sql, String portfolio, List<String> accounts) {
    List<String> all = new ArrayList<>(accounts);
    all.add(Accounts.unallocated(portfolio));
    all.stream()
        .sorted()
        .forEach(
            account -> {
              var unused = Accounts.lock(sql, account);
            });
  }

  private static String account(Plan plan, String agent) {
    return PortfolioSpec.account(plan.portfolio(), agent);
  }

  private static List<Transfer> pending(Sql sql, String planId) {
    return sql.list(
        "SELECT * FROM belay.transfers WHERE plan = ? AND terminal_at IS NULL ORDER BY seq",
        r -> new Transfer(r.text("id"), r.text("account"), r.usdt("amount")),
        planId);
  }

  /** A stored transfer. */
  private record Moving(
      String portfolio, String account, Usdt amount, String status, Instant asOf) {}

  private static Moving transfer(Sql sql, String id) {
    return sql.first(
            "SELECT * FROM belay.transfers WHERE id = ?",
            r ->
                new Moving(
                    r.text("portfolio"),
                    r.text("account"),
                    r.usdt("amount"),
                    r.text("status"),
                    r.instant("as_of")),
            id)
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a transfer in the ledger, was " + id));
  }

  static Plan plan(Sql sql, String id) {
    return find(sql, id)
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a plan in the ledger, was " + id));
  }

  static Optional<Plan> find(Sql sql, String id) {
    return sql.first("SELECT * FROM belay.allocations WHERE id = ?", Capital::read, id);
  }

  private static Plan read(Row r) {
    return new Plan(
        r.text("id"),
        r.number("seq"),
        r.text("portfolio"),
        r.constant("kind", Kind.class),
        r.textOrNull("agent"),
        r.constantOrNull("scheme", Scheme.class),
        LedgerJson.read(r.text("weights"), new TypeReference<SortedMap<String, BigDecimal>>() {}),
        r.usdt("base"),
        LedgerJson.read(r.text("moves"), new TypeReference<List<CapitalMove>>() {}),
        r.instant("as_of"),
        r.text("by"),
        r.text("cause"),
        r.constant("status", Status.class),
        LedgerJson.read(r.text("not_moved"), new TypeReference<List<String>>() {}),
        r.instant("recorded_at"),
        r.instantOrNull("terminal_at"));
  }
}
