package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.api.amplifier.AmplifierDesk.Seen;
import dev.belay.domain.amplifier.Aggressiveness;
import dev.belay.domain.amplifier.DeskHistory;
import dev.belay.domain.amplifier.DeskLimits;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.amplifier.DeskSpec.Seat;
import dev.belay.domain.amplifier.Mandate;
import dev.belay.domain.amplifier.Stance;
import dev.belay.domain.amplifier.VoteRules;
import dev.belay.domain.amplifier.Voter;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.ModelSpec;
import dev.belay.domain.risk.BreakerState;
import dev.belay.ledger.DeskFacts;
import dev.belay.ledger.amplifier.DeskReader;
import dev.belay.ledger.read.AgentFigures;
import dev.belay.ledger.read.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmplifierTest {
  private static final String DESK = "/api/amplifier";
  private static final Instant NOW = Instant.parse("2026-01-05T13:10:00Z");
  private static final String SCAN =
      """
      {"as_of":"2026-01-05T13:10:00Z","momentum":{"price":92000.0,"value":71.2,"band":"hot","drop_pct":0.4,
       "parts":[{"name":"change","input":4.1,"points":22.2,"most":25.0}]},
       "ranking":[{"symbol":"NEARUSDT","price":3.1,"score":81.2,"beta":3.4,"correlation":0.8,
        "amplification":null,"surge":1.7,"rsi":61.0,"volume":5e7}],
       "blocks":[],"out":{"BETA_LOW":["ADAUSDT","LTCUSDT"]}}
      """;

  private TestApi api;

  @BeforeEach
  void start() {
    api = TestApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static DeskSpec spec() {
    List<ModelSpec> models =
        Arrays.stream(Voter.values())
            .map(
                voter ->
                    new ModelSpec(
                        "m-" + voter,
                        "M",
                        "f",
                        "groq",
                        "test/" + voter,
                        null,
                        "K",
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        100))
            .toList();
    return new DeskSpec(
        "amplifier",
        Usdt.of("10000"),
        Usdt.of("5"),
        models,
        Arrays.stream(Voter.values()).map(voter -> new Seat(voter, "m-" + voter)).toList(),
        VoteRules.DEFAULT,
        DeskLimits.DEFAULT,
        List.of("conservative", "moderate"),
        "moderate");
  }

  private static DeskReader.CycleRow cycle(int minutesAgo, String momentum) {
    return new DeskReader.CycleRow(
        NOW.minusSeconds(60L * minutesAgo),
        0,
        "TRADE",
        "amplifier/2026-01-05T12:00:00Z/0",
        BigDecimal.ONE,
        "hash",
        new BigDecimal(momentum),
        "bull",
        null,
        null,
        Map.of("universe", 250, "liquid", 200, "amplifying", 60, "allowed", 12, "entered", 2),
        "TRADE",
        2,
        0,
        0);
  }

  private static Seen seen(@Nullable String pausedBy) {
    Mandate mandate =
        new Mandate(
            "amplifier/2026-01-05T12:00:00Z/0",
            Stance.TRADE,
            Aggressiveness.MODERATE,
            new BigDecimal("0.8"),
            BigDecimal.ONE,
            Instant.parse("2026-01-05T12:00:00Z"),
            Instant.parse("2026-01-05T16:00:00Z"));
    DeskReader.BallotRow ballot =
        new DeskReader.BallotRow(
            "main",
            true,
            "trade",
            "moderate",
            new BigDecimal("0.8"),
            "momentum is <b>hot</b>",
            List.of(),
            null,
            null,
            "stand-in",
            true,
            "h",
            NOW);
    return new Seen(
        spec(),
        new DeskReader.Standing(
            new DeskFacts.Desk(spec(), "moderate", pausedBy),
            new Mandate.Standing(mandate, Stance.TRADE, BigDecimal.ONE, "mandate of the vote"),
            null,
            null,
            null),
        NOW,
        new AgentFigures(
            spec().portfolio(List.of(Symbol.of("ETHUSDT"))).agents().getFirst(),
            "amplifier.desk",
            "running",
            new Money(
                Usdt.of("10000"), Usdt.of("120"), Usdt.of("-30"), Usdt.of("15"), Usdt.of("-5")),
            2,
            4,
            3,
            Usdt.of("900"),
            new BigDecimal("0.42"),
            null),
        new BreakerState(
            Usdt.of("10200"),
            LocalDate.parse("2026-01-05"),
            Usdt.of("9900"),
            null,
            null,
            null,
            false),
        new DeskReader.Counts(14, 1, 4, 1, 6, 2, 1, 0),
        List.of(cycle(0, "71.2"), cycle(5, "69.0"), cycle(10, "64.5")),
        SCAN,
        List.of(
            new DeskReader.VoteRow(
                mandate.vote(),
                "SCHEDULED",
                "",
                mandate.from(),
                new BigDecimal("70"),
                null,
                "TRADE",
                "MODERATE",
                new BigDecimal("0.8"),
                BigDecimal.ONE,
                false,
                "2 of 3",
                NOW,
                List.of(ballot))),
        List.of());
  }

  @Test
  void aHomeWithoutADeskSaysHowToGetOne() {
    assertThat(api.get(DESK).statusCode()).isEqualTo(404);
    assertThat(api.get(DESK).body()).contains("--systems portfolio,amplifier");
    assertThat(api.get("/amplifier").body()).contains("This home has no desk");
    assertThat(api.json("/api/summary").has("amplifier")).isFalse();
  }

  @Test
  void itsPositionsAreOnThePageOfPositions() {
    assertThat(api.get("/positions").body()).doesNotContain("of-desk-title");
    Seen none = seen(null);
    api.amplifier.seen =
        new Seen(
            none.desk(),
            none.standing(),
            none.now(),
            none.figures(),
            none.breakers(),
            none.counts(),
            none.cycles(),
            none.scan(),
            none.votes(),
            List.of(Fixtures.position()));

    assertThat(api.get("/positions").body())
        .containsSubsequence("of-desk-title", "the desk</a>", "Close…", "Target…");
  }

  @Test
  void tellsWhatIsOnRecordOfIt() {
    assertThat(api.get(DESK + "/history").statusCode()).isEqualTo(404);
    api.amplifier.history =
        new DeskHistory("amplifier", "testnet", "live", "ab".repeat(32), NOW, NOW, 5000, 17);
    JsonNode history = api.json(DESK + "/history");
    assertThat(history.path("mode").asText()).isEqualTo("testnet");
    assertThat(history.path("first_at").asText()).isEqualTo("2026-01-05T13:10:00Z");
    assertThat(history.path("days").asInt()).isEqualTo(17);
  }

  @Test
  void tellsHowTheDeskStands() {
    api.amplifier.seen = seen(null);
    JsonNode desk = api.json(DESK);
    assertThat(desk.path("status").asText()).isEqualTo("running");
    assertThat(desk.at("/mandate/stance").asText()).isEqualTo("trade");
    assertThat(desk.at("/mandate/until").asText()).isEqualTo("2026-01-05T16:00:00Z");
    assertThat(desk.path("next_vote").asText()).isEqualTo("2026-01-05T16:00:00Z");
    assertThat(desk.at("/counts/trailing_exits").asInt()).isEqualTo(2);
    JsonNode money = desk.path("money");
    assertThat(money.path("equity").asText()).isEqualTo("10070");
    assertThat(money.path("total_pnl").asText()).isEqualTo("70");
    assertThat(money.path("total_pnl_pct").asDouble()).isEqualTo(0.7);
    assertThat(money.path("day_pnl_pct").asDouble()).isEqualTo(1.717172);
    assertThat(money.path("drawdown_pct").asDouble()).isEqualTo(1.27451);
    assertThat(money.path("model_usd").asText()).isEqualTo("0.42");
    assertThat(money.path("wins").asInt()).isEqualTo(3);
    assertThat(desk.at("/last_cycle/funnel/amplifying").asInt()).isEqualTo(60);
    assertThat(desk.at("/scan/momentum/parts/0/points").asDouble()).isEqualTo(22.2);
    assertThat(desk.at("/votes/0/ballots/0/voter").asText()).isEqualTo("main");
    assertThat(api.json("/api/summary").at("/amplifier/cycles").asInt()).isEqualTo(14);
  }

  @Test
  void thePageShowsMomentumVotesAndRanking() {
    api.amplifier.seen = seen(null);
    String page = api.get("/amplifier").body();
    assertThat(page)
        .contains("71.2", "Next vote in", "2 h 50 min", "NEAR", "81.2", "Beta low")
        .contains("momentum is &lt;b&gt;hot&lt;/b&gt;")
        .contains("universe 250")
        .contains("<polyline");
    assertThat(api.get("/ask/amplifier/exit-all").body()).contains("Every position of the desk");
  }

  @Test
  void commandsAreToldToTheDesk() {
    api.amplifier.seen = seen("me");
    assertThat(api.json(DESK).path("status").asText()).isEqualTo("paused");
    for (String command : List.of("vote", "revote", "pause", "resume", "exit-all")) {
      assertThat(api.command(DESK + "/" + command, "{\"by\":\"ann\"}").statusCode())
          .isBetween(200, 202);
    }
    assertThat(api.command(DESK + "/profile", "{\"profile\":\"conservative\"}").statusCode())
        .isEqualTo(200);
    assertThat(api.amplifier.told)
        .containsExactly(
            "vote by ann",
            "revote by ann",
            "pause by ann",
            "resume by ann",
            "exit all by ann",
            "profile conservative by operator");
    assertThat(api.command(DESK + "/profile", "{\"profile\":\"bold\"}").body())
        .contains("conservative, moderate");
    assertThat(api.post(DESK + "/vote", "{}").statusCode()).as("no token").isEqualTo(401);
  }
}
