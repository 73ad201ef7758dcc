package dev.belay.ledger.read;

import dev.belay.domain.portfolio.Decision;
import dev.belay.domain.portfolio.Refusal;
import dev.belay.domain.portfolio.RefusalCode;
import dev.belay.ledger.Database;
import dev.belay.ledger.LedgerJson;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books from their beginning to their end, page by page, each in a transaction of its own: a
 * million rows never sit in memory, and no transaction is held open by a slow reader. Rows come in
 * the order in which they were recorded, equity by subject and time.
 */
public final class ExportReader {
  private static final int PAGE = 2000;
  private final Database database;

  public ExportReader(Database database) {
    this.database = database;
  }

  /** Closed round trips that ended in the span. */
  public Iterator<List<TradeRow>> trades(ExportSpan span) {
    return bySeq(
        TradeRow::seq,
        (sql, after) ->
            sql.list(
                """
                SELECT * FROM belay.positions
                  WHERE portfolio = ? AND agent = coalesce(?::text, agent) AND status = 'CLOSED'
                    AND quantity_in > 0 AND quantity_out > 0
                    AND closed_at >= ? AND closed_at < ? AND seq > ?
                  ORDER BY seq LIMIT ?""",
                PositionQueries::trade,
                span.portfolio(),
                span.agent(),
                span.from(),
                span.to(),
                after,
                PAGE));
  }

  public Iterator<List<FillRow>> fills(ExportSpan span) {
    return bySeq(
        FillRow::seq,
        (sql, after) ->
            sql.list(
                """
                SELECT f.* FROM belay.fills f JOIN belay.accounts a ON a.id = f.account
                  WHERE a.portfolio = ? AND a.agent = coalesce(?::text, a.agent)
                    AND f.at >= ? AND f.at < ? AND f.seq > ?
                  ORDER BY f.seq LIMIT ?""",
                OrderQueries::fill,
                span.portfolio(),
                span.agent(),
                span.from(),
                span.to(),
                after,
                PAGE));
  }

  public Iterator<List<IncomeRow>> incomes(ExportSpan span) {
    return bySeq(
        IncomeRow::seq,
        (sql, after) ->
            sql.list(
                """
                SELECT i.*, a.agent FROM belay.incomes i JOIN belay.accounts a ON a.id = i.account
                  WHERE a.portfolio = ? AND a.agent = coalesce(?::text, a.agent)
                    AND i.at >= ? AND i.at < ? AND i.seq > ?
                  ORDER BY i.seq LIMIT ?""",
                ExportReader::income,
                span.portfolio(),
                span.agent(),
                span.from(),
                span.to(),
                after,
                PAGE));
  }

  /** Marks of the fund and its agents, or of the one agent. */
  public Iterator<List<MarkRow>> marks(ExportSpan span) {
    return new Pages<>(
        last ->
            database.read(
                sql ->
                    sql.list(
                        """
                        SELECT m.subject, m.as_of, m.equity, m.unrealized, m.transfers
                          FROM belay.equity_marks m
                          LEFT JOIN belay.accounts a ON a.id = m.subject
                          WHERE m.portfolio = ?
                            AND (?::text IS NULL OR a.agent = ?) AND m.as_of >= ? AND m.as_of < ?
                            AND (m.subject, m.as_of) > (?, ?)
                          ORDER BY m.subject, m.as_of LIMIT ?""",
                        ExportReader::mark,
                        span.portfolio(),
                        span.agent(),
                        span.agent(),
                        span.from(),
                        span.to(),
                        last == null ? "" : last.subject(),
                        last == null ? span.from() : last.point().asOf(),
                        PAGE)));
  }

