package dev.belay.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.domain.fund.ReviewReport;
import dev.belay.domain.fund.Scheme;
import dev.belay.domain.money.Usdt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reviews and what they are made of. */
public final class Reviews {
  private final Database database;
  private final InstantSource wall;

  public Reviews(Database database, InstantSource wall) {
    this.database = database;
    this.wall = wall;
  }

  /** Raised by the calendar, or by hand. */
  public enum Kind {
    WEEKLY,
    MANUAL
  }

  /**
   * @param week the Monday its market time belongs to
   */
  public record NewReview(
      String id, String portfolio, Kind kind, Instant week, ReviewReport report, String by) {}

  /**
   * @param plan that moves the capital; null before it is carried out, or when nothing moves
   * @param refusal why the scheme could not be applied
   */
  public record Stored(
      String id,
      long seq,
      String portfolio,
      Kind kind,
      Instant week,
      ReviewReport report,
      String by,
      @Nullable String plan,
      @Nullable String refusal,
      Instant recordedAt,
      @Nullable Instant appliedAt) {}

  /** Stores the review; the first of its id, and of its week when scheduled, stays. */
  public Stored store(NewReview review) {
    Instant now = wall.instant();
    return database.write(
        "review",
        sql -> {
          Accounts.lockPortfolio(sql, review.portfolio());
          int stored =
              sql.update(
                  """
                  INSERT INTO belay.reviews
                      (id, portfolio, kind, week, as_of, report, by, recorded_at)
                    VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT DO NOTHING""",
                  review.id(),
                  review.portfolio(),
                  review.kind(),
                  review.week(),
                  review.report().asOf(),
                  LedgerJson.write(review.report()),
                  review.by(),
                  now);
          if (stored == 1) {
            Journal.append(
                sql,
                Accounts.unallocated(review.portfolio()),
                "review",
                Map.of("review", review.id(), "report", review.report(), "by", review.by()),
                now);
          }
          return find(sql, review.id())
              .or(() -> ofWeek(sql, review.portfolio(), review.week()))
              .orElseThrow(() -> new LedgerException("Expected the review " + review.id()));
        });
  }

  public Optional<Stored> find(String id) {
    return database.read(sql -> find(sql, id));
  }

  /** The scheduled review of a week. */
  public Optional<Stored> ofWeek(String portfolio, Instant week) {
    return database.read(sql -> ofWeek(sql, portfolio, week));
  }

