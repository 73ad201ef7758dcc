package dev.belay.ledger.read;

import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.ledger.Agents;
import dev.belay.ledger.Database;
import dev.belay.ledger.Roster;
import dev.belay.ledger.Row;
import dev.belay.ledger.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened over time: the journal, curves of equity, costs, what rounds came to. Every query
 * is bounded and goes by an index, however much is stored.
 */
public final class HistoryReader {
  private static final String RECENT =
      """
      SELECT id, outcome FROM belay.rounds
        WHERE portfolio = ? AND agent = ? AND terminal_at IS NOT NULL ORDER BY seq DESC LIMIT ?""";

  private final Database database;

  public HistoryReader(Database database) {
    this.database = database;
  }

  /** The portfolio as the database has it, with all its agents. */
  public PortfolioSpec portfolio(String name) {
    return database.read(sql -> Roster.portfolio(sql, name));
  }

  /** The agents with their standing, in the roster's order. */
  public List<Agents.Agent> agents(String portfolio) {
    return database.read(sql -> Agents.all(sql, portfolio));
  }

  /** Events, newest first. */
  public List<JournalRow> journal(JournalQuery query) {
    return database.read(sql -> JournalQueries.recent(sql, query));
  }

  /** The number of each account's newest event; 0 where there is none. */
  public Map<String, Long> journalHeads(String portfolio) {
    return database.read(sql -> JournalQueries.heads(sql, portfolio));
  }

  /** An account's events after a number, oldest first. */
  public List<JournalRow> journalAfter(String account, long seq, int limit) {
    return database.read(sql -> JournalQueries.after(sql, account, seq, limit));
  }

  /** Market time of the fund's first and last mark; empty before the first. */
  public Optional<MarkSpan> markSpan(String portfolio) {
    return database.read(
        sql ->
            sql.first(
                """
                SELECT f.as_of AS first, l.as_of AS last FROM
                    (SELECT as_of FROM belay.equity_marks WHERE subject = ? ORDER BY as_of LIMIT 1) f,
                    (SELECT as_of FROM belay.equity_marks WHERE subject = ?
                       ORDER BY as_of DESC LIMIT 1) l""",
                r -> new MarkSpan(r.instant("first"), r.instant("last")),
                portfolio,
                portfolio));
  }

  /**
   * @param first market time
   * @param last market time
   */
  public record MarkSpan(Instant first, Instant last) {}

  /**
   * Marks of the fund and all its agents, one a step: of each step the last, by subject and time.
   *
   * @param from inclusive market time
   * @param to inclusive market time
   * @param step at least five minutes
   */
  public List<CurvePoint> curves(String portfolio, Instant from, Instant to, Duration step) {
    return database.read(
        sql ->
            sql.list(
                """
                SELECT s.subject, m.* FROM
                    (SELECT ?::text AS subject UNION ALL
                     SELECT account FROM belay.agents WHERE portfolio = ?) s
                  CROSS JOIN generate_series(?::timestamptz, ?::timestamptz, ? * interval '1 second') g
                  CROSS JOIN LATERAL (
                    SELECT as_of, equity, unrealized, transfers FROM belay.equity_marks
                      WHERE subject = s.subject AND as_of <= g AND as_of > g - ? * interval '1 second'
                      ORDER BY as_of DESC LIMIT 1) m
                  ORDER BY s.subject, m.as_of""",
                HistoryReader::point,
                portfolio,
                portfolio,
                from,
                to,
                step.toSeconds(),
                step.toSeconds()));
  }

  private static CurvePoint point(Row r) {
    return new CurvePoint(
        r.text("subject"),
        new EquityPoint(
            r.instant("as_of"), r.usdt("equity"), r.usdt("unrealized"), r.usdt("transfers")));
  }

  /**
   * What a market day came to: of the fund, then of each agent. Of a day that is not over, so far;
   * empty when nothing was marked on it.
   */
  public List<DayFigures> day(String portfolio, LocalDate day) {
    return database.read(sql -> DayQueries.day(sql, portfolio, day));
  }

  /** Costs of models by agent, model and market day, newest day first. */
  public List<CostRow> costsSince(String portfolio, LocalDate day) {
    return database.read(sql -> CostQueries.since(sql, portfolio, day));
  }

  /** Costs of models since the beginning, by agent and model; the day is the last one. */
  public List<CostRow> costs(String portfolio) {
    return database.read(sql -> CostQueries.byAgentAndModel(sql, portfolio));
  }

  /**
   * Decisions, newest first.
   *
   * @param outcome only of rounds that came to this; null for all
   */
  public Page<DecisionRow> decisions(Listing listing, @Nullable String outcome) {
    List<DecisionRow> rows = database.read(sql -> DecisionQueries.decisions(sql, listing, outcome));
    return new Page<>(rows, rows.size() < listing.limit() ? null : rows.getLast().seq());
  }

  /** A closed round trip; empty when the position is not closed, or unknown. */
  public Optional<TradeRow> trade(String positionId) {
    return database.read(sql -> PositionQueries.trade(sql, positionId));
  }

  /** A position's fills, oldest first. */
  public List<FillRow> fillsOf(String positionId) {
    return database.read(sql -> OrderQueries.fillsOfPosition(sql, positionId));
  }

  /**
   * What an agent's last finished rounds came to, and why elements of them were refused.
   *
   * @param limit how many rounds to look at
   */
  public RecentRounds recentRounds(String portfolio, String agent, int limit) {
    return database.read(
        sql -> {
          Map<String, Long> outcomes =
              counts(
                  sql,
                  "SELECT outcome AS name, count(*) AS n FROM (" + RECENT + ") r GROUP BY outcome",
                  portfolio,
                  agent,
                  limit);
          Map<String, Long> refusals =
              counts(
                  sql,
                  "SELECT e.refusal_code AS name, count(*) AS n FROM ("
                      + RECENT
                      + ") r JOIN belay.decision_elements e ON e.round_id = r.id"
                      + " WHERE e.refusal_code IS NOT NULL GROUP BY e.refusal_code",
                  portfolio,
                  agent,
                  limit);
          long rounds = outcomes.values().stream().mapToLong(Long::longValue).sum();
          return new RecentRounds(rounds, outcomes, refusals);
        });
  }

  private static Map<String, Long> counts(
      Sql sql, String statement, String portfolio, String agent, int limit) {
    Map<String, Long> counts = new LinkedHashMap<>();
    sql.list(
            statement + " ORDER BY n DESC, name",
            r -> Map.entry(r.text("name"), r.number("n")),
            portfolio,
            agent,
            limit)
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }
}
