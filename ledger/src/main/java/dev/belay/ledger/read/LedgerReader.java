package dev.belay.ledger.read;

import dev.belay.domain.market.Quote;
import dev.belay.ledger.Database;
import dev.belay.ledger.EntryHold;
import dev.belay.ledger.EntryHolds;
import dev.belay.ledger.Instructions;
import dev.belay.ledger.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything the API, the command line and the pages read of the ledger. */
public final class LedgerReader {
  private final Database database;

  public LedgerReader(Database database) {
    this.database = database;
  }

  /** The portfolios' names in order; a desk of the amplifier is none. */
  public List<String> portfolios() {
    return database.read(
        sql ->
            sql.list(
                "SELECT name FROM belay.portfolios WHERE system = 'portfolio' ORDER BY name",
                r -> r.text("name")));
  }

  public Counts counts(String portfolio) {
    return database.read(sql -> CountQueries.counts(sql, portfolio));
  }

  /** Events by name and label for gauges and counters; cheap, over all portfolios. */
  public Map<String, Long> ordersByStatus() {
    return database.read(CountQueries::ordersByStatus);
  }

  /**
   * Money of the fund and each agent, all of one moment. A position whose symbol has no quote is
   * valued at its cost.
   *
   * @param now market time, which decides whether a drawdown's pause is over
   * @throws IllegalArgumentException if there is no such portfolio
   */
  public FundFigures figures(String portfolio, List<Quote> quotes, Instant now) {
    return database.read(sql -> new FigureQueries(sql, quotes, now).fund(portfolio));
  }

  /**
   * The equity marks, oldest first.
   *
   * @param agent null for the fund's own
   * @param from inclusive market time
   * @param to exclusive market time
   */
  public List<EquityPoint> equity(
      String portfolio, @Nullable String agent, Instant from, Instant to) {
    return database.read(sql -> EquityQueries.equity(sql, portfolio, agent, from, to));
  }

  /** Positions that are not closed, oldest first. */
  public List<PositionRow> openPositions(String portfolio, List<Quote> quotes) {
    return database.read(sql -> new PositionQueries(sql, quotes).open(portfolio));
  }

  public Optional<PositionRow> position(String id, List<Quote> quotes) {
    return database.read(sql -> new PositionQueries(sql, quotes).byId(id));
  }

  /** Whether the account is the portfolio's, or a desk's. */
  public boolean isTradedHere(String account, String portfolio) {
    return account.startsWith(portfolio + ".")
        || database.read(
            sql ->
                sql.first(
                        "SELECT name FROM belay.desks WHERE name || '.desk' = ?",
                        row -> row.text("name"),
                        account)
                    .isPresent());
  }

  /** A portfolio, and the desks of the amplifier beside it. */
  public List<String> funds(String portfolio) {
    return database.read(
        sql ->
            sql.list(
                "SELECT name FROM belay.portfolios WHERE name = ? OR system = 'amplifier' ORDER BY system DESC, name",
                r -> r.text("name"),
                portfolio));
  }

  /** Closed round trips. */
  public Page<TradeRow> trades(Listing listing) {
    return page(listing, TradeRow::seq, sql -> PositionQueries.trades(sql, listing));
  }

  public Page<OrderRow> orders(Listing listing) {
    return page(listing, OrderRow::seq, sql -> OrderQueries.orders(sql, listing));
  }

  /** Orders that are not terminal, oldest first. */
  public List<OrderRow> openOrders(String portfolio) {
    return database.read(sql -> OrderQueries.open(sql, portfolio));
  }

  public Optional<OrderRow> order(String clientOrderId) {
    return database.read(sql -> OrderQueries.byId(sql, clientOrderId));
  }

  /** The orders of a position, oldest first. */
  public List<OrderRow> ordersOf(String positionId) {
    return database.read(sql -> OrderQueries.ofPosition(sql, positionId));
  }

  /** What operators wanted of a position, oldest first. */
  public List<Instructions.Stored> instructionsOf(String positionId) {
    return database.read(sql -> Instructions.of(sql, positionId));
  }

  public Page<FillRow> fills(Listing listing) {
    return page(listing, FillRow::seq, sql -> OrderQueries.fills(sql, listing));
  }

  /** Recorded decisions with their voices and elements. */
  public Page<DecisionRow> decisions(Listing listing) {
    return page(listing, DecisionRow::seq, sql -> DecisionQueries.decisions(sql, listing, null));
  }

  /**
   * An agent's recorded decisions, in the order of the market time they were made for.
   *
   * @param from inclusive market time
   * @param to exclusive market time
   */
  public List<DecisionRow> decisions(String portfolio, String agent, Instant from, Instant to) {
    return database.read(sql -> DecisionQueries.between(sql, portfolio, agent, from, to));
  }

  /** Market time of an agent's first and last decision; empty where it has none. */
  public Optional<List<Instant>> decided(String portfolio, String agent) {
    return database.read(sql -> DecisionQueries.ends(sql, portfolio, agent));
  }

  public Optional<DecisionRow> decision(String roundId) {
    return database.read(sql -> DecisionQueries.byId(sql, roundId));
  }

  /** Halts, newest first, at most 100. */
  public List<HaltRow> halts(String portfolio) {
    return database.read(sql -> EquityQueries.halts(sql, portfolio));
  }

  /** Why entries are refused for a while though nobody halted them. */
  public Optional<EntryHold> hold(String portfolio) {
    return database.read(sql -> EntryHolds.active(sql, portfolio));
  }

  /**
   * Where ledger, venue and workflows disagree: open cases first, each newest first.
   *
   * @param limit at most so many
   */
  public List<CaseRow> cases(String portfolio, boolean openOnly, int limit) {
    return database.read(sql -> CaseQueries.cases(sql, portfolio, openOnly, limit));
  }

  /** Empty before the first. */
  public Optional<ReconciliationRow> lastReconciliation(String portfolio) {
    return database.read(sql -> CaseQueries.last(sql, portfolio));
  }

  /** How much room the books take; looks at every file of the database, so not for every page. */
  public DatabaseSize size(Instant wallNow) {
    return database.read(
        sql ->
            new DatabaseSize(
                sql.one(
                    "SELECT pg_database_size(current_database()) AS bytes", r -> r.number("bytes")),
                sql.list(
                    """
                    SELECT n.nspname || '.' || c.relname AS name,
                           pg_total_relation_size(c.oid) AS bytes
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE c.relkind = 'r' AND n.nspname IN ('belay', 'simulator')
                      ORDER BY bytes DESC LIMIT 5""",
                    r -> new DatabaseSize.Table(r.text("name"), r.number("bytes"))),
                sql.one(
                    "SELECT count(*) AS n FROM belay.contents WHERE deleted_at IS NOT NULL",
                    r -> r.number("n")),
                wallNow));
  }

  private <T> Page<T> page(Listing listing, Function<T, Long> seq, Function<Sql, List<T>> query) {
    List<T> rows = database.read(query);
    Long next = rows.size() < listing.limit() ? null : seq.apply(rows.getLast());
    return new Page<>(rows, next);
  }
}