  /** Newest first, at most 200. */
  public List<Stored> all(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.reviews WHERE portfolio = ? ORDER BY seq DESC LIMIT 200",
                Reviews::read,
                portfolio));
  }

  /** Reviews that were written and not carried out, oldest first. */
  public List<Stored> notApplied() {
    return database.read(
        sql ->
            sql.list(
                "SELECT * FROM belay.reviews WHERE applied_at IS NULL ORDER BY seq",
                Reviews::read));
  }

  /**
   * Since when the next review counts.
   *
   * @param started market time of the fund's first deposit; the epoch where it never had one
   * @param lastWeek of the last scheduled review
   * @param lastAsOf of the last review of any kind
   */
  public record Calendar(Instant started, @Nullable Instant lastWeek, @Nullable Instant lastAsOf) {
    /** Whether there is anything to review: a home of a desk alone has a fund without money. */
    public boolean isFunded() {
      return !started.equals(Instant.EPOCH);
    }

    /** From when returns are counted. */
    public Instant since() {
      return lastAsOf == null ? started : lastAsOf;
    }
  }

  public Calendar calendar(String portfolio) {
    return database.read(
        sql ->
            sql.one(
                """
                SELECT coalesce((SELECT min(t.at) FROM belay.accounts a
                          JOIN belay.transactions t ON t.source = 'deposit:' || a.id
                          WHERE a.portfolio = ?), 'epoch') AS started,
                       (SELECT max(week) FROM belay.reviews
                          WHERE portfolio = ? AND kind = 'WEEKLY') AS last_week,
                       (SELECT max(as_of) FROM belay.reviews WHERE portfolio = ?) AS last_as_of""",
                r ->
                    new Calendar(
                        r.instant("started"),
                        r.instantOrNull("last_week"),
                        r.instantOrNull("last_as_of")),
                portfolio,
                portfolio,
                portfolio));
  }

  /** The chosen scheme with its weights. */
  public record Chosen(Scheme scheme, SortedMap<String, BigDecimal> weights) {}

  public Chosen chosen(String portfolio) {
    return database.read(
        sql ->
            sql.one(
                "SELECT scheme, scheme_weights FROM belay.portfolios WHERE name = ?",
                r ->
                    new Chosen(
                        r.constant("scheme", Scheme.class),
                        LedgerJson.read(
                            r.text("scheme_weights"),
                            new TypeReference<SortedMap<String, BigDecimal>>() {})),
                portfolio));
  }

  /**
   * A closed round trip.
   *
   * @param net after fees and funding
   */
  public record Trade(String agent, Instant openedAt, Instant closedAt, Usdt net) {}

  /** What an agent paid. */
  public record Paid(Usdt fees, Usdt modelUsd) {
    public static final Paid NOTHING = new Paid(Usdt.ZERO, Usdt.ZERO);
  }

  /** Trades closed after the one market time and not after the other, oldest first. */
  public List<Trade> trades(String portfolio, Instant after, Instant until) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT agent, opened_at, closed_at, realized_pnl - fees + funding AS net
                  FROM belay.positions
                  WHERE portfolio = ? AND status = 'CLOSED' AND closed_at > ? AND closed_at <= ?
                    AND opened_at IS NOT NULL
                  ORDER BY closed_at, seq""",
                r ->
                    new Trade(
                        r.text("agent"),
                        r.instant("opened_at"),
                        r.instant("closed_at"),
                        r.usdt("net")),
                portfolio,
                after,
                until));
  }

  /** What each agent paid after the one market time and not after the other. */
  public Map<String, Paid> paid(String portfolio, Instant after, Instant until) {
    return database.read(
        sql -> {
          Map<String, Paid> paid = new HashMap<>();
          sql.list(
                  """
                  SELECT g.id, coalesce(f.fees, 0) AS fees, coalesce(c.cost, 0) AS cost
                    FROM belay.agents g
                    LEFT JOIN (SELECT e.account, -sum(e.amount) AS fees FROM belay.entries e
                                 JOIN belay.transactions t ON t.id = e.txn
                                 WHERE e.kind = 'FEE' AND t.at > ? AND t.at <= ?
                                 GROUP BY e.account) f ON f.account = g.account
                    LEFT JOIN (SELECT agent, sum(cost_usd) AS cost FROM belay.model_calls
                                 WHERE portfolio = ? AND as_of > ? AND as_of <= ?
                                 GROUP BY agent) c ON c.agent = g.id
                    WHERE g.portfolio = ?""",
                  r -> Map.entry(r.text("id"), new Paid(r.usdt("fees"), r.usdt("cost"))),
                  after,
                  until,
                  portfolio,
                  after,
                  until,
                  portfolio)
              .forEach(entry -> paid.put(entry.getKey(), entry.getValue()));
          return paid;
        });
  }

  static Optional<Stored> find(Sql sql, String id) {
    return sql.first("SELECT * FROM belay.reviews WHERE id = ?", Reviews::read, id);
  }

  private static Optional<Stored> ofWeek(Sql sql, String portfolio, Instant week) {
    return sql.first(
        "SELECT * FROM belay.reviews WHERE portfolio = ? AND week = ? AND kind = 'WEEKLY'",
        Reviews::read,
        portfolio,
        week);
  }

  private static Stored read(Row r) {
    return new Stored(
        r.text("id"),
        r.number("seq"),
        r.text("portfolio"),
        r.constant("kind", Kind.class),
        r.instant("week"),
        LedgerJson.read(r.text("report"), ReviewReport.class),
        r.text("by"),
        r.textOrNull("plan"),
        r.textOrNull("refusal"),
        r.instant("recorded_at"),
        r.instantOrNull("applied_at"));
  }
}