  /** Decisions made for the span, a line for each of their elements. */
  public Iterator<List<DecisionLine>> decisions(ExportSpan span) {
    return bySeq(
        DecisionLine::seq,
        (sql, after) ->
            sql.list(
                """
                SELECT d.*, r.seq, r.agent, r.as_of, c.models, coalesce(c.stand_in, false) AS stand_in,
                       c.prompt_versions, coalesce(c.cost_usd, 0) AS cost_usd,
                       e.idx, e.symbol, e.action, e.decision, e.refusal_code, e.refusal_detail,
                       e.position_id
                  FROM (SELECT * FROM belay.rounds o
                          WHERE o.portfolio = ? AND o.agent = coalesce(?::text, o.agent)
                            AND o.as_of >= ? AND o.as_of < ? AND o.seq > ?
                            AND EXISTS (SELECT FROM belay.decisions WHERE round_id = o.id)
                          ORDER BY o.seq LIMIT ?) r
                  JOIN belay.decisions d ON d.round_id = r.id
                  LEFT JOIN LATERAL (
                    SELECT string_agg(DISTINCT m.model, ' ') AS models, bool_or(m.stand_in) AS stand_in,
                           string_agg(DISTINCT m.prompt_version, ' ') AS prompt_versions,
                           sum(m.cost_usd) AS cost_usd
                      FROM belay.model_calls m WHERE m.round_id = r.id) c ON true
                  LEFT JOIN belay.decision_elements e ON e.round_id = r.id
                  ORDER BY r.seq, e.idx""",
                ExportReader::line,
                span.portfolio(),
                span.agent(),
                span.from(),
                span.to(),
                after,
                PAGE / 4));
  }

  private interface AfterSeq<T> {
    List<T> page(Sql sql, long after);
  }

  private <T> Iterator<List<T>> bySeq(Function<T, Long> seq, AfterSeq<T> query) {
    return new Pages<>(
        last -> database.read(sql -> query.page(sql, last == null ? 0 : seq.apply(last))));
  }

  /** Rows after the last one that was read; from the beginning when that is null. */
  private interface Next<T> {
    List<T> after(@Nullable T last);
  }

  /** Pages that are asked for when they are wanted; the last one is not empty. */
  private static final class Pages<T> implements Iterator<List<T>> {
    private final Next<T> reader;
    private List<T> next;

    Pages(Next<T> reader) {
      this.reader = reader;
      this.next = reader.after(null);
    }

    @Override
    public boolean hasNext() {
      return !next.isEmpty();
    }

    @Override
    public List<T> next() {
      if (next.isEmpty()) {
        throw new NoSuchElementException("Expected a page, there is none after the last");
      }
      List<T> page = next;
      next = reader.after(page.getLast());
      return page;
    }
  }

  private static IncomeRow income(Row r) {
    return new IncomeRow(
        r.number("seq"),
        r.text("agent"),
        r.text("account"),
        r.text("source"),
        r.text("kind"),
        r.symbol("symbol"),
        r.usdt("amount"),
        r.textOrNull("position_id"),
        r.instant("at"),
        r.instant("booked_at"));
  }

  private static MarkRow mark(Row r) {
    return new MarkRow(
        r.text("subject"),
        new EquityPoint(
            r.instant("as_of"), r.usdt("equity"), r.usdt("unrealized"), r.usdt("transfers")));
  }

  private static DecisionLine line(Row r) {
    String decision = r.textOrNull("decision");
    RefusalCode code = r.constantOrNull("refusal_code", RefusalCode.class);
    return new DecisionLine(
        r.number("seq"),
        r.text("round_id"),
        r.text("agent"),
        r.instant("as_of"),
        r.instant("recorded_at"),
        r.text("outcome"),
        r.textOrNull("detail"),
        r.text("reasoning"),
        r.textOrNull("models"),
        r.flag("stand_in"),
        r.textOrNull("prompt_versions"),
        r.decimal("cost_usd"),
        r.integerOrNull("idx"),
        r.textOrNull("symbol"),
        r.textOrNull("action"),
        decision == null ? null : LedgerJson.read(decision, Decision.class),
        code == null ? null : new Refusal(code, r.text("refusal_detail")),
        r.textOrNull("position_id"));
  }
}
