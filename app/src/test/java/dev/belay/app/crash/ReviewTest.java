package dev.belay.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.domain.order.ClientOrderId;
import dev.belay.domain.order.Leg;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A week of market time: the fund trades a little on its first day; then the market's clock is set
 * to Sunday evening, with a loser's marks and trades of the week in the ledger. The review comes on
 * Monday by itself, disables the loser by the rule and moves the capital, whatever dies meanwhile.
 */
@Tag("crash")
class ReviewTest {
  private static final String LOSER = "qwen_multi";
  private static final Instant MONDAY = Instant.parse("2026-01-12T00:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  /** Each dies in the middle of the recovery from the one before. */
  @Test
  void theWeeklyReviewDisablesByTheRuleAndMovesTheCapitalThroughFourDeaths() throws Exception {
    theWeeklyReviewDisablesByTheRuleAndMovesTheCapital(
        "review.made review.written ledger.review-applied.committed venue.transfer.answered");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "review.made review.written",
        "ledger.review-applied.committed",
        "venue.transfer.answered"
      })
  void theWeeklyReviewDisablesByTheRuleAndMovesTheCapital(String points) throws Exception {
    Path home = folder.resolve("home");
    try (ChildBelay belay = new ChildBelay(home, 5)) {
      belay.start(Map.of());
      belay.awaitReady();
      belay.await("a fill", LIMIT, () -> !items(belay, "/api/fills").isEmpty());
      belay.stop();
      plant(home);

      for (String point : points.isEmpty() ? new String[0] : points.split(" ")) {
        belay.start(Map.of(), "--failpoints", point + "=kill@1");
        assertThat(belay.endsWithin(LIMIT)).as("dies at " + point).isTrue();
        assertThat(belay.exitCode()).isEqualTo(ChildBelay.KILLED);
      }
      belay.start(Map.of());
      belay.awaitReady();
      belay.await("the review to be carried out", LIMIT, () -> isCarriedOut(belay));

      check(belay);
      Settled.check(belay);
    }
  }

  private static void check(ChildBelay belay) throws IOException {
    JsonNode reviews = items(belay, "/api/reviews");
    assertThat(reviews).hasSize(1);
    JsonNode review = belay.get("/api/reviews/2026-01-12");
    assertThat(review.path("kind").asText()).isEqualTo("weekly");
    assertThat(review.path("as_of").asText()).isEqualTo(MONDAY.toString());
    assertThat(review.path("disabled")).extracting(JsonNode::asText).containsExactly(LOSER);

    JsonNode plan = items(belay, "/api/allocations").get(0);
    assertThat(plan.path("id").asText()).isEqualTo("main/review-2026-01-12");
    assertThat(notMoved(plan)).as(plan.toString()).isLessThan(new BigDecimal("15"));
    BigDecimal targets = BigDecimal.ZERO;
    for (JsonNode move : plan.path("moves")) {
      targets = targets.add(money(move, "target"));
    }
    BigDecimal rest = money(plan, "base").subtract(targets);
    assertThat(rest).isBetween(BigDecimal.ZERO, new BigDecimal("0.06"));

    JsonNode fund = belay.get("/api/portfolio");
    BigDecimal parts = money(fund, "unallocated_cash");
    for (JsonNode agent : fund.path("agents")) {
      parts = parts.add(money(agent, "equity"));
      if (agent.path("trader_id").asText().equals(LOSER)) {
        assertThat(agent.path("status").asText()).isEqualTo("disabled");
        assertThat(money(agent, "equity")).isEqualByComparingTo("0");
      }
    }
    assertThat(money(fund, "total_equity")).isEqualByComparingTo(parts);
    assertThat(money(fund, "initial_balance")).isEqualByComparingTo("10000");
  }

