package dev.belay.ledger;

import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.order.Leg;
import dev.belay.domain.order.OrderStatus;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.domain.reconcile.AccountSides;
import dev.belay.domain.reconcile.CaseKind;
import dev.belay.domain.reconcile.Difference;
import dev.belay.domain.reconcile.Repair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where ledger and venue were found to disagree: the ledger's side, and the cases. */
public final class Cases {
  private static final String BINDING =
      Arrays.stream(CaseKind.values())
          .filter(CaseKind::bindsSymbol)
          .map(kind -> "'" + kind + "'")
          .collect(Collectors.joining(", "));

  private final Database database;
  private final InstantSource wall;
  private final Duration stopWithin;

  /**
   * @param stopWithin wall time from a position's first fill until its stop must be confirmed
   */
  public Cases(Database database, InstantSource wall, Duration stopWithin) {
    this.database = database;
    this.wall = wall;
    this.stopWithin = stopWithin;
  }

  /**
   * A run that found and mended what it could.
   *
   * @param unreachable accounts that the venue did not answer for, and why
   * @param standing differences that did not pass by themselves
   * @param left those of them that no step has mended
   */
  public record Run(
      String portfolio,
      Instant began,
      int accounts,
      int orders,
      int positions,
      Map<String, String> unreachable,
      List<Difference> standing,
      List<Difference> left) {}

  /** The agents' accounts of a portfolio and those of every desk, in order. */
  public List<String> accounts(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT a.id FROM belay.accounts a JOIN belay.portfolios p ON p.name = a.portfolio
                  WHERE a.kind = 'agent' AND (p.name = ? OR p.system = 'amplifier')
                  ORDER BY a.id""",
                r -> r.text("id"),
                portfolio));
  }

  /**
   * An account as the ledger has it.
   *
   * @param resting client ids that the venue shows: of these the ledger's orders are told, too
   */
  public AccountSides.Ledger side(String account, Collection<String> resting) {
    Instant due = wall.instant().minus(stopWithin);
    return database.read(
        sql ->
            new AccountSides.Ledger(
                cash(sql, account),
                sql.list(
                    """
                    SELECT o.id, o.position_id, o.symbol, o.leg, o.status,
                           p.status IN ('CLOSED', 'NOT_OPENED') AS over
                      FROM belay.orders o JOIN belay.positions p ON p.id = o.position_id
                      WHERE o.account = ? AND (o.terminal_at IS NULL
                         OR p.status NOT IN ('CLOSED', 'NOT_OPENED') OR o.id = ANY (?))
                      ORDER BY o.seq""",
                    r ->
                        new AccountSides.Order(
                            r.text("id"),
                            r.text("position_id"),
                            r.symbol("symbol"),
                            r.constant("leg", Leg.class),
                            r.constant("status", OrderStatus.class),
                            r.flag("over")),
                    account,
                    resting.toArray(String[]::new)),
                sql.list(
                    """
                    SELECT id, symbol, first_booked_at < ? AS due,
                           (quantity_in - quantity_out)
                             * CASE direction WHEN 'LONG' THEN 1 ELSE -1 END AS signed
                      FROM belay.positions
                      WHERE account = ? AND status NOT IN ('CLOSED', 'NOT_OPENED') ORDER BY seq""",
                    r ->
                        new AccountSides.Holding(
                            r.text("id"),
                            r.symbol("symbol"),
                            r.decimal("signed"),
                            Boolean.TRUE.equals(r.flagOrNull("due"))),
                    due,
                    account)));
  }

  private static @Nullable Usdt cash(Sql sql, String account) {
    return sql.one(
            """
        SELECT CASE WHEN EXISTS (SELECT FROM belay.transfers
                                   WHERE account = ? AND status = 'PENDING') THEN NULL
               ELSE (SELECT coalesce(sum(amount), 0) FROM belay.balances WHERE account = ?)
               END AS cash""",
            r -> Optional.ofNullable(r.usdtOrNull("cash")),
            account,
            account)
        .orElse(null);
  }

  /**
   * Opens a case for each difference that is new, and closes those whose difference is gone. The
   * same run may be recorded again.
   */
  public void record(Run run) {
    Instant now = wall.instant();
    var unused =
        database.write(
            "reconcile",
            sql -> {
              Accounts.lockPortfolio(sql, run.portfolio());
              List<Open> open = open(sql, run.portfolio());
              for (Difference difference : run.standing()) {
                Long known =
                    open.stream()
                        .filter(o -> o.is(difference))
                        .map(Open::id)
                        .findFirst()
                        .orElse(null);
                long id = known == null ? insert(sql, run.portfolio(), difference, now) : known;
                boolean stays = run.left().stream().anyMatch(difference::sameAs);
                if (!stays) {
                  close(sql, id, now);
                } else if (known != null) {
                  seen(sql, id, difference, now);
                }
              }
              open.stream()
                  .filter(o -> !run.unreachable().containsKey(o.account()))
                  .filter(o -> run.standing().stream().noneMatch(o::is))
                  .forEach(o -> close(sql, o.id(), now));
              ended(sql, run, now);
              return run.standing().size();
            });
  }

  private record Open(long id, String account, CaseKind kind, String subject) {
    boolean is(Difference difference) {
      return account.equals(difference.account())
          && kind == difference.kind()
          && subject.equals(difference.subject());
    }
  }

  private static List<Open> open(Sql sql, String portfolio) {
    return sql.list(
        """
        SELECT id, account, kind, subject FROM belay.cases
          WHERE portfolio = ? AND closed_at IS NULL ORDER BY id""",
        r ->
            new Open(
                r.number("id"),
                r.text("account"),
                r.constant("kind", CaseKind.class),
                r.text("subject")),
        portfolio);
  }

  private static long insert(Sql sql, String portfolio, Difference difference, Instant now) {
    long id =
        sql.one(
            """
            INSERT INTO belay.cases
                (portfolio, account, kind, symbol, subject, detail, repairs, opened_at, seen_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
            r -> r.number("id"),
            portfolio,
            difference.account(),
            difference.kind(),
            difference.symbol(),
            difference.subject(),
            difference.detail(),
            repairs(difference),
            now,
            now);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("case", id);
    body.put("kind", difference.kind());
    if (difference.symbol() != null) {
      body.put("symbol", difference.symbol());
    }
    body.put("subject", difference.subject());
    body.put("detail", difference.detail());
    body.put("repairs", difference.repairs().stream().map(Repair::text).toList());
    Journal.append(sql, difference.account(), "case_opened", body, now);
    return id;
  }

