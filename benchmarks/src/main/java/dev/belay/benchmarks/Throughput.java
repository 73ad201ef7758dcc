package dev.belay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds a second, and for each Belay's own time: from the start of the round's workflow to its
 * close, both as the Temporal server has them, without the slowest of its models, which are asked
 * side by side.
 */
final class Throughput {
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int SPEED = 60;
  private static final double TARGET_A_SECOND = 6;
  private static final double TARGET_P50_MS = 250;
  private static final double TARGET_P95_MS = 600;

  private static final double ACCEPTED_P95_MS = 250;

  /** From the recording of a decision until the ledger knows that the venue has its order. */
  private static final String ACCEPTED =
      """
      SELECT extract(epoch FROM min(j.recorded_at) - d.recorded_at) * 1000
        FROM belay.orders o
        JOIN belay.positions p ON p.id = o.position_id
        JOIN belay.decision_elements e ON e.id = p.decision_id
        JOIN belay.decisions d ON d.round_id = e.round_id
        JOIN belay.journal j ON j.account = o.account AND j.kind = 'order'
          AND j.recorded_at BETWEEN d.recorded_at AND d.recorded_at + interval '5 minutes'
          AND j.body::jsonb ->> 'order' = o.id
          AND j.body::jsonb ->> 'status' IN ('WORKING', 'FILLED')
        WHERE o.leg = 'ENTRY' AND d.recorded_at >= ? AND d.recorded_at < ?
        GROUP BY o.id, d.recorded_at
      """;

  private Throughput() {}

  /** A round as the ledger has it; model in milliseconds. */
  private record Row(
      String id, String outcome, Instant begun, Instant decided, Instant terminal, double model) {}

  static void run(Settings settings, Report report)
      throws IOException, SQLException, InterruptedException {
    int speed = settings.number("--speed", SPEED);
    Path home = BelayProcess.freshHome();
    try (BelayProcess belay = BelayProcess.start(settings, home, speed)) {
      belay.awaitReady();
      Thread.sleep(WARM_UP);
      Instant from = Instant.now();
      Thread.sleep(settings.span("5m"));
      Instant to = Instant.now();
      // Visibility comes a little later than the close it tells of.
      Thread.sleep(3000);
      try (LedgerProbe ledger = LedgerProbe.open(home)) {
        measure(
            report,
            speed,
            from,
            to,
            rows(ledger, from, to),
            RoundTimes.read(home, ledger.namespace(), from));
        Distribution accepted = Distribution.of(ledger.numbers(ACCEPTED, from, to));
        report.put("decision_to_accepted_ms", accepted);
        if (speed == SPEED) {
          report.most("decision to accepted p95, ms", accepted.percentile(95), ACCEPTED_P95_MS);
        }
        Distribution stops = Distribution.of(Stops.confirmed(ledger, from, to));
        report.put("stop_confirmed_after_fill_s", stops);
        report.most("stop after a fill, s", stops.max(), Stops.TARGET_S);
      }
    }
    BelayProcess.discard(settings, home);
  }

  private static List<Row> rows(LedgerProbe ledger, Instant from, Instant to) throws SQLException {
    String query =
        """
        SELECT r.id, r.outcome, r.recorded_at, d.recorded_at, r.terminal_at,
               (SELECT coalesce(max(latency_ms), 0) FROM belay.model_calls m WHERE m.round_id = r.id)
          FROM belay.rounds r JOIN belay.decisions d ON d.round_id = r.id
          WHERE r.terminal_at >= ? AND r.terminal_at < ?
        """;
    try (var statement = ledger.prepare(query, from, to);
        ResultSet found = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(
            new Row(
                found.getString(1),
                found.getString(2),
                time(found, 3),
                time(found, 4),
                time(found, 5),
                found.getDouble(6)));
      }
      return rows;
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    if (value == null) {
      throw new SQLException("Expected a time in column " + column + " of a finished round");
    }
    return value.toInstant();
  }

  private static void measure(
      Report report,
      int speed,
      Instant from,
      Instant to,
      List<Row> rows,
      Map<String, RoundTimes> times) {
    Map<String, List<Double>> phases = new LinkedHashMap<>();
    Map<String, Integer> outcomes = new java.util.TreeMap<>();
    int unmatched = 0;
    for (Row row : rows) {
      outcomes.merge(row.outcome(), 1, Integer::sum);
      RoundTimes time = times.get(row.id());
      if (time == null) {
        unmatched++;
        continue;
      }
      add(phases, "own_ms", ms(time.start(), time.close()) - row.model());
      add(phases, "model_ms", row.model());
      add(phases, "own_to_begun_ms", ms(time.start(), row.begun()));
      add(phases, "own_to_decided_ms", ms(row.begun(), row.decided()) - row.model());
      add(phases, "own_to_terminal_ms", ms(row.decided(), row.terminal()));
      add(phases, "own_to_closed_ms", ms(row.terminal(), time.close()));
    }
    double rate = rows.size() / FirstDecision.seconds(from, to);
    report.put("rounds", rows.size());
    report.put("rounds_without_times", unmatched);
    report.put("rounds_a_second", Report.rounded(rate));
    report.put("outcomes", outcomes);
    double traded = outcomes.getOrDefault("TRADE", 0) / (double) Math.max(1, rows.size());
    report.put("share_with_an_order", Report.rounded(traded));
    Report.say("%d rounds, %.2f a second, %.2f with an order", rows.size(), rate, traded);
    phases.forEach((phase, values) -> report.put(phase, Distribution.of(values)));
    Distribution own = Distribution.of(phases.getOrDefault("own_ms", List.of()));
    if (speed > SPEED) {
      report.least("rounds a second", rate, TARGET_A_SECOND);
    } else {
      report.most("Belay's own time p50, ms", own.percentile(50), TARGET_P50_MS);
      report.most("Belay's own time p95, ms", own.percentile(95), TARGET_P95_MS);
    }
  }

  private static void add(Map<String, List<Double>> phases, String phase, double value) {
    phases.computeIfAbsent(phase, key -> new ArrayList<>()).add(value);
  }

  private static double ms(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