  /** Closing what the loser held costs fees, and the market moves: so much the last one lacks. */
  private static BigDecimal notMoved(JsonNode plan) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode left : plan.path("not_moved")) {
      String amount = left.asText().replaceAll("^[^:]+: ([0-9.]+) USDT .*", "$1");
      sum = sum.add(new BigDecimal(amount));
    }
    assertThat(plan.path("status").asText()).isEqualTo(sum.signum() == 0 ? "done" : "partial");
    return sum;
  }

  private static boolean isCarriedOut(ChildBelay belay) {
    JsonNode plans = items(belay, "/api/allocations");
    return !plans.isEmpty() && !plans.get(0).path("ended_at").isNull();
  }

  private static JsonNode items(ChildBelay belay, String path) {
    try {
      return belay.get(path).path("items");
    } catch (IOException e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  private static BigDecimal money(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asText());
  }

  /** While nothing runs: Sunday evening, and a week that was bad for one of them. */
  private static void plant(Path folder) throws SQLException {
    try (StoppedBooks books = new StoppedBooks(folder)) {
      long evening = MONDAY.minus(Duration.ofMinutes(12)).toEpochMilli();
      books.run(
          "UPDATE simulator.clock SET high_water_ms = ?, stepped_to_ms = ?", evening, evening);
      // 100 hours, every second one a loss of 0.2 %, up to the last mark that was written.
      books.run(
          """
          INSERT INTO belay.equity_marks
              (subject, as_of, portfolio, equity, unrealized, transfers, booked_at)
            SELECT a.account, ?::timestamptz - h * interval '1 hour', 'main',
                   b.cash * (1 + (CASE WHEN h % 2 = 0 THEN 0.001 ELSE 0.003 END) + h * 0.001), 0,
                   1428.57, now()
              FROM belay.agents a
              JOIN (SELECT account, sum(amount) AS cash FROM belay.balances GROUP BY account) b
                ON b.account = a.account,
              generate_series(1, 100) h
              WHERE a.id = ?
            ON CONFLICT DO NOTHING""",
          MONDAY.toString(), LOSER);
      String installation = books.text("SELECT id FROM belay.installation");
      for (int n = 1; n <= 5; n++) {
        plantTrade(books, installation, n);
      }
    }
  }

  /** A closed round trip whose entry was never sent: the venue has nothing to say about it. */
  private static void plantTrade(StoppedBooks books, String installation, int n)
      throws SQLException {
    String account = "main." + LOSER;
    String round = "main/" + LOSER + "/planted" + n;
    String position = account + "/PLANTED/" + n;
    String at = MONDAY.minus(Duration.ofHours(n)).toString();
    books.run(
        """
        INSERT INTO belay.rounds
            (id, portfolio, agent, as_of, interval_ms, outcome, recorded_at, terminal_at)
          VALUES (?, 'main', ?, ?::timestamptz, 180000, 'TRADE', now(), now())""",
        round,
        LOSER,
        at);
    books.run(
        """
        INSERT INTO belay.decisions
            (round_id, outcome, reasoning, observation_hash, replies, recorded_at)
          VALUES (?, 'TRADE', 'planted', 'none', '[]', now())""",
        round);
    books.run(
        "INSERT INTO belay.decision_elements (round_id, idx, id, raw) VALUES (?, 0, ?, '')",
        round,
        round + "#0");
    books.run(
        """
        INSERT INTO belay.positions (id, portfolio, agent, account, symbol, n, direction, status,
            decision_id, as_of, admitted_at, initial_stop, stop, leverage, opened_at, closed_at,
            recorded_at, terminal_at)
          VALUES (?, 'main', ?, ?, 'PLANTED', ?, 'LONG', 'CLOSED', ?, ?::timestamptz,
                  ?::timestamptz, 1, 1, 1, ?::timestamptz, ?::timestamptz, now(), now())""",
        position,
        LOSER,
        account,
        n,
        round + "#0",
        at,
        at,
        at,
        at);
    books.run(
        """
        INSERT INTO belay.orders (id, portfolio, account, position_id, cause, leg, number, symbol,
            side, type, leverage, as_of, send_by, status, recorded_at, terminal_at)
          VALUES (?, 'main', ?, ?, ?, 'ENTRY', 0, 'PLANTED', 'BUY', 'MARKET', 1, ?::timestamptz,
                  now(), 'REJECTED', now(), now())""",
        ClientOrderId.derive(installation, account, round + "#0", Leg.ENTRY, 0).value(),
        account,
        position,
        round + "#0",
        at);
  }
}