  private static @Nullable String repairs(Difference difference) {
    return difference.repairs().isEmpty()
        ? null
        : difference.repairs().stream().map(Repair::text).collect(Collectors.joining(", "));
  }

  private static void seen(Sql sql, long id, Difference difference, Instant now) {
    sql.update(
        "UPDATE belay.cases SET seen_at = ?, detail = ?, repairs = ? WHERE id = ?",
        now,
        difference.detail(),
        repairs(difference),
        id);
  }

  private static void close(Sql sql, long id, Instant now) {
    List<Map.Entry<String, Map<String, Object>>> closed = new ArrayList<>();
    sql.list(
            """
            UPDATE belay.cases SET closed_at = ?,
                outcome = CASE WHEN repairs IS NULL THEN 'GONE' ELSE 'REPAIRED' END
              WHERE id = ? AND closed_at IS NULL
              RETURNING account, kind, subject, outcome""",
            r ->
                Map.entry(
                    r.text("account"),
                    Map.<String, Object>of(
                        "case",
                        id,
                        "kind",
                        r.text("kind"),
                        "subject",
                        r.text("subject"),
                        "outcome",
                        r.text("outcome"))),
            now,
            id)
        .forEach(closed::add);
    closed.forEach(c -> Journal.append(sql, c.getKey(), "case_closed", c.getValue(), now));
  }

  private static void ended(Sql sql, Run run, Instant now) {
    sql.update(
        """
        INSERT INTO belay.reconciliations AS r (portfolio, began_at, ended_at, accounts, orders,
            positions, differences, unreachable)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (portfolio) DO UPDATE SET began_at = excluded.began_at,
            ended_at = excluded.ended_at, accounts = excluded.accounts, orders = excluded.orders,
            positions = excluded.positions, differences = excluded.differences,
            unreachable = excluded.unreachable WHERE r.began_at <= excluded.began_at""",
        run.portfolio(),
        run.began(),
        now,
        run.accounts(),
        run.orders(),
        run.positions(),
        run.standing().size(),
        LedgerJson.write(run.unreachable()));
  }

  /** Why no entry may be admitted in the symbol. */
  static Optional<Refusal> refusal(Sql sql, String account, Symbol symbol) {
    return sql.first(
        "SELECT id, kind, detail FROM belay.cases WHERE account = ? AND symbol = ?"
            + " AND closed_at IS NULL AND kind IN ("
            + BINDING
            + ") ORDER BY id LIMIT 1",
        r ->
            new Refusal(
                RefusalCode.CASE_OPEN,
                "Expected ledger and venue to agree on %s, but case %d is open: %s, %s"
                    .formatted(symbol, r.number("id"), r.text("kind"), r.text("detail"))),
        account,
        symbol);
  }
}
